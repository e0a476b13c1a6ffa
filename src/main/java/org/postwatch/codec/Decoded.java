package org.postwatch.codec;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.Event;
import org.postwatch.routing.Command;

/** What a record's bytes turned out to be. */
public sealed interface Decoded {

    /** Something a feed told. */
    record Of(Event event) implements Decoded {
        public Of {
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
    record Tick(Instant time, Optional<Instant> keepOpenFrom, Optional<String> instance, Set<String> stuck)
            implements Decoded {
        public Tick {
            Objects.requireNonNull(time);
            Objects.requireNonNull(keepOpenFrom);
            Objects.requireNonNull(instance);
            stuck = Set.copyOf(stuck);
        }

        public Tick(Instant time, Optional<Instant> keepOpenFrom) {
            this(time, keepOpenFrom, Optional.empty(), Set.of());
        }
    }

    /** Something that an operator says. */
    record Commanded(Command command) implements Decoded {
        public Commanded {
            Objects.requireNonNull(command);
        }
    }

    /**
     * Goes to the dead letters.
     *
     * @param reason one of the constants below: log key, metric label and header alike
     * @param detail one line: where, what was expected, what was found
     */
    record Rejected(String reason, String detail) implements Decoded {
        public static final String TOO_LARGE = "too-large";
        public static final String MALFORMED = "malformed";
        public static final String WRONG_KEY = "wrong-key";
        public static final String UNKNOWN_TYPE = "unknown-type";

        public Rejected {
            Objects.requireNonNull(reason);
            Objects.requireNonNull(detail);
        }
    }
}
