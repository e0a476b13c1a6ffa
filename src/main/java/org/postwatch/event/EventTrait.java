package org.postwatch.event;

/** What an event of a type does, beyond what its {@link EventShape} says. A trait belongs to the types of one shape. */
public enum EventTrait {
    /** A visitor waits at the entrance until the press is answered. */
    BUZZER_PRESS(EventShape.ENTRANCE),
    /** Answers every earlier press at the entrance. */
    PRESS_ANSWER(EventShape.ENTRANCE),
    /** A severity ladder may name it to raise the severity of a gap at once. */
    ESCALATION_TRIGGER(EventShape.ENTRANCE),
    /** Opens an incident of its own at the entrance. */
    DOOR_FORCED(EventShape.ENTRANCE),
    /** Closes the incidents of doors that were forced at the entrance. */
    DOOR_SECURED(EventShape.ENTRANCE),
    /** The device does not work until it reports otherwise. */
    DEVICE_FAULT(EventShape.DEVICE_REPORT),
    /** Opens an incident of its own at once, and people are notified even if the event's own time is not credible. */
    URGENT(EventShape.DETECTION);

    private final EventShape shape;

    EventTrait(EventShape shape) {
        this.shape = shape;
    }

    /** The shape of the types that may have it. */
    public EventShape shape() {
        return shape;
    }
}
