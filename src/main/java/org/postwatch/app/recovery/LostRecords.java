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
 * Records that were on disk before an unclean stop and are missing after it. This is not the end of a log that a
 * power loss truncated: Kafka truncates a log at the first unreadable record and only logs a warning. The instance
 * does not start until the operator has accepted the loss.
 */
public record LostRecords(Path reportFile, Path acceptedFile) {
    public static LostRecords of(Path data) {
        Path broker = data.toAbsolutePath().normalize().resolve("broker");
        return new LostRecords(broker.resolve("corrupt-logs"), broker.resolve("corrupt-logs.accepted"));
    }

    /**
     * @param onDisk the offset up to which each log was on disk before the stop
     * @param ends the current end of each log
     * @throws StartupException if records are lost, at this start or an earlier one, and the loss was not accepted
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
                                + "'; see 'A corrupt log' in docs/operations-running.md for the consequences",
                        null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the operator has accepted the loss of records of this topic. */
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
