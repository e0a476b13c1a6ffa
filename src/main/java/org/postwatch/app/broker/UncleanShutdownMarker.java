package org.postwatch.app.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The marker of an unclean shutdown. A killed process loses nothing, but a power loss may cost the end of each log;
 * the two cannot be distinguished. The file {@code unclean-shutdown} is kept until recovery is complete, across starts.
 */
final class UncleanShutdownMarker {
    private static final String MARKER_FILE = "unclean-shutdown";
    /** Kafka's own: deleted at a start, written at a stop when every log is on the disk. */
    private static final String CLEAN_SHUTDOWN_FILE = ".kafka_cleanshutdown";

    private static final String RECOVERY_POINT_FILE = "recovery-point-offset-checkpoint";

    private final Path marker;
    private final Map<TopicPartition, Long> flushedOffsets;

    private UncleanShutdownMarker(Path marker, Map<TopicPartition, Long> onDisk) {
        this.marker = marker;
        this.flushedOffsets = onDisk;
    }

    /**
     * Reads before the server starts.
     *
     * @param leftInUse whether the last process did not free the directory
     */
    static UncleanShutdownMarker read(Path home, boolean leftInUse) {
        Path log = home.resolve("log");
        Path marker = home.resolve(MARKER_FILE);
        boolean used = Files.exists(log.resolve(RECOVERY_POINT_FILE));
        try {
            if (used && (leftInUse || !Files.exists(log.resolve(CLEAN_SHUTDOWN_FILE))) && !Files.exists(marker)) {
                Files.createFile(marker);
            }
            return new UncleanShutdownMarker(marker, used ? readOffsets(log.resolve(RECOVERY_POINT_FILE)) : Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Kafka writes them: a version, a count, then a line {@code topic partition offset} each. */
    private static Map<TopicPartition, Long> readOffsets(Path file) throws IOException {
        Map<TopicPartition, Long> offsets =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split(" ");
            if (parts.length == 3) {
                offsets.put(new TopicPartition(parts[0], Integer.parseInt(parts[1])), Long.parseLong(parts[2]));
            }
        }
        return offsets;
    }

    boolean isPresent() {
        return Files.exists(marker);
    }

    /** The offset of each log up to which everything was on the disk, some seconds before the stop. */
    Map<TopicPartition, Long> flushedOffsets() {
        return flushedOffsets;
    }

    void clear() {
        try {
            Files.deleteIfExists(marker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
