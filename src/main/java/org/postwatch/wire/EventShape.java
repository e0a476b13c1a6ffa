package org.postwatch.wire;

import java.util.HashMap;
import java.util.Map;
import org.postwatch.event.EventType;
import org.postwatch.notification.command.OperatorCommand.CommandType;

/** What is in an event's data, by its type. {@code type} is null for ticks and commands. */
record EventShape(DataKind dataKind, EventType type) {
    static final String TICK = "postwatch.clock.tick";

    enum DataKind {
        PRESENCE_SIGNAL,
        SHIFT_PLANNED,
        SHIFT_CANCELLED,
        HEARTBEAT,
        ENTRANCE,
        DEVICE_REPORT,
        DETECTION,
        CONDUCT,
        CANARY,
        TICK,
        COMMAND
    }

    private static final Map<String, EventShape> BY_TYPE_NAME = shapesByTypeName();

    /** Null when no such type is known. */
    static EventShape of(String wireName) {
        return BY_TYPE_NAME.get(wireName);
    }

    private static Map<String, EventShape> shapesByTypeName() {
        Map<String, EventShape> shapes = new HashMap<>();
        for (EventType type : EventType.values()) {
            shapes.put(type.wireName(), new EventShape(form(type), type));
        }
        shapes.put(TICK, new EventShape(DataKind.TICK, null));
        for (CommandType type : CommandType.values()) {
            shapes.put(type.wireName(), new EventShape(DataKind.COMMAND, null));
        }
        return shapes;
    }

    private static DataKind form(EventType type) {
        return switch (type) {
            case CHECKED_IN, CHECKED_OUT, CALLED_AWAY, RETURNED -> DataKind.PRESENCE_SIGNAL;
            case SHIFT_PLANNED -> DataKind.SHIFT_PLANNED;
            case SHIFT_CANCELLED -> DataKind.SHIFT_CANCELLED;
            case HEARTBEAT -> DataKind.HEARTBEAT;
            case BUZZER_PRESSED,
                    VISITOR_ADMITTED,
                    VISITOR_DENIED,
                    PRESS_CANCELLED,
                    DOOR_HELD_OPEN,
                    DOOR_FORCED,
                    DOOR_SECURED -> DataKind.ENTRANCE;
            case DEVICE_ONLINE, DEVICE_OFFLINE, DEVICE_TAMPERED -> DataKind.DEVICE_REPORT;
            case PERSON_SEEN, WEAPON_SEEN -> DataKind.DETECTION;
            case CONDUCT_SEEN -> DataKind.CONDUCT;
            case CANARY -> DataKind.CANARY;
        };
    }
}
