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
 * One process, one data directory. {@code leftInUse} tells that the last process did not stop in order. Taken before the server starts: Kafka checks its own lock only after a second process
 * has already written to the metadata log. The operating system frees it when the process dies, however it dies.
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
                        "the Postwatch{} that used {} before was not stopped in order: its logs are checked, and state is read"
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

    /** @throws BrokerException when another process holds it; other problems are reported when it is taken */
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
                        + holder + "; stop that one, or give this one a data.directory (and a broker.port) of its own",
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
            // Nothing was written through it: there is nothing to lose.
        }
    }

    /**
     * Frees the directory for the next process, and says that it was left in order: the file is empty. It stays: deleting it
     * would race with a process that has just opened it.
     */
    @Override
    public void close() {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            // The next start then says once that this one was not stopped in order.
            LOG.debug("the lock cannot be emptied", e);
        }
        closeQuietly(channel);
    }
}
