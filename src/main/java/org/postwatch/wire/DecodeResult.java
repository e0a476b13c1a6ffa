package org.postwatch.wire;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postwatch.event.Event;
import org.postwatch.notification.command.OperatorCommand;

/** The content of a record of events, commands or ticks, or why it could not be read. */
public sealed interface DecodeResult {
    /** Applies the function for this kind of result. A new kind needs a function from every caller. */
    <R> R match(
            Function<DecodedEvent, R> event,
            Function<ClockTick, R> tick,
            Function<DecodedCommand, R> command,
            Function<DecodeFailure, R> failure);

    /** An event of a feed. */
    record DecodedEvent(Event event) implements DecodeResult {
        public DecodedEvent {
            Objects.requireNonNull(event);
        }

        @Override
        public <R> R match(
                Function<DecodedEvent, R> event,
                Function<ClockTick, R> tick,
                Function<DecodedCommand, R> command,
                Function<DecodeFailure, R> failure) {
            return event.apply(this);
        }
    }

    /**
     * A tick of the clock.
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

        @Override
        public <R> R match(
                Function<DecodedEvent, R> event,
                Function<ClockTick, R> tick,
                Function<DecodedCommand, R> command,
                Function<DecodeFailure, R> failure) {
            return tick.apply(this);
        }
    }

    /** A command of an operator. */
    record DecodedCommand(OperatorCommand command) implements DecodeResult {
        public DecodedCommand {
            Objects.requireNonNull(command);
        }

        @Override
        public <R> R match(
                Function<DecodedEvent, R> event,
                Function<ClockTick, R> tick,
                Function<DecodedCommand, R> command,
                Function<DecodeFailure, R> failure) {
            return command.apply(this);
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

        private static final Pattern FIELD = Pattern.compile("([A-Za-z0-9_.]+): .*", Pattern.DOTALL);
        /** What was found, and the value of another field that was expected. */
        private static final Pattern VALUES = Pattern.compile("(, (\".*|[0-9]{4}-[^ ]*))?, found .*", Pattern.DOTALL);

        public DecodeFailure {
            Objects.requireNonNull(reason);
            Objects.requireNonNull(detail);
        }

        /** The path of the field at fault, as {@code data.campus}; empty when it is no single field. */
        public String field() {
            Matcher field = FIELD.matcher(detail);
            return field.matches() ? field.group(1) : "";
        }

        /** Where, and what was expected. It repeats no value of the event: it may be shown to others than its sender. */
        public String expectation() {
            return VALUES.matcher(detail).replaceFirst("");
        }

        /** What was expected, without the {@link #field}. It repeats no value of the event. */
        public String expected() {
            String field = field();
            return field.isEmpty() ? expectation() : expectation().substring((field + ": ").length());
        }

        @Override
        public <R> R match(
                Function<DecodedEvent, R> event,
                Function<ClockTick, R> tick,
                Function<DecodedCommand, R> command,
                Function<DecodeFailure, R> failure) {
            return failure.apply(this);
        }
    }
}
