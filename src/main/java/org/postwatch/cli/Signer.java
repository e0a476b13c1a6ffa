package org.postwatch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.postwatch.runtime.FileProblem;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;
import org.postwatch.topology.Addressed;
import org.postwatch.topology.Signature;

/** Signs events that are sent from here, as {@code --sign-with} says. */
final class Signer {
    private static final String NAMED = "secret:";
    private static final String VARIABLE = "env:";
    private static final String FILE = "file:";

    private final String secret;
    private final SecretResolver resolver;
    private final Map<String, Signature> byDistrict = new HashMap<>();

    private Signer(String secret, SecretResolver resolver) {
        this.secret = secret;
        this.resolver = resolver;
    }

    /**
     * Reads a secret of this machine at once; one of a district is looked up with its first event.
     *
     * @param secret {@code secret:NAME}, {@code env:VARIABLE} or {@code file:PATH}
     * @throws CommandFailed when it is none of these, or cannot be read
     */
    static Signer of(String secret, SecretResolver resolver) {
        if (secret.startsWith(NAMED)) {
            return new Signer(secret.substring(NAMED.length()), resolver);
        }
        String found = here(secret);
        return new Signer(secret, (district, name) -> found);
    }

    private static String here(String secret) {
        if (secret.startsWith(VARIABLE)) {
            String value = System.getenv(secret.substring(VARIABLE.length()));
            if (value == null || value.isBlank()) {
                throw new CommandFailed("--sign-with: the environment has no variable "
                        + secret.substring(VARIABLE.length()) + ", or it is empty");
            }
            return value.strip();
        }
        if (!secret.startsWith(FILE)) {
            throw new CommandFailed("--sign-with: expected secret:NAME, env:VARIABLE or file:PATH");
        }
        String name = secret.substring(FILE.length());
        try {
            return Files.readString(Path.of(name)).strip();
        } catch (IOException e) {
            throw new CommandFailed("--sign-with: cannot read " + name + ": " + FileProblem.of(e), e);
        } catch (InvalidPathException e) {
            throw new CommandFailed("--sign-with: '" + name + "' is not the name of a file", e);
        }
    }

    /** @throws MissingSecretException naming the secret when it is not there, or too short */
    String sign(Addressed.To to, byte[] event) {
        return byDistrict
                .computeIfAbsent(to.key(), this::signature)
                .of(to.topic(), to.key().getBytes(StandardCharsets.UTF_8), event);
    }

    private Signature signature(String district) {
        try {
            return new Signature(resolver.resolve(district, secret));
        } catch (IllegalArgumentException e) {
            throw new MissingSecretException("the secret to sign with is too short: " + e.getMessage());
        }
    }
}
