package org.postwatch.codec;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
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
     * @param keepOpenFrom replay only: no date holding this instant or anything later is sealed
     */
    record Tick(Instant time, Optional<Instant> keepOpenFrom) implements Decoded {
        public Tick {
            Objects.requireNonNull(time);
            Objects.requireNonNull(keepOpenFrom);
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
