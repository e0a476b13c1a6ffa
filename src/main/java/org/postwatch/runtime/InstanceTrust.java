package org.postwatch.runtime;

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
import org.postwatch.secrets.ConfiguredSecrets;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretLocation;
import org.postwatch.secrets.SecretSources;
import org.postwatch.topology.Signature;
import org.postwatch.topology.Trust;

/** What an instance needs to verify the sender of a record: the secrets of feeds, and the key of the instances. */
public final class InstanceTrust {
    /** In the data directory, with the broker inside: created at the first start. */
    static final String KEY_FILE = "instance.key";

    private static final int KEY_BYTES = 32;

    private InstanceTrust() {}

    /**
     * For an instance that runs. With the broker inside its key is created when it has none yet.
     *
     * @throws ConfigurationException when all feeds must sign and the instances have no key, or it cannot be read
     */
    public static Trust of(Configuration configuration) {
        Optional<String> key = key(configuration);
        Trust.Feeds feeds = configuration.security().feeds();
        if (feeds == Trust.Feeds.SIGNED && key.isEmpty()) {
            throw new ConfigurationException(List.of(
                    "'security.feeds' is 'signed', which is the default with a cluster, and the instances have no key;"
                            + " expected 'security.instance-key', as env:VARIABLE or file:PATH, the same for each instance,"
                            + " or 'security.feeds: open'"));
        }
        return new Trust(feeds, configuration.secrets().resolver(), key);
    }

    /** The key with which instances sign; empty with a cluster for which none is configured. */
    static Optional<String> key(Configuration configuration) {
        Optional<String> key = configuration.security().instanceKey().map(location -> read(configuration, location));
        return key.isEmpty() && configuration.brokerInside()
                ? Optional.of(own(configuration.data().resolve(KEY_FILE)))
                : key;
    }

    private static String read(Configuration configuration, SecretLocation location) {
        String name = "instance-key";
        SecretSources sources =
                new SecretSources(configuration.secrets().directory(), Map.of(), Map.of(name, location));
        try {
            return sound(new ConfiguredSecrets(sources, System::getenv).resolve("postwatch", name));
        } catch (MissingSecretException | IllegalArgumentException e) {
            throw new ConfigurationException(List.of("'security.instance-key': " + e.getMessage()));
        }
    }

    private static String sound(String key) {
        new Signature(key);
        return key;
    }

    /** Writes the whole key or nothing, whenever the process ends. */
    private static String own(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return sound(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(List.of("the key of the instance, " + file + ", cannot be used: " + e
                    + ". If it is damaged, remove it: a new one is made at the next start"));
        }
    }

    private static void make(Path file) throws IOException {
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
