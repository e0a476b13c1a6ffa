package org.postwatch.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.postwatch.app.config.Configuration;
import picocli.CommandLine.Option;

/** {@code --config}: the same file for every command, so that they meet at the same broker. */
final class ConfigurationOption {
    private static final Path DEFAULT_FILE = Path.of("config", "postwatch.yaml");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The configuration file. Default: config/postwatch.yaml in the current directory, else the one of the installation, else the defaults of all keys.")
    private Path file;

    Configuration read() {
        if (file != null) {
            return Configuration.read(file);
        }
        return Stream.of(
                        DEFAULT_FILE,
                        Path.of(System.getProperty("postwatch.home", ".")).resolve(DEFAULT_FILE))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(Configuration::read)
                .orElseGet(Configuration::defaults);
    }
}
