package org.postwatch.event;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An officer checked in or out, was called away, or returned, at a campus.
 *
 * @param duty only starts have one, and not all of them
 * @param where the place that the officer was called to, as reported; only {@link SignalKind#CALLED_AWAY} has one
 * @param proof what proves that the signal was sent at the campus, such as {@code rotating-code}; it changes no coverage, and the
 *     state of the engine does not keep it
 */
public record PresenceSignal(
        EventOrigin origin,
        SignalKind kind,
        String badge,
        String campus,
        Optional<String> duty,
        Optional<String> where,
        Optional<String> proof)
        implements OfficerEvent {

    /** A signal of a feed that reports neither a place nor a proof. */
    public PresenceSignal(EventOrigin origin, SignalKind kind, String badge, String campus, Optional<String> duty) {
        this(origin, kind, badge, campus, duty, Optional.empty(), Optional.empty());
    }

    /** A start begins presence at its campus and ends it everywhere else. An end ends it at its campus only. */
    public enum SignalKind {
        CHECKED_OUT(EventType.CHECKED_OUT, false),
        CALLED_AWAY(EventType.CALLED_AWAY, false),
        CHECKED_IN(EventType.CHECKED_IN, true),
        RETURNED(EventType.RETURNED, true);

        private static final List<SignalKind> KINDS = List.of(values());

        private final EventType type;
        private final boolean start;

        SignalKind(EventType type, boolean start) {
            this.type = type;
            this.start = start;
        }

        public EventType type() {
            return type;
        }

        /** @throws IllegalArgumentException when events of that type are no presence signals */
        public static SignalKind of(EventType type) {
            for (SignalKind kind : KINDS) {
                if (kind.type == type) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(type + " is no presence signal");
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
        Objects.requireNonNull(where);
        Objects.requireNonNull(proof);
    }

    @Override
    public EventType type() {
        return kind.type();
    }
}
