package org.postwatch.roster.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.roster.RosterEntry;

/**
 * A VEVENT: a single entry, a series, or one changed occurrence of a series.
 *
 * @param recurrenceId the occurrence of the series that it replaces
 * @param isCancelled whether it says that it does not take place
 */
record CalendarEntry(
        String uid,
        Optional<CalendarTime> recurrenceId,
        CalendarTime start,
        EntryLength length,
        boolean isCancelled,
        int sequence,
        String stamp,
        CalendarComponent component) {

    /** Of two versions of the same entry the later revision stands (RFC 5545, 3.8.7.4). */
    static final Comparator<CalendarEntry> BY_REVISION = Comparator.<CalendarEntry>comparingInt(CalendarEntry::sequence)
            .thenComparing(CalendarEntry::stamp)
            .thenComparing(entry -> entry.component().text("LAST-MODIFIED"));

    /** What is in a shift. */
    private static final Set<String> MEANING = Set.of(
            "DTSTART",
            "DTEND",
            "DURATION",
            "RRULE",
            "RDATE",
            "EXDATE",
            "STATUS",
            "SUMMARY",
            "LOCATION",
            "CATEGORIES",
            "ATTENDEE");

    /**
     * @param floating the zone of dates, and of times without a zone
     * @throws EntryException if it cannot be read
     */
    static CalendarEntry of(String uid, CalendarComponent component, ZoneId floating) {
        CalendarTime start =
                time(component, "DTSTART", floating).orElseThrow(() -> new EntryException("it has no DTSTART"));
        Optional<CalendarProperty> recurrence = component.find("RECURRENCE-ID");
        if (recurrence.flatMap(id -> id.parameter("RANGE")).isPresent()) {
            throw new EntryException("it changes an occurrence and all later ones (RANGE), which is not supported;"
                    + " expected a series of its own");
        }
        boolean isCancelled = component.text("STATUS").equalsIgnoreCase("CANCELLED");
        return new CalendarEntry(
                uid,
                recurrence.map(id -> CalendarTime.parse(id, id.value(), floating)),
                start,
                isCancelled ? EntryLength.day() : length(component, start, floating),
                isCancelled,
                sequence(component),
                component.text("DTSTAMP"),
                component);
    }

    private static Optional<CalendarTime> time(CalendarComponent component, String property, ZoneId floating) {
        return component.find(property).map(found -> CalendarTime.parse(found, found.value(), floating));
    }

    private static EntryLength length(CalendarComponent component, CalendarTime start, ZoneId floating) {
        Optional<CalendarTime> end = time(component, "DTEND", floating);
        if (end.isPresent()) {
            return EntryLength.between(start, end.get());
        }
        Optional<CalendarProperty> duration = component.find("DURATION");
        if (duration.isPresent()) {
            return EntryLength.parse(duration.get().value());
        }
        if (start.isDate()) {
            return EntryLength.day();
        }
        throw new EntryException("it has neither DTEND nor DURATION, so that it lasts no time");
    }

    private static int sequence(CalendarComponent component) {
        String text = component.text("SEQUENCE");
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** Whether another version says the same about its shifts. */
    boolean isSameAs(CalendarEntry other) {
        return meaning().equals(other.meaning());
    }

    private Set<CalendarProperty> meaning() {
        return component.properties().stream()
                .filter(property -> MEANING.contains(property.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One occurrence, with the texts of this entry. */
    RosterEntry at(Instant occurrence, Instant from, Instant to) {
        return new RosterEntry(
                uid,
                occurrence,
                from,
                to,
                component.text("SUMMARY"),
                component.text("LOCATION"),
                attendees(),
                categories());
    }

    private List<String> categories() {
        return component.all("CATEGORIES").stream()
                .flatMap(property -> property.texts().stream())
                .toList();
    }

    /** Somebody who declined does not come. */
    private List<String> attendees() {
        List<String> all = new ArrayList<>();
        for (CalendarProperty attendee : component.all("ATTENDEE")) {
            if (!attendee.parameter("PARTSTAT").orElse("").equalsIgnoreCase("DECLINED")) {
                Stream.concat(Stream.of(attendee.value()), attendee.parameter("CN").stream())
                        .map(text -> text.strip().toLowerCase(Locale.ROOT).replaceFirst("^mailto:", ""))
                        .filter(text -> !text.isEmpty())
                        .forEach(all::add);
            }
        }
        return all;
    }
}
