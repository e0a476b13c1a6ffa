package org.postwatch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.postwatch.app.config.FileProblem;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;
import org.postwatch.streams.EventAddressing;
import org.postwatch.streams.RecordSigner;

/** Signs the events that {@code send} writes, with the secret of {@code --sign-with}. */
final class EventSigner {
    private static final String SECRET_PREFIX = "secret:";
    private static final String ENV_PREFIX = "env:";
    private static final String FILE_PREFIX = "file:";

    private final String secret;
    private final SecretResolver resolver;
    private final Map<String, RecordSigner> signersByDistrict = new HashMap<>();

    private EventSigner(String secret, SecretResolver resolver) {
        this.secret = secret;
        this.resolver = resolver;
    }

    /**
     * Reads a secret of this machine at once, and a district's secret with its first event.
     *
     * @param secret {@code secret:NAME}, {@code env:VARIABLE} or {@code file:PATH}
     * @throws CommandFailedException if it has another form or cannot be read
     */
    static EventSigner of(String secret, SecretResolver resolver) {
        if (secret.startsWith(SECRET_PREFIX)) {
            return new EventSigner(secret.substring(SECRET_PREFIX.length()), resolver);
        }
        String found = readLocalSecret(secret);
        return new EventSigner(secret, (district, name) -> found);
    }

    private static String readLocalSecret(String secret) {
        if (secret.startsWith(ENV_PREFIX)) {
            String value = System.getenv(secret.substring(ENV_PREFIX.length()));
            if (value == null || value.isBlank()) {
                throw new CommandFailedException("--sign-with: the environment has no variable "
                        + secret.substring(ENV_PREFIX.length()) + ", or it is empty");
            }
            return value.strip();
        }
        if (!secret.startsWith(FILE_PREFIX)) {
            throw new CommandFailedException("--sign-with: expected secret:NAME, env:VARIABLE or file:PATH");
        }
        String name = secret.substring(FILE_PREFIX.length());
        try {
            return Files.readString(Path.of(name)).strip();
        } catch (IOException e) {
            throw new CommandFailedException("--sign-with: cannot read " + name + ": " + FileProblem.of(e), e);
        } catch (InvalidPathException e) {
            throw new CommandFailedException("--sign-with: '" + name + "' is not the name of a file", e);
        }
    }

    /** @throws MissingSecretException naming the secret when it is not there, or too short */
    String sign(EventAddressing.EventDestination to, byte[] event) {
        return signersByDistrict
                .computeIfAbsent(to.key(), this::createSigner)
                .sign(to.topic(), to.key().getBytes(StandardCharsets.UTF_8), event);
    }

    private RecordSigner createSigner(String district) {
        try {
            return new RecordSigner(resolver.resolve(district, secret));
        } catch (IllegalArgumentException e) {
            throw new MissingSecretException("the secret to sign with is too short: " + e.getMessage());
        }
    }
}
