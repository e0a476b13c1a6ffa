package org.postwatch.event;

import static org.postwatch.event.EventTrait.BUZZER_PRESS;
import static org.postwatch.event.EventTrait.DEVICE_FAULT;
import static org.postwatch.event.EventTrait.ESCALATION_TRIGGER;
import static org.postwatch.event.EventTrait.PRESS_ANSWER;
import static org.postwatch.event.EventTrait.URGENT;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.text.WireName;

/**
 * Every type of event that a feed may send, one row each: the code in stored state, the name on the wire (the CloudEvents
 * {@code type}), the shape of its data, the groups that documents grant it with, and what it does. Readers, writers, topics,
 * grants and schemas follow from the row.
 */
public enum EventType implements WireName {
    CHECKED_IN(1, "postwatch.officer.checked-in", EventShape.PRESENCE_SIGNAL, Set.of(EventGroup.STAFFING)),
    CHECKED_OUT(2, "postwatch.officer.checked-out", EventShape.PRESENCE_SIGNAL, Set.of(EventGroup.STAFFING)),
    CALLED_AWAY(3, "postwatch.officer.called-away", EventShape.PRESENCE_SIGNAL, Set.of(EventGroup.STAFFING)),
    RETURNED(4, "postwatch.officer.returned", EventShape.PRESENCE_SIGNAL, Set.of(EventGroup.STAFFING)),
    SHIFT_PLANNED(5, "postwatch.shift.planned", EventShape.SHIFT_PLANNED, Set.of(EventGroup.STAFFING)),
    SHIFT_CANCELLED(6, "postwatch.shift.cancelled", EventShape.SHIFT_CANCELLED, Set.of(EventGroup.STAFFING)),
    /** Every feed may send heartbeats: they need no grant. */
    HEARTBEAT(7, "postwatch.feed.heartbeat", EventShape.HEARTBEAT, Set.of()),
    BUZZER_PRESSED(
            8, "postwatch.entrance.buzzer-pressed", EventShape.ENTRANCE, Set.of(EventGroup.ENTRANCE), BUZZER_PRESS),
    VISITOR_ADMITTED(
            9,
            "postwatch.entrance.visitor-admitted",
            EventShape.ENTRANCE,
            Set.of(EventGroup.ENTRANCE),
            PRESS_ANSWER,
            ESCALATION_TRIGGER),
    VISITOR_DENIED(
            10, "postwatch.entrance.visitor-denied", EventShape.ENTRANCE, Set.of(EventGroup.ENTRANCE), PRESS_ANSWER),
    PRESS_CANCELLED(
            11, "postwatch.entrance.press-cancelled", EventShape.ENTRANCE, Set.of(EventGroup.ENTRANCE), PRESS_ANSWER),
    DOOR_HELD_OPEN(
            12,
            "postwatch.entrance.door-held-open",
            EventShape.ENTRANCE,
            Set.of(EventGroup.ENTRANCE),
            ESCALATION_TRIGGER),
    DOOR_FORCED(
            13,
            "postwatch.entrance.door-forced",
            EventShape.ENTRANCE,
            Set.of(EventGroup.ENTRANCE),
            EventTrait.DOOR_FORCED,
            ESCALATION_TRIGGER),
    DOOR_SECURED(
            14,
            "postwatch.entrance.door-secured",
            EventShape.ENTRANCE,
            Set.of(EventGroup.ENTRANCE),
            EventTrait.DOOR_SECURED),
    DEVICE_ONLINE(15, "postwatch.device.online", EventShape.DEVICE_REPORT, Set.of(EventGroup.DEVICE)),
    DEVICE_OFFLINE(16, "postwatch.device.offline", EventShape.DEVICE_REPORT, Set.of(EventGroup.DEVICE), DEVICE_FAULT),
    DEVICE_TAMPERED(17, "postwatch.device.tampered", EventShape.DEVICE_REPORT, Set.of(EventGroup.DEVICE), DEVICE_FAULT),
    PERSON_SEEN(18, "postwatch.camera.person-seen", EventShape.DETECTION, Set.of(EventGroup.CAMERA)),
    WEAPON_SEEN(
            19,
            "postwatch.camera.weapon-seen",
            EventShape.DETECTION,
            Set.of(EventGroup.CAMERA, EventGroup.WEAPON),
            URGENT),
    CONDUCT_SEEN(20, "postwatch.conduct.seen", EventShape.CONDUCT, Set.of(EventGroup.CONDUCT)),
    /** A grant of entrances does not include it: a district names the feeds that may raise one. */
    PANIC(22, "postwatch.campus.panic", EventShape.PANIC, Set.of(EventGroup.PANIC), URGENT),
    /** Postwatch's own: documents cannot grant it. */
    CANARY(21, "postwatch.canary", EventShape.CANARY, Set.of());

    private static final Map<String, EventType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));
    private static final Map<Long, EventType> BY_STATE_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::stateCode, Function.identity()));

    private final long stateCode;
    private final String wireName;
    private final EventShape shape;
    private final Set<EventGroup> groups;
    private final Set<EventTrait> traits;

    EventType(long stateCode, String wireName, EventShape shape, Set<EventGroup> groups, EventTrait... traits) {
        this.stateCode = stateCode;
        this.wireName = wireName;
        this.shape = shape;
        this.groups = groups;
        for (EventTrait trait : traits) {
            if (!trait.isAllowedFor(shape)) {
                throw new IllegalArgumentException(
                        wireName + " cannot have the trait " + trait + ": it has the shape " + shape);
            }
        }
        this.traits = traits.length == 0 ? EnumSet.noneOf(EventTrait.class) : EnumSet.copyOf(List.of(traits));
    }

    /** The number of the type in stored state. It never changes its meaning. */
    public long stateCode() {
        return stateCode;
    }

    /** The CloudEvents {@code type}, as {@code postwatch.officer.checked-in}. */
    @Override
    public String wireName() {
        return wireName;
    }

    /** The last part of the wire name, as {@code checked-in}. */
    public String shortName() {
        return wireName.substring(wireName.lastIndexOf('.') + 1);
    }

    /** The data that events of this type carry. */
    public EventShape shape() {
        return shape;
    }

    /** The topic that events of this type are sent to. */
    public EventTopic topic() {
        return shape.topic();
    }

    /** Whether events of this type are accepted on the topic of that name. */
    public boolean isAcceptedOn(String topicName) {
        return shape.isAcceptedOn(topicName);
    }

    /** The groups that documents grant it with; empty when it needs no grant or cannot be granted. */
    public Set<EventGroup> groups() {
        return groups;
    }

    /**
     * The name by which documents grant this type alone: the short name, with {@code shift-} before it for shifts, as
     * {@code shift-planned}. Empty when it cannot be granted alone.
     */
    public Optional<String> grantName() {
        if (groups.stream().noneMatch(EventGroup::isGrantedByType)) {
            return Optional.empty();
        }
        return Optional.of(wireName.startsWith("postwatch.shift.") ? "shift-" + shortName() : shortName());
    }

    public boolean has(EventTrait trait) {
        return traits.contains(trait);
    }

    /** @throws IllegalArgumentException when events of this type have another shape */
    void requireShape(EventShape required) {
        if (shape != required) {
            throw new IllegalArgumentException(this + " has the shape " + shape + ", not " + required);
        }
    }

    public static Optional<EventType> ofWireName(String name) {
        return Optional.ofNullable(BY_WIRE_NAME.get(name));
    }

    /** @throws IllegalArgumentException when no type has that code */
    public static EventType ofStateCode(long code) {
        EventType type = BY_STATE_CODE.get(code);
        if (type == null) {
            throw new IllegalArgumentException("no event type has the state code " + code);
        }
        return type;
    }

    /** The types of any of these groups. */
    public static Set<EventType> ofGroups(EventGroup... groups) {
        return Arrays.stream(values())
                .filter(type -> !Collections.disjoint(type.groups, Arrays.asList(groups)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventType.class)));
    }

    /** The types with a trait, in the order of the constants. */
    public static List<EventType> withTrait(EventTrait trait) {
        return Arrays.stream(values()).filter(type -> type.has(trait)).toList();
    }
}
