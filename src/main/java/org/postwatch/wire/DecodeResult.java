package org.postwatch.wire;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.Event;
import org.postwatch.notification.command.OperatorCommand;

/** What a record's bytes turned out to be. */
public sealed interface DecodeResult {

    /** An event of a feed. */
    record DecodedEvent(Event event) implements DecodeResult {
        public DecodedEvent {
            Objects.requireNonNull(event);
        }
    }

    /**
     * The clock moved.
     *
     * @param time the wall clock of the instance that wrote it
     * @param keepOpenFrom replay only: no date holding this instant or anything later is sealed
     * @param instance the instance that wrote it; empty in a replay
     * @param stuck input topics of which this partition cannot be read to its end, as that instance found
     */
    record ClockTick(Instant time, Optional<Instant> keepOpenFrom, Optional<String> instance, Set<String> stuckTopics)
            implements DecodeResult {
        public ClockTick {
            Objects.requireNonNull(time);
            Objects.requireNonNull(keepOpenFrom);
            Objects.requireNonNull(instance);
            stuckTopics = Set.copyOf(stuckTopics);
        }

        public ClockTick(Instant time, Optional<Instant> keepOpenFrom) {
            this(time, keepOpenFrom, Optional.empty(), Set.of());
        }
    }

    /** Something that an operator says. */
    record DecodedCommand(OperatorCommand command) implements DecodeResult {
        public DecodedCommand {
            Objects.requireNonNull(command);
        }
    }

    /**
     * Goes to the dead letters.
     *
     * @param reason one of the constants below: log key, metric label and header alike
     * @param detail one line: where, what was expected, what was found
     */
    record DecodeFailure(String reason, String detail) implements DecodeResult {
        public static final String TOO_LARGE = "too-large";
        public static final String MALFORMED = "malformed";
        public static final String WRONG_KEY = "wrong-key";
        public static final String UNKNOWN_TYPE = "unknown-type";

        public DecodeFailure {
            Objects.requireNonNull(reason);
            Objects.requireNonNull(detail);
        }
    }
}
