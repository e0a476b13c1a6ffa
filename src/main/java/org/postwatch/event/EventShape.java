package org.postwatch.event;

import java.util.EnumSet;
import java.util.List;

/** The data that an event carries: the record that holds it, and the topics that it may come on. */
public enum EventShape {
    PRESENCE_SIGNAL(PresenceSignal.class, EventTopic.STAFFING),
    SHIFT_PLANNED(ShiftPlanned.class, EventTopic.STAFFING),
    SHIFT_CANCELLED(ShiftCancelled.class, EventTopic.STAFFING),
    /** A feed sends its heartbeats with its other events. */
    HEARTBEAT(Heartbeat.class, EventTopic.STAFFING, EventTopic.ENTRANCE, EventTopic.CAMERA),
    ENTRANCE(EntranceEvent.class, EventTopic.ENTRANCE),
    DEVICE_REPORT(DeviceReport.class, EventTopic.ENTRANCE, EventTopic.CAMERA),
    DETECTION(DetectionEvent.class, EventTopic.CAMERA),
    PANIC(PanicEvent.class, EventTopic.ENTRANCE),
    CONDUCT(ConductEvent.class, EventTopic.CONDUCT),
    CANARY(CanaryEvent.class, EventTopic.STAFFING);

    private final Class<? extends Event> recordType;
    private final EventTopic topic;
    private final List<String> topicNames;

    EventShape(Class<? extends Event> recordType, EventTopic topic, EventTopic... alsoAcceptedOn) {
        this.recordType = recordType;
        this.topic = topic;
        this.topicNames = EnumSet.of(topic, alsoAcceptedOn).stream()
                .map(EventTopic::topicName)
                .toList();
    }

    /** The record of every event of this shape. */
    public Class<? extends Event> recordType() {
        return recordType;
    }

    /** The topic that Postwatch sends such events to. */
    public EventTopic topic() {
        return topic;
    }

    /**
     * Whether such an event reports a state that holds until the next report, so that an old report still means something.
     * Everything else has happened once: what a broker or a vendor repeats later must not count as new.
     */
    public boolean isState() {
        return switch (this) {
            case DEVICE_REPORT -> true;
            case PRESENCE_SIGNAL,
                    SHIFT_PLANNED,
                    SHIFT_CANCELLED,
                    HEARTBEAT,
                    ENTRANCE,
                    DETECTION,
                    PANIC,
                    CONDUCT,
                    CANARY -> false;
        };
    }

    /** Whether such an event is accepted on a topic: a sender with the right to write to one topic must not use another. */
    public boolean isAcceptedOn(String topicName) {
        return topicNames.contains(topicName);
    }
}
