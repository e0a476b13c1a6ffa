package org.postwatch.desk;

import org.postwatch.event.EventType;
import org.postwatch.text.WireName;

/** What one touch of the page says. */
public enum DeskAction implements WireName {
    ARRIVED("Arrived", EventType.CHECKED_IN),
    CALLED_AWAY("Called away", EventType.CALLED_AWAY),
    BACK("Back", EventType.RETURNED),
    LEFT("Left", EventType.CHECKED_OUT),
    ADMITTED("Visitor admitted", EventType.VISITOR_ADMITTED),
    DENIED("Visitor denied", EventType.VISITOR_DENIED);

    private final String label;
    private final EventType type;

    DeskAction(String label, EventType type) {
        this.label = label;
        this.type = type;
    }

    /** The text of its button. */
    public String label() {
        return label;
    }

    /** The type of its event. */
    public EventType type() {
        return type;
    }

    /** Whether it is about an officer; the others are about an entrance. */
    public boolean isOfOfficer() {
        return switch (this) {
            case ARRIVED, CALLED_AWAY, BACK, LEFT -> true;
            case ADMITTED, DENIED -> false;
        };
    }
}
