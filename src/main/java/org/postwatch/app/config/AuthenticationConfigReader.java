package org.postwatch.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.secrets.ConfiguredSecretResolver;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretLocation;
import org.postwatch.secrets.SecretSources;
import org.postwatch.streams.RecordAuthentication;
import org.postwatch.streams.RecordSigner;

/** What an instance needs to verify the sender of a record: the secrets of feeds, and the key of the instances. */
public final class AuthenticationConfigReader {
    /** In the data directory, with the embedded broker: created at the first start. */
    static final String KEY_FILE = "instance.key";

    private static final int KEY_BYTES = 32;

    private AuthenticationConfigReader() {}

    /**
     * Reads the configuration for a running instance. With the embedded broker a missing key is created.
     *
     * @throws ConfigurationException if all feeds must sign and there is no key for instances, or it cannot be read
     */
    public static RecordAuthentication read(Configuration configuration) {
        Optional<String> key = instanceKey(configuration);
        RecordAuthentication.FeedSigningMode feeds = configuration.security().feedSigning();
        if (feeds == RecordAuthentication.FeedSigningMode.SIGNED && key.isEmpty()) {
            throw new ConfigurationException(List.of(
                    "'security.feeds' is 'signed', which is the default with a cluster, and the instances have no key;"
                            + " expected 'security.instance-key', as env:VARIABLE or file:PATH, the same for each"
                            + " instance,"
                            + " or 'security.feeds: open'"));
        }
        return new RecordAuthentication(feeds, configuration.secrets().resolver(), key);
    }

    /** The key with which instances sign; empty if none is configured for a cluster. */
    public static Optional<String> instanceKey(Configuration configuration) {
        Optional<String> key = configuration.security().instanceKey().map(location -> readKey(configuration, location));
        return key.isEmpty() && configuration.usesEmbeddedBroker()
                ? Optional.of(readOrCreateKey(configuration.dataDirectory().resolve(KEY_FILE)))
                : key;
    }

    private static String readKey(Configuration configuration, SecretLocation location) {
        String name = "instance-key";
        SecretSources sources =
                new SecretSources(configuration.secrets().directory(), Map.of(), Map.of(name, location));
        try {
            return requireValid(new ConfiguredSecretResolver(sources, System::getenv).resolve("postwatch", name));
        } catch (MissingSecretException | IllegalArgumentException e) {
            throw new ConfigurationException(List.of("'security.instance-key': " + e.getMessage()));
        }
    }

    private static String requireValid(String key) {
        new RecordSigner(key);
        return key;
    }

    /** Writes the key atomically. */
    private static String readOrCreateKey(Path file) {
        try {
            if (!Files.exists(file)) {
                createKeyFile(file);
            }
            return requireValid(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(List.of("the key of the instance, " + file + ", cannot be used: " + e
                    + ". If it is damaged, remove it: a new one is created at the next start"));
        }
    }

    private static void createKeyFile(Path file) throws IOException {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path made = Files.createTempFile(
                directory,
                KEY_FILE,
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(made, HexFormat.of().formatHex(random) + "\n");
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
