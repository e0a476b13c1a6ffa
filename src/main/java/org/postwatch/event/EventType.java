package org.postwatch.event;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every type of event a feed may be granted, with the name it has on the wire (the CloudEvents {@code type}). */
public enum EventType {
    CHECKED_IN("postwatch.officer.checked-in"),
    CHECKED_OUT("postwatch.officer.checked-out"),
    CALLED_AWAY("postwatch.officer.called-away"),
    RETURNED("postwatch.officer.returned"),
    SHIFT_PLANNED("postwatch.shift.planned"),
    SHIFT_CANCELLED("postwatch.shift.cancelled"),
    HEARTBEAT("postwatch.feed.heartbeat"),
    BUZZER_PRESSED("postwatch.entrance.buzzer-pressed"),
    VISITOR_ADMITTED("postwatch.entrance.visitor-admitted"),
    VISITOR_DENIED("postwatch.entrance.visitor-denied"),
    PRESS_CANCELLED("postwatch.entrance.press-cancelled"),
    DOOR_HELD_OPEN("postwatch.entrance.door-held-open"),
    DOOR_FORCED("postwatch.entrance.door-forced"),
    DOOR_SECURED("postwatch.entrance.door-secured"),
    DEVICE_ONLINE("postwatch.device.online"),
    DEVICE_OFFLINE("postwatch.device.offline"),
    DEVICE_TAMPERED("postwatch.device.tampered"),
    PERSON_SEEN("postwatch.camera.person-seen"),
    WEAPON_SEEN("postwatch.camera.weapon-seen"),
    CONDUCT_SEEN("postwatch.conduct.seen"),
    CANARY("postwatch.canary");

    private static final Map<String, EventType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** The CloudEvents {@code type}, as {@code postwatch.officer.checked-in}. */
    public String wireName() {
        return wireName;
    }

    /** The last part of the wire name, as {@code checked-in}: what documents and people say. */
    public String shortName() {
        return wireName.substring(wireName.lastIndexOf('.') + 1);
    }

    public static Optional<EventType> ofWireName(String name) {
        return Optional.ofNullable(BY_WIRE_NAME.get(name));
    }
}
