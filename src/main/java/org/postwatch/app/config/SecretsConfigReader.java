package org.postwatch.app.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.secrets.SecretLocation;
import org.postwatch.secrets.SecretSources;

/**
 * The keys below {@code secrets} of a configuration. A value that is wrong is not repeated: it may be a secret itself.
 */
final class SecretsConfigReader {
    private SecretsConfigReader() {}

    static SecretSources read(ConfigurationFile file) {
        Optional<Path> directory = file.text("secrets.directory").map(Path::of);
        Map<String, Map<String, SecretLocation>> districts = new TreeMap<>();
        file.subtree("secrets.districts", (key, value) -> findProblem(key, value, 2, directory))
                .forEach((key, value) -> SecretLocation.of(value)
                        .ifPresent(location -> districts
                                .computeIfAbsent(key.replaceFirst("\\..*", ""), district -> new TreeMap<>())
                                .put(key.replaceFirst(".*\\.", ""), location)));
        Map<String, SecretLocation> shared = new TreeMap<>();
        file.subtree("secrets.shared", (key, value) -> findProblem(key, value, 1, directory))
                .forEach((key, value) -> SecretLocation.of(value).ifPresent(location -> shared.put(key, location)));
        return new SecretSources(directory, districts, shared);
    }

    private static Optional<String> findProblem(String key, String value, int names, Optional<Path> directory) {
        String[] parts = key.split("\\.", -1);
        if (parts.length != names) {
            return Optional.of(names == 2 ? "a mapping of names of secrets, below a district" : "the name of a secret");
        }
        for (String part : parts) {
            if (!SecretSources.isValidName(part)) {
                return Optional.of("names of lower-case letters, digits and '-', at most 63 characters");
            }
        }
        Optional<SecretLocation> location = SecretLocation.of(value);
        if (location.isEmpty()) {
            return Optional.of(SecretLocation.EXPECTED_FORMAT + " (the value is not shown)");
        }
        return location.get() instanceof SecretLocation.SecretFile && directory.isEmpty()
                ? Optional.of("'secrets.directory' beside it, below which the file is")
                : Optional.empty();
    }
}
