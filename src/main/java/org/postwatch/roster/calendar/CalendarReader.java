package org.postwatch.roster.calendar;

import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwatch.roster.ContentHash;
import org.postwatch.roster.RosterContent;
import org.postwatch.roster.RosterEntry;
import org.postwatch.roster.RosterProblem;
import org.postwatch.roster.UnreadableRosterException;

/**
 * Reads a calendar (RFC 5545): entries, series with their rules, and single occurrences that were changed or cancelled. A changed
 * occurrence is found by the instant of its RECURRENCE-ID, in whatever zone it is written.
 */
public final class CalendarReader {
    /** Entries and other components of a calendar. */
    public static final int MAX_COMPONENTS = 20_000;

    /** Occurrences in a window. */
    public static final int MAX_OCCURRENCES = 20_000;

    private static final int FINGERPRINT_BYTES = 16;

    /** Without these an entry takes place once. */
    private static final List<String> SERIES = List.of("RRULE", "RDATE", "RECURRENCE-ID");

    private final ZoneId floating;
    private final Instant from;
    private final Instant until;
    private final List<RosterEntry> entries = new ArrayList<>();
    private final List<RosterProblem> problems = new ArrayList<>();

    private CalendarReader(ZoneId floating, Instant from, Instant until) {
        this.floating = floating;
        this.from = from;
        this.until = until;
    }

    /**
     * The occurrences that are going on at some time in {@code [from, until)}.
     *
     * @param floating the zone of dates, and of times without a zone
     * @throws UnreadableRosterException if it is no calendar, or has too many entries
     * @throws IOException if reading fails
     */
    public static RosterContent read(Reader text, ZoneId floating, Instant from, Instant until) throws IOException {
        return read(List.of(text), floating, from, until);
    }

    /**
     * The occurrences in several calendars, as if they were one: of two versions of an entry the later revision counts, in whatever
     * calendar it is, and of two that have no order the one in the later calendar.
     *
     * @throws UnreadableRosterException if one is no calendar, or they have too many entries
     * @throws IOException if reading fails
     */
    public static RosterContent read(List<? extends Reader> texts, ZoneId floating, Instant from, Instant until)
            throws IOException {
        CalendarReader reader = new CalendarReader(floating, from, until);
        List<CalendarComponent> components = new ArrayList<>();
        for (Reader text : texts) {
            components.addAll(CalendarComponents.read(text, MAX_COMPONENTS));
        }
        reader.group(components).forEach(reader::readEntry);
        reader.entries.sort(Comparator.comparing(RosterEntry::from)
                .thenComparing(RosterEntry::id)
                .thenComparing(RosterEntry::occurrence));
        return new RosterContent(reader.entries, reader.problems, fingerprint(components));
    }

    /** Without DTSTAMP, which many servers change with each request. */
    private static String fingerprint(List<CalendarComponent> components) {
        ContentHash all = new ContentHash();
        for (CalendarComponent component : components) {
            for (CalendarProperty property : component.properties()) {
                if (!property.name().equals("DTSTAMP")) {
                    all.add(property.name()).add(property.value());
                }
            }
        }
        return all.hex(FINGERPRINT_BYTES);
    }

    private Map<String, List<CalendarComponent>> group(List<CalendarComponent> components) {
        Map<String, List<CalendarComponent>> byUid = new LinkedHashMap<>();
        for (CalendarComponent component : components) {
            if (component.name().equals("VEVENT")) {
                String uid = component.text("UID");
                if (uid.isEmpty()) {
                    if (isPossible(component)) {
                        problems.add(new RosterProblem("", "an entry has no UID: " + component.text("SUMMARY")));
                    }
                } else {
                    byUid.computeIfAbsent(uid, id -> new ArrayList<>()).add(component);
                }
            }
        }
        return byUid;
    }

    private void readEntry(String uid, List<CalendarComponent> components) {
        try {
            List<RosterEntry> read = occurrences(uid, components);
            if (entries.size() + read.size() > MAX_OCCURRENCES) {
                throw new UnreadableRosterException(
                        "the calendar has more than " + MAX_OCCURRENCES + " occurrences from " + from + " to " + until);
            }
            entries.addAll(read);
        } catch (EntryException e) {
            if (components.stream().anyMatch(this::isPossible)) {
                problems.add(new RosterProblem(uid, e.getMessage()));
            }
        }
    }

    /** Whether an entry that cannot be read may be a shift of the window: also a series, and one whose start cannot be read. */
    private boolean isPossible(CalendarComponent component) {
        if (SERIES.stream().anyMatch(name -> component.find(name).isPresent())) {
            return true;
        }
        try {
            return component
                    .find("DTSTART")
                    .map(start -> CalendarTime.parse(start, start.value(), floating))
                    .map(start -> RosterContent.isPossible(start.instant(), from, until))
                    .orElse(true);
        } catch (EntryException e) {
            return true;
        }
    }

    private List<RosterEntry> occurrences(String uid, List<CalendarComponent> components) {
        Map<Instant, CalendarEntry> changed = new HashMap<>();
        Set<LocalDate> changedDates = new HashSet<>();
        CalendarEntry series = null;
        for (CalendarComponent component : components) {
            CalendarEntry entry = CalendarEntry.of(uid, component, floating);
            if (entry.recurrenceId().isPresent()) {
                if (entry.recurrenceId().get().isDate()) {
                    changedDates.add(entry.recurrenceId().get().date());
                }
                changed.merge(entry.recurrenceId().get().instant(), entry, this::later);
            } else {
                series = series == null ? entry : later(series, entry);
            }
        }
        List<RosterEntry> all = new ArrayList<>();
        SeriesExpander expanded = series == null ? null : SeriesExpander.expand(series, floating, from, until);
        if (series != null && !series.isCancelled()) {
            CalendarEntry master = series;
            expanded.occurrences().forEach((occurrence, length) -> {
                LocalDateTime local =
                        LocalDateTime.ofInstant(occurrence, master.start().zone());
                if (!changed.containsKey(occurrence) && !changedDates.contains(local.toLocalDate())) {
                    all.add(master.at(
                            occurrence, occurrence, length.end(master.start().at(local))));
                }
            });
        }
        changed.forEach((occurrence, entry) -> {
            Instant end = entry.length().end(entry.start());
            boolean isInWindow = end.isAfter(from) && entry.start().instant().isBefore(until);
            if (!entry.isCancelled() && isInWindow && (expanded == null || !expanded.isExcluded(occurrence))) {
                all.add(entry.at(occurrence, entry.start().instant(), end));
            }
        });
        return all;
    }

    private CalendarEntry later(CalendarEntry one, CalendarEntry other) {
        int order = CalendarEntry.BY_REVISION.compare(one, other);
        if (order == 0 && !one.isSameAs(other)) {
            problems.add(new RosterProblem(
                    other.uid(),
                    "it is there twice, with differences and with the same SEQUENCE, DTSTAMP and LAST-MODIFIED;"
                            + " the later one counts, expected one"));
        }
        return order > 0 ? one : other;
    }
}
