package org.postwatch.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;

/**
 * A recorded log in the order of its lines, which is the order of arrival.
 *
 * @param first the earliest event time or timestamp of all readable lines
 * @param last the latest timestamp
 */
public record EventRecording(List<RecordedLine> lines, Instant first, Instant last) {
    /** A recording is a day, a week, a school year at most: a clock that ran longer would hide a mistaken date. */
    static final Duration MAX_SPAN = Duration.ofDays(400);

    /**
     * One line as it arrives.
     *
     * @param key the district; null if the line has none
     * @param stamp its {@code recordedtime}, else its {@code time}; for unreadable lines the timestamp of the line
     * before
     */
    public record RecordedLine(String topic, byte[] key, byte[] value, Instant stamp) {}

    public EventRecording {
        lines = List.copyOf(lines);
    }

    /**
     * Reads files of NDJSON, one after the other; empty lines are skipped, and invalid lines are kept: they become
     * dead letters.
     *
     * @param until lines with a later timestamp are omitted
     * @throws IOException when a file cannot be read
     * @throws IllegalArgumentException when there is no readable line, or the lines span more than 400 days
     */
    public static EventRecording read(List<Path> files, Optional<Instant> until) throws IOException {
        RecordingReader reading = new RecordingReader(until);
        for (Path file : files) {
            try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (!line.isBlank()) {
                        // Bytes are not changed.
                        reading.add(line.getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
        return reading.build();
    }

    private static final class RecordingReader {
        private final EventReader reader = new EventReader();
        private final Optional<Instant> until;
        private final List<RecordedLine> lines = new ArrayList<>();
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;

        RecordingReader(Optional<Instant> until) {
            this.until = until;
        }

        void add(byte[] value) {
            String district = district(value);
            byte[] key = district == null ? null : district.getBytes(StandardCharsets.UTF_8);
            DecodeResult decoded = reader.read(key, value);
            // What cannot be read goes where COVERAGE rejects it.
            String topic = decoded.match(
                    of -> of.event().type().topic().topicName(),
                    tick -> Topics.STAFFING_EVENTS,
                    commanded -> Topics.COMMANDS,
                    failure -> Topics.STAFFING_EVENTS);
            Optional<Instant> time = decodedTime(decoded);
            Optional<Instant> stamp = reader.recordedTime(value).or(() -> time);
            if (stamp.isPresent() && until.filter(stamp.get()::isAfter).isPresent()) {
                return;
            }
            stamp.ifPresent(s -> {
                first = s.isBefore(first) ? s : first;
                last = s.isAfter(last) ? s : last;
            });
            // An event much older than its arrival is late and does not determine the start of the recording.
            if (stamp.isPresent()
                    && time.isPresent()
                    && !time.get().isBefore(stamp.get().minus(Duration.ofDays(2)))) {
                first = time.get().isBefore(first) ? time.get() : first;
            }
            lines.add(new RecordedLine(topic, key, value, stamp.orElse(Instant.MIN)));
        }

        private static Optional<Instant> decodedTime(DecodeResult decoded) {
            return decoded.match(
                    of -> Optional.of(of.event().time()),
                    tick -> Optional.empty(),
                    commanded -> Optional.of(commanded.command().at()),
                    failure -> Optional.empty());
        }

        private static String district(byte[] value) {
            return PartitionKey.of(value).orElse(null);
        }

        EventRecording build() {
            if (last.equals(Instant.MIN)) {
                throw new IllegalArgumentException("no line is an event with a time: expected NDJSON of CloudEvents");
            }
            if (Duration.between(first, last).compareTo(MAX_SPAN) > 0) {
                throw new IllegalArgumentException("the lines are between " + first + " and " + last + ", more than "
                        + MAX_SPAN.toDays() + " days apart; is a date mistaken?");
            }
            List<RecordedLine> stamped = new ArrayList<>();
            Instant stamp = first;
            for (RecordedLine line : lines) {
                stamp = line.stamp().equals(Instant.MIN) ? stamp : line.stamp();
                stamped.add(new RecordedLine(line.topic(), line.key(), line.value(), stamp));
            }
            return new EventRecording(stamped, first, last);
        }
    }
}
