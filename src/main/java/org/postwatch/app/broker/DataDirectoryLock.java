package org.postwatch.app.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks the data directory for one process. {@code leftInUse} is true if the last process did not stop cleanly. The
 * lock is taken before the server starts: Kafka checks its own lock only after a second process has already written
 * to the metadata log. The operating system releases it when the process ends.
 */
record DataDirectoryLock(FileChannel channel, boolean wasLeftLocked) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectoryLock.class);
    private static final String FILE = "postwatch.lock";

    static DataDirectoryLock acquire(Path directory) {
        Path file = directory.resolve(FILE);
        FileChannel channel = null;
        try {
            PrivateDirectory.ensure(directory);
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw inUse(directory, channel);
            }
            String former = holder(channel);
            if (!former.isEmpty()) {
                LOG.info(
                        "the Postwatch{} that used {} before was not stopped in order: its logs are checked, and"
                                + " state is read"
                                + " again from them",
                        former,
                        directory);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataDirectoryLock(channel, !former.isEmpty());
        } catch (OverlappingFileLockException e) {
            throw inUse(directory, channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new BrokerException(
                    "cannot use the data directory " + directory.toAbsolutePath() + ": " + e.getMessage()
                            + "; make it writable or configure another with data.directory",
                    e);
        }
    }

    /** @throws BrokerException if another process holds it; other problems are reported when the lock is taken */
    static void requireFree(Path directory) {
        Path file = directory.resolve(FILE);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw inUse(directory, channel);
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(directory, channel);
        } catch (IOException e) {
            LOG.debug("the lock {} cannot be checked", file, e);
        }
        closeQuietly(channel);
    }

    private static BrokerException inUse(Path directory, FileChannel channel) {
        String holder = holder(channel);
        closeQuietly(channel);
        return new BrokerException(
                "the data directory " + directory.toAbsolutePath().normalize() + " is in use by another Postwatch"
                        + holder + "; stop that process, or set another data.directory (and broker.port) for this one",
                null);
    }

    private static String holder(FileChannel channel) {
        try {
            ByteBuffer pid = ByteBuffer.allocate(20);
            channel.read(pid, 0);
            String digits = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
            return digits.isEmpty() ? "" : " (process " + digits + ")";
        } catch (IOException e) {
            return "";
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written through it.
        }
    }

    /**
     * Releases the directory and records a clean stop: the file is empty. The file is kept: deleting it would race
     * with a process that has just opened it.
     */
    @Override
    public void close() {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            // The next start then reports once that this process did not stop cleanly.
            LOG.debug("the lock cannot be emptied", e);
        }
        closeQuietly(channel);
    }
}
