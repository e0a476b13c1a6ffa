package org.postwatch.event;

/** What an event of a type does, beyond what its {@link EventShape} says. A trait belongs to the types of one kind of record. */
public enum EventTrait {
    /** A visitor waits at the entrance until the press is answered. */
    BUZZER_PRESS(EntranceEvent.class),
    /** Answers every earlier press at the entrance. */
    PRESS_ANSWER(EntranceEvent.class),
    /** A severity ladder may name it to raise the severity of a gap at once. */
    ESCALATION_TRIGGER(EntranceEvent.class),
    /** Opens an incident of its own at the entrance. */
    DOOR_FORCED(EntranceEvent.class),
    /** Closes the incidents of doors that were forced at the entrance. */
    DOOR_SECURED(EntranceEvent.class),
    /** The device does not work until it reports otherwise. */
    DEVICE_FAULT(DeviceReport.class),
    /** Opens an incident of its own at once, and people are notified even if the event's own time is not credible. */
    URGENT(PlacedEvent.class);

    private final Class<? extends Event> recordType;

    EventTrait(Class<? extends Event> recordType) {
        this.recordType = recordType;
    }

    /** Whether types of that shape may have it. */
    boolean isAllowedFor(EventShape shape) {
        return recordType.isAssignableFrom(shape.recordType());
    }
}
