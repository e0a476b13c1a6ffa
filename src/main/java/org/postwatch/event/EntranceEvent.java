package org.postwatch.event;

import java.util.Objects;

/** Something happened at an entrance: a press and its answers, or the door itself. */
public record EntranceEvent(EventOrigin origin, EventType type, String campus, String entrance) implements Event {
    public EntranceEvent {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(entrance);
        switch (type) {
            case BUZZER_PRESSED,
                    VISITOR_ADMITTED,
                    VISITOR_DENIED,
                    PRESS_CANCELLED,
                    DOOR_HELD_OPEN,
                    DOOR_FORCED,
                    DOOR_SECURED -> {
                // all of them happen at an entrance
            }
            default -> throw new IllegalArgumentException(type + " does not happen at an entrance");
        }
    }

    /** Admitted, denied or cancelled: settles every earlier press at this entrance. */
    public boolean answersPress() {
        return switch (type) {
            case VISITOR_ADMITTED, VISITOR_DENIED, PRESS_CANCELLED -> true;
            default -> false;
        };
    }

    /** Visitor admitted, door held open or forced: what a ladder may name to raise a gap at once. */
    public boolean isEscalationTrigger() {
        return switch (type) {
            case VISITOR_ADMITTED, DOOR_HELD_OPEN, DOOR_FORCED -> true;
            default -> false;
        };
    }

    @Override
    public boolean isUrgent() {
        return false;
    }
}
