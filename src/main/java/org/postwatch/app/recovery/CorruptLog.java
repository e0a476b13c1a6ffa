package org.postwatch.app.recovery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.CorruptRecordException;

/** Messages about a log with unreadable records, with the possible actions. */
public final class CorruptLog {
    /** A partition such as {@code postwatch.plans-3} in messages of Kafka's clients. */
    private static final Pattern PARTITION = Pattern.compile("(?:partition|from) ([\\w.-]+)-(\\d+)\\b");

    private static final Pattern OFFSET = Pattern.compile("offset (\\d+)");

    private CorruptLog() {}

    /** Of a fault that follows from a corrupt record; empty for any other. */
    public static Optional<String> describe(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            boolean corrupt = cause instanceof CorruptRecordException
                    || said.contains("corrupt message")
                    || said.contains("Record batch for partition")
                    || said.contains("is corrupt");
            if (corrupt) {
                return Optional.of(describePartition(fault));
            }
        }
        return Optional.empty();
    }

    private static String describePartition(Throwable fault) {
        String named = "";
        String offset = "";
        String topic = "";
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            Matcher place = PARTITION.matcher(said);
            if (place.find()) {
                topic = place.group(1);
                named = "partition " + place.group(2) + " of topic " + topic + " is corrupt";
                Matcher at = OFFSET.matcher(said);
                offset = at.find() ? " at offset " + at.group(1) : offset;
            }
        }
        return (named.isEmpty() ? "a topic is corrupt: " + fault.getMessage() : named + offset) + ". " + remedy(topic);
    }

    private static String remedy(String topic) {
        return (topic.endsWith("-changelog")
                        ? "The state in it cannot be read. "
                        : "What follows in it cannot be read. ")
                + "Restore a backup of the data directory, or see 'A corrupt log' in docs/operations-running.md for"
                + " what"
                + " you can do without one and what that costs";
    }
}
