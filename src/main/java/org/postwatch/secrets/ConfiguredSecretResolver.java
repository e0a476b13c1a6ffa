package org.postwatch.secrets;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Resolves secrets from the places in the configuration. Thread-safe. */
public final class ConfiguredSecretResolver implements SecretResolver {
    private final SecretSources sources;
    private final UnaryOperator<String> environment;
    private final Optional<SecretDirectory> directory;

    /** @param environment what a variable holds, or null */
    public ConfiguredSecretResolver(SecretSources sources, UnaryOperator<String> environment) {
        this.sources = sources;
        this.environment = environment;
        this.directory = sources.directory().map(SecretDirectory::new);
    }

    @Override
    public String resolve(String district, String name) {
        if (!SecretSources.isValidName(district) || !SecretSources.isValidName(name)) {
            throw missing(district, name);
        }
        return Optional.ofNullable(sources.districts().get(district))
                .map(own -> own.get(name))
                .or(() -> districtFile(district, name))
                .or(() -> Optional.ofNullable(sources.shared().get(name)))
                .map(location -> read(location, district, name))
                .orElseThrow(() -> missing(district, name));
    }

    private Optional<SecretLocation> districtFile(String district, String name) {
        Path path = Path.of(district, name);
        return sources.directory()
                .filter(root -> Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS))
                .map(root -> new SecretLocation.SecretFile(path));
    }

    private String read(SecretLocation location, String district, String name) {
        String secret = "the secret '" + name + "' of district '" + district + "' ";
        String found;
        if (location instanceof SecretLocation.SecretFile file) {
            SecretDirectory below = directory.orElseThrow(() ->
                    new MissingSecretException(secret + "is in a file, but 'secrets.directory' is not configured"));
            found = below.read(file.path(), secret);
        } else {
            String variable = ((SecretLocation.EnvironmentVariable) location).name();
            found = environment.apply(variable);
            if (found == null || found.isBlank()) {
                throw new MissingSecretException(
                        secret + "is in the environment variable " + variable + ", which is not set or is empty");
            }
        }
        return found.strip();
    }

    private MissingSecretException missing(String district, String name) {
        String file = sources.directory().isPresent()
                ? "the file " + district + "/" + name + " in 'secrets.directory'"
                : "'secrets.directory' with a file " + district + "/" + name;
        return new MissingSecretException("this instance has no secret '" + name + "' for district '" + district
                + "'; expected 'secrets.districts." + district + "." + name + "' in its configuration, or " + file);
    }
}
