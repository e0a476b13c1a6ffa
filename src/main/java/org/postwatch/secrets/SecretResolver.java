package org.postwatch.secrets;

/**
 * Finds a district's secret by its name. What it returns is used in a protocol and never logged or written to a topic.
 */
public interface SecretResolver {
    /** Resolves no secret: for instances without delivery. */
    SecretResolver NONE = (district, name) -> {
        throw new MissingSecretException("this instance has no secret '" + name + "' for district '" + district + "'");
    };

    /**
     * Resolves a secret. Each call reads it again, so that a changed file is used without a restart. This may read a
     * file: do not call it for every record.
     *
     * @return the secret without white space around it; never empty, at most 64 KiB
     * @throws MissingSecretException naming the district, the secret and what to configure
     */
    String resolve(String district, String name);
}
