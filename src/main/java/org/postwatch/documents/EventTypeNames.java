package org.postwatch.documents;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.postwatch.event.EventType;

/** Event types as documents name them. */
final class EventTypeNames {
    /** What {@code conduct} grants. Such events go to whoever is to be told, and nowhere else. */
    static final Set<EventType> CONDUCT = Set.of(EventType.CONDUCT_SEEN);

    /** Heartbeats need no grant, conduct is granted as a group, and canaries are Postwatch's own. */
    private static final Set<EventType> NOT_GRANTED_BY_NAME =
            EnumSet.of(EventType.HEARTBEAT, EventType.CONDUCT_SEEN, EventType.CANARY);

    /** What a feed may be granted: a short name, or a group of them. */
    static final Map<String, Set<EventType>> GRANTS_BY_NAME = grantsByName();

    /** What a ladder may name. */
    static final Map<String, EventType> TRIGGERS_BY_NAME = triggersByName();

    private EventTypeNames() {}

    private static Map<String, Set<EventType>> grantsByName() {
        Map<String, Set<EventType>> grants = new LinkedHashMap<>();
        grants.put("staffing", typesOfGroups("officer", "shift"));
        grants.put("entrance", typesOfGroups("entrance"));
        grants.put("camera", typesOfGroups("camera"));
        grants.put("device", typesOfGroups("device"));
        grants.put("weapon", EnumSet.of(EventType.WEAPON_SEEN));
        grants.put("conduct", CONDUCT);
        for (EventType type : EventType.values()) {
            if (!NOT_GRANTED_BY_NAME.contains(type)) {
                grants.put(nameOf(type), EnumSet.of(type));
            }
        }
        return Collections.unmodifiableMap(grants);
    }

    /** The short name; of shifts the longer one, since only "planned" would leave open what. */
    private static String nameOf(EventType type) {
        boolean shift = type == EventType.SHIFT_PLANNED || type == EventType.SHIFT_CANCELLED;
        return shift ? "shift-" + type.shortName() : type.shortName();
    }

    private static Map<String, EventType> triggersByName() {
        Map<String, EventType> triggers = new LinkedHashMap<>();
        for (EventType type :
                Set.of(EventType.VISITOR_ADMITTED, EventType.DOOR_HELD_OPEN, EventType.DOOR_FORCED).stream()
                        .sorted()
                        .toList()) {
            triggers.put(type.shortName(), type);
        }
        return Collections.unmodifiableMap(triggers);
    }

    /** The types whose wire name is {@code postwatch.GROUP.…}. */
    private static Set<EventType> typesOfGroups(String... groups) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (EventType type : EventType.values()) {
            if (Arrays.asList(groups).contains(type.wireName().split("\\.")[1])) {
                types.add(type);
            }
        }
        return types;
    }
}
