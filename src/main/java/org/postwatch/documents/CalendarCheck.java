package org.postwatch.documents;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.documents.CalendarSchema.CalendarEventSchema;
import org.postwatch.documents.CalendarSchema.EarlyReleaseSchema;
import org.postwatch.documents.CalendarSchema.SchoolTermSchema;
import org.postwatch.documents.CalendarSchema.WindowSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.text.NameSuggestion;

/**
 * A calendar makes sense: names are unique on a date, early releases find their window. What a campus inherits from
 * the district's calendar is checked there, since it may suit other campuses.
 */
final class CalendarCheck {
    private final ResolvedCalendar calendar;
    private final ParsedSection owner;
    private final Diagnostics diagnostics;
    private final List<DayInterval> windows = new ArrayList<>();
    private final List<DayInterval> events = new ArrayList<>();

    private CalendarCheck(ResolvedCalendar calendar, ParsedSection owner, Diagnostics diagnostics) {
        this.calendar = calendar;
        this.owner = owner;
        this.diagnostics = diagnostics;
        calendar.windows().forEach(w -> DayInterval.ofWindow(w).ifPresent(windows::add));
        calendar.events().forEach(e -> DayInterval.ofEvent(e).ifPresent(events::add));
    }

    static void check(DistrictDraft draft, Diagnostics diagnostics) {
        List<ParsedSection> owners = new ArrayList<>(draft.campuses().values());
        owners.add(0, draft.district());
        for (ParsedSection owner : owners) {
            owner.find(CampusSchema.CALENDAR)
                    .ifPresent(own -> new CalendarCheck(ResolvedCalendar.of(draft.district(), owner), own, diagnostics)
                            .checkAll());
        }
    }

    private void checkAll() {
        if (owner.has(CalendarSchema.WINDOWS)
                && calendar.terms().isEmpty()
                && owner.isErrorFree(CalendarSchema.TERMS)
                && !windows.isEmpty()) {
            diagnostics.warn(
                    owner.at(CalendarSchema.WINDOWS), "windows without a term never take place; expected 'terms'");
        }
        if (owner.has(CalendarSchema.HOLIDAYS)
                && !calendar.terms().isEmpty()
                && owner.isErrorFree(CalendarSchema.TERMS)) {
            for (LocatedValue<LocalDate> holiday : calendar.holidays()) {
                if (!isInTerm(holiday.value())) {
                    diagnostics.warn(holiday.at(), "the holiday " + holiday.value() + " is outside every term");
                }
            }
        }
        checkWeeklyWindows();
        checkSpecialEvents();
        // A district may leave the windows to its campuses.
        if (owner.has(CalendarSchema.RELEASES)
                && owner.isErrorFree(CalendarSchema.TERMS, CalendarSchema.WINDOWS, CalendarSchema.EVENTS)
                && !(windows.isEmpty() && events.isEmpty())) {
            checkEarlyReleases();
        }
    }

    private void checkWeeklyWindows() {
        for (int i = 0; i < windows.size(); i++) {
            for (int j = 0; j < i; j++) {
                DayInterval a = windows.get(j);
                DayInterval b = windows.get(i);
                Set<DayOfWeek> shared = new TreeSet<>(a.days());
                shared.retainAll(b.days());
                if (!shared.isEmpty() && a.name().equals(b.name())) {
                    diagnostics.error(
                            b.section().at(WindowSchema.NAME),
                            "two windows named '" + a.name() + "' on "
                                    + nameOf(shared.iterator().next())
                                    + "; the first is at "
                                    + a.section().at(WindowSchema.NAME));
                } else if (!shared.isEmpty()) {
                    warnIfOverlapping(a, b, 0, "");
                }
            }
        }
        for (DayInterval a : windows) {
            for (DayInterval b : windows) {
                if (a.to() > DayInterval.MINUTES_PER_DAY
                        && b.days().stream().anyMatch(d -> a.days().contains(d.minus(1)))) {
                    warnIfOverlapping(a, b, DayInterval.MINUTES_PER_DAY, " on the next day");
                }
            }
        }
    }

    private void checkSpecialEvents() {
        Map<LocalDate, List<DayInterval>> byDate = new HashMap<>();
        for (DayInterval event : events) {
            LocalDate date = event.date().orElseThrow();
            List<DayInterval> others = new ArrayList<>();
            windows.stream().filter(w -> takesPlaceOn(w, date)).forEach(others::add);
            others.addAll(byDate.computeIfAbsent(date, d -> new ArrayList<>()));
            for (DayInterval other : others) {
                if (other.name().equals(event.name())) {
                    diagnostics.error(
                            event.section().at(CalendarEventSchema.NAME),
                            "two windows named '" + event.name() + "' on " + date + "; the other is at "
                                    + other.section().at());
                } else {
                    warnIfOverlapping(other, event, 0, " on " + date);
                }
            }
            byDate.get(date).add(event);
        }
    }

    private void warnIfOverlapping(DayInterval a, DayInterval b, int offset, String when) {
        boolean bIsLater = b.from() + offset > a.from() || b.from() + offset == a.from() && b.to() + offset >= a.to();
        DayInterval later = bIsLater ? b : a;
        DayInterval earlier = bIsLater ? a : b;
        int laterFrom = later.from() + (bIsLater ? offset : 0);
        int laterTo = later.to() + (bIsLater ? offset : 0);
        int end = earlier.to() + (bIsLater ? 0 : offset);
        if (laterFrom < end && a.sharesPost(b)) {
            diagnostics.warn(
                    later.nameLocation(),
                    "window '" + later.name() + "' overlaps '" + earlier.name() + "'" + when
                            + (laterTo <= end
                                    ? "; nothing is left of it"
                                    : "; it is trimmed to begin where that ends, at " + earlier.endTime()));
        }
    }

    private void checkEarlyReleases() {
        Set<String> names = new TreeSet<>();
        windows.forEach(w -> names.add(w.name()));
        events.forEach(e -> names.add(e.name()));
        Map<String, SourceLocation> seen = new HashMap<>();
        for (ParsedSection release : calendar.releases()) {
            Optional<LocalDate> date = release.find(EarlyReleaseSchema.DATE);
            Optional<String> name = release.find(EarlyReleaseSchema.WINDOW);
            if (date.isEmpty() || name.isEmpty()) {
                continue;
            }
            SourceLocation at = release.at(EarlyReleaseSchema.WINDOW);
            SourceLocation first = seen.putIfAbsent(date.get() + " " + name.get(), at);
            if (first != null) {
                diagnostics.error(
                        at,
                        "two early releases of '" + name.get() + "' on " + date.get() + "; the first is at " + first);
            }
            if (!names.contains(name.get())) {
                diagnostics.error(at, NameSuggestion.unknownNameMessage("window", name.get(), names));
            } else {
                checkEarlyRelease(release, date.get(), name.get());
            }
        }
    }

    private void checkEarlyRelease(ParsedSection release, LocalDate date, String name) {
        List<DayInterval> held = new ArrayList<>();
        windows.stream()
                .filter(w -> w.name().equals(name) && takesPlaceOn(w, date))
                .forEach(held::add);
        events.stream()
                .filter(e -> e.name().equals(name) && e.date().equals(Optional.of(date)))
                .forEach(held::add);
        if (held.isEmpty()) {
            diagnostics.warn(
                    release.at(EarlyReleaseSchema.DATE),
                    "no window '" + name + "' on " + date + ", a " + nameOf(date.getDayOfWeek())
                            + describeDayOff(date));
        }
        int end = release.find(EarlyReleaseSchema.TO)
                .map(DayInterval::minuteOfDay)
                .orElse(0);
        if (held.stream().anyMatch(w -> end >= w.to())) {
            diagnostics.warn(
                    release.at(EarlyReleaseSchema.TO),
                    "an early release at " + release.require(EarlyReleaseSchema.TO) + " is not before the end of '"
                            + name + "' at " + held.get(0).endTime());
        }
    }

    private String describeDayOff(LocalDate date) {
        return LocatedValue.values(calendar.holidays()).contains(date)
                ? " and a holiday"
                : isInTerm(date) ? "" : " outside every term";
    }

    private boolean takesPlaceOn(DayInterval window, LocalDate date) {
        return window.days().contains(date.getDayOfWeek())
                && isInTerm(date)
                && !LocatedValue.values(calendar.holidays()).contains(date);
    }

    private boolean isInTerm(LocalDate date) {
        return calendar.terms().stream()
                .anyMatch(t -> !date.isBefore(t.get(SchoolTermSchema.FROM, LocalDate.MIN))
                        && !date.isAfter(t.get(SchoolTermSchema.TO, LocalDate.MAX)));
    }

    private static String nameOf(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
