package org.postwatch.codec.document;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.postwatch.event.EventType;

/** Event types as documents name them. */
final class Types {
    /** What {@code conduct} grants. Such events go to whoever is to be told, and nowhere else. */
    static final Set<EventType> CONDUCT = Set.of(EventType.CONDUCT_SEEN);

    /** Heartbeats need no grant, conduct is granted as a group, and canaries are Postwatch's own. */
    private static final Set<EventType> NOT_BY_NAME =
            EnumSet.of(EventType.HEARTBEAT, EventType.CONDUCT_SEEN, EventType.CANARY);

    /** What a feed may be granted: a short name, or a group of them. */
    static final Map<String, Set<EventType>> GRANTS = grants();

    /** What a ladder may name. */
    static final Map<String, EventType> TRIGGERS = triggers();

    private Types() {}

    private static Map<String, Set<EventType>> grants() {
        Map<String, Set<EventType>> grants = new LinkedHashMap<>();
        grants.put("staffing", ofGroups("officer", "shift"));
        grants.put("entrance", ofGroups("entrance"));
        grants.put("camera", ofGroups("camera"));
        grants.put("device", ofGroups("device"));
        grants.put("weapon", EnumSet.of(EventType.WEAPON_SEEN));
        grants.put("conduct", CONDUCT);
        for (EventType type : EventType.values()) {
            if (!NOT_BY_NAME.contains(type)) {
                grants.put(name(type), EnumSet.of(type));
            }
        }
        return Collections.unmodifiableMap(grants);
    }

    /** The short name; of shifts the longer one, since only "planned" would leave open what. */
    private static String name(EventType type) {
        boolean shift = type == EventType.SHIFT_PLANNED || type == EventType.SHIFT_CANCELLED;
        return shift ? "shift-" + type.shortName() : type.shortName();
    }

    private static Map<String, EventType> triggers() {
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
    private static Set<EventType> ofGroups(String... groups) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (EventType type : EventType.values()) {
            if (Arrays.asList(groups).contains(type.wireName().split("\\.")[1])) {
                types.add(type);
            }
        }
        return types;
    }
}
