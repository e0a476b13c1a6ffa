package org.postwatch.documents;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.postwatch.event.EventGroup;
import org.postwatch.event.EventTrait;
import org.postwatch.event.EventType;

/** The names of event types in documents. */
final class EventTypeNames {
    /** The types that {@code conduct} grants. */
    static final Set<EventType> CONDUCT = EventType.ofGroups(EventGroup.CONDUCT);

    /** What a feed may be granted: a group of types, or one type. */
    static final Map<String, Set<EventType>> GRANTS_BY_NAME = grantsByName();

    /** The types that a severity ladder may name. */
    static final Map<String, EventType> TRIGGERS_BY_NAME = triggersByName();

    private EventTypeNames() {}

    private static Map<String, Set<EventType>> grantsByName() {
        Map<String, Set<EventType>> grants = new LinkedHashMap<>();
        for (EventGroup group : EventGroup.values()) {
            grants.put(group.documentName(), EventType.ofGroups(group));
        }
        for (EventType type : EventType.values()) {
            type.grantName().ifPresent(name -> grants.put(name, EnumSet.of(type)));
        }
        return Collections.unmodifiableMap(grants);
    }

    private static Map<String, EventType> triggersByName() {
        Map<String, EventType> triggers = new LinkedHashMap<>();
        EventType.withTrait(EventTrait.ESCALATION_TRIGGER).forEach(type -> triggers.put(type.shortName(), type));
        return Collections.unmodifiableMap(triggers);
    }
}
