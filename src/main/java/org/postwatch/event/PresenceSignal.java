package org.postwatch.event;

import java.util.Objects;
import java.util.Optional;

/**
 * A sign of life of an officer: checked in or out, called away, returned, at a campus. The duty is told by starts
 * only, and not always.
 */
public record PresenceSignal(EventOrigin origin, SignalKind kind, String badge, String campus, Optional<String> duty)
        implements Event {

    /** Starts begin presence at their campus and end it anywhere else; ends end it at their campus only. */
    public enum SignalKind {
        CHECKED_OUT(EventType.CHECKED_OUT, false),
        CALLED_AWAY(EventType.CALLED_AWAY, false),
        CHECKED_IN(EventType.CHECKED_IN, true),
        RETURNED(EventType.RETURNED, true);

        private final EventType type;
        private final boolean start;

        SignalKind(EventType type, boolean start) {
            this.type = type;
            this.start = start;
        }

        public EventType type() {
            return type;
        }

        public boolean isStart() {
            return start;
        }
    }

    public PresenceSignal {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(badge);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(duty);
    }

    @Override
    public EventType type() {
        return kind.type();
    }

    @Override
    public boolean isUrgent() {
        return false;
    }
}
