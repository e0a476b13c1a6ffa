package org.postwatch.codec.document;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.codec.document.CalendarForm.EventForm;
import org.postwatch.codec.document.CalendarForm.ReleaseForm;
import org.postwatch.codec.document.CalendarForm.TermForm;
import org.postwatch.codec.document.CalendarForm.WindowForm;
import org.postwatch.text.NameSuggestion;

/**
 * A calendar makes sense: names are unique on a date, early releases find their window. What a campus takes over from
 * the district's calendar is judged there, since it may suit other campuses.
 */
final class CalendarCheck {
    private final Calendar calendar;
    private final Section owner;
    private final Faults faults;
    private final List<Stretch> windows = new ArrayList<>();
    private final List<Stretch> events = new ArrayList<>();

    private CalendarCheck(Calendar calendar, Section owner, Faults faults) {
        this.calendar = calendar;
        this.owner = owner;
        this.faults = faults;
        calendar.windows().forEach(w -> Stretch.ofWindow(w).ifPresent(windows::add));
        calendar.events().forEach(e -> Stretch.ofEvent(e).ifPresent(events::add));
    }

    static void check(Draft draft, Faults faults) {
        List<Section> owners = new ArrayList<>(draft.campuses().values());
        owners.add(0, draft.district());
        for (Section owner : owners) {
            owner.find(CampusForm.CALENDAR)
                    .ifPresent(own -> new CalendarCheck(Calendar.of(draft.district(), owner), own, faults).all());
        }
    }

    private void all() {
        if (owner.has(CalendarForm.WINDOWS)
                && calendar.terms().isEmpty()
                && owner.isSound(CalendarForm.TERMS)
                && !windows.isEmpty()) {
            faults.warn(owner.at(CalendarForm.WINDOWS), "windows without a term never take place; expected 'terms'");
        }
        if (owner.has(CalendarForm.HOLIDAYS) && !calendar.terms().isEmpty() && owner.isSound(CalendarForm.TERMS)) {
            for (Located<LocalDate> holiday : calendar.holidays()) {
                if (!inTerm(holiday.value())) {
                    faults.warn(holiday.at(), "the holiday " + holiday.value() + " is outside every term");
                }
            }
        }
        weekly();
        special();
        // A district may leave the windows to its campuses.
        if (owner.has(CalendarForm.RELEASES)
                && owner.isSound(CalendarForm.TERMS, CalendarForm.WINDOWS, CalendarForm.EVENTS)
                && !(windows.isEmpty() && events.isEmpty())) {
            releases();
        }
    }

    private void weekly() {
        for (int i = 0; i < windows.size(); i++) {
            for (int j = 0; j < i; j++) {
                Stretch a = windows.get(j);
                Stretch b = windows.get(i);
                Set<DayOfWeek> shared = new TreeSet<>(a.days());
                shared.retainAll(b.days());
                if (!shared.isEmpty() && a.name().equals(b.name())) {
                    faults.error(
                            b.section().at(WindowForm.NAME),
                            "two windows named '" + a.name() + "' on "
                                    + day(shared.iterator().next())
                                    + "; the first is at "
                                    + a.section().at(WindowForm.NAME));
                } else if (!shared.isEmpty()) {
                    overlap(a, b, 0, "");
                }
            }
        }
        for (Stretch a : windows) {
            for (Stretch b : windows) {
                if (a.to() > Stretch.DAY
                        && b.days().stream().anyMatch(d -> a.days().contains(d.minus(1)))) {
                    overlap(a, b, Stretch.DAY, " on the next day");
                }
            }
        }
    }

    private void special() {
        Map<LocalDate, List<Stretch>> byDate = new HashMap<>();
        for (Stretch event : events) {
            LocalDate date = event.date().orElseThrow();
            List<Stretch> others = new ArrayList<>();
            windows.stream().filter(w -> held(w, date)).forEach(others::add);
            others.addAll(byDate.computeIfAbsent(date, d -> new ArrayList<>()));
            for (Stretch other : others) {
                if (other.name().equals(event.name())) {
                    faults.error(
                            event.section().at(EventForm.NAME),
                            "two windows named '" + event.name() + "' on " + date + "; the other is at "
                                    + other.section().at());
                } else {
                    overlap(other, event, 0, " on " + date);
                }
            }
            byDate.get(date).add(event);
        }
    }

    private void overlap(Stretch a, Stretch b, int offset, String when) {
        boolean bIsLater = b.from() + offset > a.from() || b.from() + offset == a.from() && b.to() + offset >= a.to();
        Stretch later = bIsLater ? b : a;
        Stretch earlier = bIsLater ? a : b;
        int laterFrom = later.from() + (bIsLater ? offset : 0);
        int laterTo = later.to() + (bIsLater ? offset : 0);
        int end = earlier.to() + (bIsLater ? 0 : offset);
        if (laterFrom < end && a.sharesPost(b)) {
            faults.warn(
                    later.nameAt(),
                    "window '" + later.name() + "' overlaps '" + earlier.name() + "'" + when
                            + (laterTo <= end
                                    ? "; nothing is left of it"
                                    : "; it is trimmed to begin where that ends, at " + earlier.end()));
        }
    }

    private void releases() {
        Set<String> names = new TreeSet<>();
        windows.forEach(w -> names.add(w.name()));
        events.forEach(e -> names.add(e.name()));
        Map<String, Spot> seen = new HashMap<>();
        for (Section release : calendar.releases()) {
            Optional<LocalDate> date = release.find(ReleaseForm.DATE);
            Optional<String> name = release.find(ReleaseForm.WINDOW);
            if (date.isEmpty() || name.isEmpty()) {
                continue;
            }
            Spot at = release.at(ReleaseForm.WINDOW);
            Spot first = seen.putIfAbsent(date.get() + " " + name.get(), at);
            if (first != null) {
                faults.error(
                        at,
                        "two early releases of '" + name.get() + "' on " + date.get() + "; the first is at " + first);
            }
            if (!names.contains(name.get())) {
                faults.error(at, NameSuggestion.unknownNameMessage("window", name.get(), names));
            } else {
                release(release, date.get(), name.get());
            }
        }
    }

    private void release(Section release, LocalDate date, String name) {
        List<Stretch> held = new ArrayList<>();
        windows.stream().filter(w -> w.name().equals(name) && held(w, date)).forEach(held::add);
        events.stream()
                .filter(e -> e.name().equals(name) && e.date().equals(Optional.of(date)))
                .forEach(held::add);
        if (held.isEmpty()) {
            faults.warn(
                    release.at(ReleaseForm.DATE),
                    "no window '" + name + "' on " + date + ", a " + day(date.getDayOfWeek()) + reason(date));
        }
        int end = release.find(ReleaseForm.TO).map(Stretch::minutes).orElse(0);
        if (held.stream().anyMatch(w -> end >= w.to())) {
            faults.warn(
                    release.at(ReleaseForm.TO),
                    "an early release at " + release.need(ReleaseForm.TO) + " is not before the end of '" + name
                            + "' at " + held.get(0).end());
        }
    }

    private String reason(LocalDate date) {
        return Located.values(calendar.holidays()).contains(date)
                ? " and a holiday"
                : inTerm(date) ? "" : " outside every term";
    }

    private boolean held(Stretch window, LocalDate date) {
        return window.days().contains(date.getDayOfWeek())
                && inTerm(date)
                && !Located.values(calendar.holidays()).contains(date);
    }

    private boolean inTerm(LocalDate date) {
        return calendar.terms().stream()
                .anyMatch(t -> !date.isBefore(t.get(TermForm.FROM, LocalDate.MIN))
                        && !date.isAfter(t.get(TermForm.TO, LocalDate.MAX)));
    }

    private static String day(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
