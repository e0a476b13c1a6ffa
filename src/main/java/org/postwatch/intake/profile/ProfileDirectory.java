package org.postwatch.intake.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.intake.ProfileText;

/**
 * The profiles of a release: {@code NAME.yaml} each.
 *
 * @param directory {@code config/intake/profiles} in the release
 */
public record ProfileDirectory(Path directory) {
    private static final String SUFFIX = ".yaml";

    public ProfileDirectory {
        Objects.requireNonNull(directory);
    }

    /** That of the running release. */
    public static ProfileDirectory ofRelease() {
        return new ProfileDirectory(
                Path.of(System.getProperty("postwatch.home", ".")).resolve("config/intake/profiles"));
    }

    /**
     * The names of all profiles, sorted; none if there is no such directory.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of a profile, whether it exists or not. */
    public Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }

    /**
     * The text of a profile; empty if there is none of that name.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public Optional<ProfileText> find(String name) {
        if (!names().contains(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProfileText(name, Files.readString(file(name))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
