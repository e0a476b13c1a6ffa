package org.postwatch.secrets;

/** Finds a district's secret by its name. What it returns is used in a protocol and never logged or written to a topic. */
public interface SecretResolver {
    /** Knows no secret at all: for instances that deliver nothing. */
    SecretResolver NONE = (district, name) -> {
        throw new MissingSecretException("this instance has no secret '" + name + "' for district '" + district + "'");
    };

    /**
     * Looks the secret up, again at each call, so that a changed file counts without a restart. It may read a file: do not
     * call it for every record.
     *
     * @return the secret without white space around it; never empty, at most 64 KiB
     * @throws MissingSecretException naming the district, the secret and what to configure
     */
    String resolve(String district, String name);
}
