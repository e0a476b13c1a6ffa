package org.postwatch.secrets;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where one secret is kept. */
public sealed interface SecretLocation {
    /** How a location is written in the configuration. */
    String EXPECTED_FORMAT = "env:VARIABLE, or file:PATH below 'secrets.directory' without '..'";

    /** A variable of the instance's environment. */
    record EnvironmentVariable(String name) implements SecretLocation {}

    /** @param path relative to the directory of secrets, without {@code ..} */
    record SecretFile(Path path) implements SecretLocation {}

    /** Reads {@code env:VARIABLE} or {@code file:PATH}; empty when it is neither. */
    static Optional<SecretLocation> of(String text) {
        if (text.startsWith("env:")) {
            String name = text.substring("env:".length());
            return Pattern.matches("[A-Za-z_][A-Za-z0-9_]{0,127}", name)
                    ? Optional.of(new EnvironmentVariable(name))
                    : Optional.empty();
        }
        return text.startsWith("file:") ? file(text.substring("file:".length())) : Optional.empty();
    }

    private static Optional<SecretLocation> file(String text) {
        try {
            Path path = Path.of(text);
            boolean isBelow = !text.isBlank() && !path.isAbsolute() && !path.startsWith("..");
            return isBelow && path.equals(path.normalize()) ? Optional.of(new SecretFile(path)) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
