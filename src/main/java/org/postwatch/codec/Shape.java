package org.postwatch.codec;

import java.util.HashMap;
import java.util.Map;
import org.postwatch.event.EventType;

/** What is in an event's data, by its type. {@code type} is null for ticks and commands. */
record Shape(Form form, EventType type) {
    static final String TICK = "postwatch.clock.tick";

    enum Form {
        SIGN,
        SHIFT_PLANNED,
        SHIFT_CANCELLED,
        HEARTBEAT,
        ENTRANCE,
        DEVICE,
        SIGHTING,
        CONDUCT,
        CANARY,
        TICK,
        COMMAND
    }

    private static final Map<String, Shape> BY_NAME = byName();

    /** Null when no such type is known. */
    static Shape of(String wireName) {
        return BY_NAME.get(wireName);
    }

    private static Map<String, Shape> byName() {
        Map<String, Shape> shapes = new HashMap<>();
        for (EventType type : EventType.values()) {
            shapes.put(type.wireName(), new Shape(form(type), type));
        }
        shapes.put(TICK, new Shape(Form.TICK, null));
        CommandJson.TYPES.forEach(type -> shapes.put(type, new Shape(Form.COMMAND, null)));
        return shapes;
    }

    private static Form form(EventType type) {
        return switch (type) {
            case CHECKED_IN, CHECKED_OUT, CALLED_AWAY, RETURNED -> Form.SIGN;
            case SHIFT_PLANNED -> Form.SHIFT_PLANNED;
            case SHIFT_CANCELLED -> Form.SHIFT_CANCELLED;
            case HEARTBEAT -> Form.HEARTBEAT;
            case BUZZER_PRESSED,
                    VISITOR_ADMITTED,
                    VISITOR_DENIED,
                    PRESS_CANCELLED,
                    DOOR_HELD_OPEN,
                    DOOR_FORCED,
                    DOOR_SECURED -> Form.ENTRANCE;
            case DEVICE_ONLINE, DEVICE_OFFLINE, DEVICE_TAMPERED -> Form.DEVICE;
            case PERSON_SEEN, WEAPON_SEEN -> Form.SIGHTING;
            case CONDUCT_SEEN -> Form.CONDUCT;
            case CANARY -> Form.CANARY;
        };
    }
}
