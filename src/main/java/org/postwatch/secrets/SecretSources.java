package org.postwatch.secrets;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secrets that each district may use, from the configuration of the instance. A name is resolved in the district's
 * own entries, then as the file {@code DISTRICT/NAME} below the directory, then among the shared entries.
 *
 * @param directory below which all files with secrets are
 * @param districts by district and name
 * @param shared by name; every district may use them
 */
public record SecretSources(
        Optional<Path> directory,
        Map<String, Map<String, SecretLocation>> districts,
        Map<String, SecretLocation> shared) {
    /** No district has any secret. */
    public static final SecretSources NONE = new SecretSources(Optional.empty(), Map.of(), Map.of());

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public SecretSources {
        districts = Map.copyOf(districts);
        shared = Map.copyOf(shared);
    }

    /** Whether it may be the name of a secret or of a district: lower-case letters, digits and '-', at most 63. */
    public static boolean isValidName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Secrets of these sources and of this process's environment. */
    public SecretResolver resolver() {
        return new ConfiguredSecretResolver(this, System::getenv);
    }
}
