package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.slf4j.Marker;

/**
 * Suppresses warnings and errors that Kafka logs at a start, a stop, or a start after a kill although nothing is wrong.
 * All other warnings are logged.
 */
public final class KafkaNoiseFilter extends TurboFilter {
    private static final List<String> HARMLESS_MESSAGES = List.of(
            "Performing controller activation.",
            "Auto topic creation failed for __",
            "Processing exception handler is not enabled for the GlobalThread.",
            // The controller was contacted before it became active; the request is repeated at once.
            "Unexpected error handling request RequestHeader(apiKey=CONTROLLER_REGISTRATION",
            // The reply to an offset request for partitions that the client has released meanwhile.
            "Not updating last stable offset for partition",
            "Attempting to close NetworkClient that has already been closed.",
            // A global store requests the end offsets of its topic before the topic is assigned to it.
            "Not updating last stable offset for partition",
            // After a kill the files of the state are not trusted, and read again from the changelog.
            "did not find checkpoint offsets while stores are not empty",
            "Failed to register startup state stores for task");

    /** A task and its fault, in a message of Kafka Streams that names several. */
    private static final Pattern TASK_EXCEPTION = Pattern.compile("\\d+_\\d+=([\\w.$]+)");

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable fault) {
        return format != null
                        && level.isGreaterOrEqual(Level.WARN)
                        && (HARMLESS_MESSAGES.stream().anyMatch(format::contains)
                                || isRetried(format, fault)
                                || isLoadedEventually(format, parameters, fault)
                                || isStateRestore(format, parameters, fault))
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    /**
     * After a kill the broker briefly leads its partitions, then none, then all. What it could not load at first it
     * loads then.
     */
    private static boolean isLoadedEventually(String format, Object[] parameters, Throwable fault) {
        if (fault instanceof NotLeaderOrFollowerException) {
            return format.contains("Failed to load metadata from");
        }
        // The metadata have the port of the previous run until this one is registered.
        if (format.startsWith("[TransactionCoordinator") && format.contains("could not be established")) {
            return true;
        }
        boolean ofTransaction = format.contains("failed to write an epoch fence transition")
                || format.contains("Rollback of ongoing transaction");
        return ofTransaction && (format + Arrays.toString(parameters)).contains("NOT_COORDINATOR");
    }

    /** Whether all tasks that failed did so because their state is read again. */
    private static boolean isStateRestore(String format, Object[] parameters, Throwable fault) {
        if (fault instanceof TaskCorruptedException) {
            return format.contains("corrupted");
        }
        String said = format + Arrays.toString(parameters);
        List<String> faults = TASK_EXCEPTION
                .matcher(said)
                .results()
                .map(found -> found.group(1))
                .toList();
        return format.contains("Get exceptions for the following tasks:")
                && !faults.isEmpty()
                && faults.stream().allMatch(TaskCorruptedException.class.getName()::equals);
    }

    /**
     * KAFKA-18202: the broker rejects a producer that is new to a partition; the producer retries with the expected
     * epoch.
     */
    private static boolean isRetried(String format, Throwable fault) {
        return fault instanceof OutOfOrderSequenceException && format.contains("Error processing append operation");
    }
}
