package org.postwatch.delivery.cap;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.postwatch.delivery.Answer;

/** A folder that others read: whoever sees a file there sees all of it. It is not made, as a share may be unmounted. */
record Folder(Path path) implements Destination {
    @Override
    public Answer put(Alert alert, byte[] xml) {
        Path file = path.resolve(alert.identifier() + ".xml");
        Path part = path.resolve("." + alert.identifier() + ".part");
        try {
            try (FileChannel out = FileChannel.open(part, CREATE, WRITE, TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(xml);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return new Answer.Taken("written to " + file.getFileName());
        } catch (IOException e) {
            remove(part);
            return new Answer.Later("could not be written: " + e, Optional.empty(), false);
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
