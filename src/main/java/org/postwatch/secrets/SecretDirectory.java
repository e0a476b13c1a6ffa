package org.postwatch.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one directory below which files with secrets are. A symbolic link may lead to another file below it, never out
 * of it.
 */
final class SecretDirectory {
    /** Of one file, in bytes. */
    static final int MAX_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SecretDirectory.class);
    private static final Set<PosixFilePermission> UNSAFE_PERMISSIONS = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

    private final Path root;
    private final Set<Path> warned = ConcurrentHashMap.newKeySet();

    SecretDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * @param path below the directory
     * @param secret the start of error messages
     * @throws MissingSecretException if it does not exist, is not a regular file, is outside of the directory, too
     * long, empty or not UTF-8
     */
    String read(Path path, String secret) {
        String file = secret + "is in the file " + path + " in 'secrets.directory', which ";
        try {
            Path real = root.resolve(path).toRealPath();
            if (!real.startsWith(root.toRealPath())) {
                throw new MissingSecretException(file + "is a link that leads out of that directory");
            }
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                throw new MissingSecretException(file + "is not a regular file");
            }
            warnIfExposed(path, real);
            return text(real, file);
        } catch (NoSuchFileException e) {
            throw new MissingSecretException(file + "does not exist");
        } catch (AccessDeniedException e) {
            throw new MissingSecretException(file + "this process may not read");
        } catch (CharacterCodingException e) {
            throw new MissingSecretException(file + "is not UTF-8 text");
        } catch (IOException e) {
            throw new MissingSecretException(
                    file + "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static String text(Path real, String file) throws IOException {
        try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new MissingSecretException(file + "has more than " + MAX_BYTES + " bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.isBlank()) {
                throw new MissingSecretException(file + "is empty");
            }
            return text;
        }
    }

    private void warnIfExposed(Path path, Path real) throws IOException {
        if (!Files.getFileStore(real).supportsFileAttributeView("posix") || warned.contains(path)) {
            return;
        }
        Set<PosixFilePermission> wide = EnumSet.copyOf(UNSAFE_PERMISSIONS);
        wide.retainAll(Files.getPosixFilePermissions(real, LinkOption.NOFOLLOW_LINKS));
        if (!wide.isEmpty() && warned.add(path)) {
            LOG.warn("SECRET EXPOSED: file={} open_to={} expected=\"mode 0600 or 0640\"", root.resolve(path), wide);
        }
    }
}
