package org.postwatch.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What the data directory tells of the last stop. A killed process loses nothing, and a machine that lost power may have lost the
 * end of each log; the two cannot be told apart. The file {@code unclean-stop} stays until what follows from it is done, over
 * as many starts as that takes.
 */
final class StopRecord {
    private static final String MARKER = "unclean-stop";
    /** Kafka's own: deleted at a start, written at a stop when every log is on the disk. */
    private static final String CLEAN = ".kafka_cleanshutdown";

    private static final String RECOVERY_POINTS = "recovery-point-offset-checkpoint";

    private final Path marker;
    private final Map<TopicPartition, Long> onDisk;

    private StopRecord(Path marker, Map<TopicPartition, Long> onDisk) {
        this.marker = marker;
        this.onDisk = onDisk;
    }

    /**
     * Reads before the server starts.
     *
     * @param leftInUse whether the last process did not free the directory
     */
    static StopRecord read(Path home, boolean leftInUse) {
        Path log = home.resolve("log");
        Path marker = home.resolve(MARKER);
        boolean used = Files.exists(log.resolve(RECOVERY_POINTS));
        try {
            if (used && (leftInUse || !Files.exists(log.resolve(CLEAN))) && !Files.exists(marker)) {
                Files.createFile(marker);
            }
            return new StopRecord(marker, used ? offsets(log.resolve(RECOVERY_POINTS)) : Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Kafka writes them: a version, a count, then a line {@code topic partition offset} each. */
    private static Map<TopicPartition, Long> offsets(Path file) throws IOException {
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

    boolean isUnclean() {
        return Files.exists(marker);
    }

    /** The offset of each log up to which everything was on the disk, some seconds before the stop. */
    Map<TopicPartition, Long> onDisk() {
        return onDisk;
    }

    void recovered() {
        try {
            Files.deleteIfExists(marker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
