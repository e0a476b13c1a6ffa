package org.postwatch.delivery.cap;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.network.OutgoingPolicy;

/**
 * A folder that others read. A file appears there only when it is complete. It is not made, as a share may be unmounted.
 *
 * @param policy says whether it may be written to, links followed; asked at every message
 */
record FolderDestination(Path path, OutgoingPolicy policy) implements CapDestination {
    @Override
    public AttemptResult put(CapAlert alert, byte[] xml) {
        Path real;
        try {
            real = policy.resolveFolder(path);
        } catch (AccessDeniedException e) {
            String why = e.getReason() == null ? "this process may not enter the folder " + path : e.getReason();
            return new AttemptResult.TemporaryFailure("not written: " + why, Optional.empty(), false);
        } catch (IOException e) {
            return new AttemptResult.TemporaryFailure("could not be written: " + e, Optional.empty(), false);
        }
        return write(alert, xml, real);
    }

    private static AttemptResult write(CapAlert alert, byte[] xml, Path real) {
        Path file = real.resolve(alert.identifier() + ".xml");
        Path part = real.resolve("." + alert.identifier() + ".part");
        try {
            try (FileChannel out = FileChannel.open(part, CREATE, WRITE, TRUNCATE_EXISTING, NOFOLLOW_LINKS)) {
                ByteBuffer bytes = ByteBuffer.wrap(xml);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return new AttemptResult.Delivered("written to " + file.getFileName());
        } catch (IOException e) {
            remove(part);
            return new AttemptResult.TemporaryFailure("could not be written: " + e, Optional.empty(), false);
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The next attempt writes over it.
            return;
        }
    }
}
