package org.postwatch.roster.calendar;

import java.util.List;
import java.util.Optional;

/** A component of a calendar with the lines of its own, without those of components in it. */
record CalendarComponent(String name, List<CalendarProperty> properties) {
    CalendarComponent {
        properties = List.copyOf(properties);
    }

    Optional<CalendarProperty> find(String property) {
        return properties.stream().filter(one -> one.name().equals(property)).findFirst();
    }

    List<CalendarProperty> all(String property) {
        return properties.stream().filter(one -> one.name().equals(property)).toList();
    }

    /** The text of a property; empty without it. */
    String text(String property) {
        return find(property).map(CalendarProperty::text).orElse("");
    }
}
