package org.postwatch.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.postwatch.routing.Setting;

/** Secrets out of the environment and of files of at most 64 KB, read anew at every look. */
public final class EnvironmentSecrets implements Secrets {
    private static final int FILE_BYTES_MAX = 64 * 1024;

    private final UnaryOperator<String> environment;

    public EnvironmentSecrets() {
        this(System::getenv);
    }

    public EnvironmentSecrets(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    @Override
    public String get(Setting setting) {
        if (setting.variable() != null) {
            return present(
                    environment.apply(setting.variable()), "the environment has no variable " + setting.variable());
        }
        if (setting.file() != null) {
            return present(read(setting.file()), "the file " + setting.file() + " cannot be read or is empty");
        }
        return setting.text();
    }

    private static String read(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            return bytes.length > FILE_BYTES_MAX ? null : new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException | java.nio.file.InvalidPathException e) {
            return null;
        }
    }

    private static String present(String found, String otherwise) {
        if (found == null || found.isBlank()) {
            throw new IllegalStateException(otherwise);
        }
        return found.trim();
    }
}
