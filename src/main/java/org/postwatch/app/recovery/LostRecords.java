package org.postwatch.app.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that were on the disk before an unclean stop and are not there after it. That is no end that a loss of power cut off:
 * Kafka cuts a log off at the first record that it cannot read, and says so in a warning only. The instance does not start until
 * somebody has accepted the loss.
 */
public record LostRecords(Path reportFile, Path acceptedFile) {
    public static LostRecords of(Path data) {
        Path broker = data.toAbsolutePath().normalize().resolve("broker");
        return new LostRecords(broker.resolve("corrupt-logs"), broker.resolve("corrupt-logs.accepted"));
    }

    /**
     * @param onDisk the offset of each log up to which everything was on the disk before the stop
     * @param ends where each log ends now
     * @throws StartupException when records are lost, at this start or an earlier one, and nobody has accepted that
     */
    public void requireNone(Map<TopicPartition, Long> onDisk, Map<TopicPartition, Long> ends) {
        List<String> lost = new ArrayList<>();
        onDisk.forEach((partition, offset) -> {
            Long end = ends.get(partition);
            if (end != null && end < offset) {
                lost.add("partition " + partition.partition() + " of topic " + partition.topic() + ": records " + end
                        + " to " + (offset - 1));
            }
        });
        try {
            if (!lost.isEmpty()) {
                Files.write(reportFile, lost);
            }
            if (Files.exists(reportFile)) {
                throw new StartupException(
                        "corrupt logs: after an unclean stop records could not be read that had been on the disk, and"
                                + " Kafka cut off what follows ("
                                + String.join("; ", Files.readAllLines(reportFile))
                                + "). Restore a backup of the data directory, or accept the loss with 'mv " + reportFile
                                + " "
                                + acceptedFile
                                + "'; 'A corrupt log' in docs/operations-running.md says what that costs",
                        null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody has accepted that records of this topic are lost. */
    public boolean isAccepted(String topic) {
        try {
            return Files.exists(acceptedFile)
                    && Files.readAllLines(acceptedFile).stream()
                            .anyMatch(line -> line.contains(" of topic " + topic + ":"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** State is whole again. */
    public void clearAccepted() {
        try {
            Files.deleteIfExists(acceptedFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
