package org.postwatch.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;

/** When posts must be filled, worked out again for each date asked for. */
final class DutyWindows {
    private DutyWindows() {}

    /** A window {@code [from, to)}; it lies on the date on which it starts, to its end. */
    record DutyWindow(LocalDate date, String name, Instant from, Instant to) {
        boolean contains(Instant t) {
            return !t.isBefore(from) && t.isBefore(to);
        }
    }

    /** A window as the document has it, before overlaps are trimmed. */
    private record UntrimmedWindow(DutyWindow window, Set<String> posts) {
        boolean needs(String post) {
            return posts.isEmpty() || posts.contains(post);
        }
    }

    static Optional<Post> post(CampusPlan plan, String post, LocalDate date) {
        return plan.versionOn(date).posts().stream()
                .filter(p -> p.id().equals(post))
                .findFirst();
    }

    /** The windows of a post on a date. */
    static List<DutyWindow> ofPost(CampusPlan plan, String post, LocalDate date) {
        List<UntrimmedWindow> yesterday = post(plan, post, date.minusDays(1)).isPresent()
                ? raw(plan, date.minusDays(1), r -> r.needs(post))
                : List.of();
        List<UntrimmedWindow> today =
                post(plan, post, date).isPresent() ? raw(plan, date, r -> r.needs(post)) : List.of();
        return trimmed(plan, yesterday, today, date);
    }

    /** The windows of a campus on a date: as though one post had all those that some post has. */
    static List<DutyWindow> ofCampus(CampusPlan plan, LocalDate date) {
        return trimmed(plan, ofAnyPost(plan, date.minusDays(1)), ofAnyPost(plan, date), date);
    }

    private static List<UntrimmedWindow> ofAnyPost(CampusPlan plan, LocalDate date) {
        return raw(plan, date, r -> plan.versionOn(date).posts().stream().anyMatch(p -> r.needs(p.id())));
    }

    static boolean campusWindowAt(CampusPlan plan, Instant t) {
        LocalDate today = t.atZone(plan.zone()).toLocalDate();
        return ofCampus(plan, today).stream().anyMatch(w -> w.contains(t))
                || ofCampus(plan, today.minusDays(1)).stream().anyMatch(w -> w.contains(t));
    }

    /**
     * Of two that overlap the later one begins where the other ends; yesterday's may reach into today. Before the campus
     * is watched nothing is required.
     */
    private static List<DutyWindow> trimmed(
            CampusPlan plan, List<UntrimmedWindow> yesterday, List<UntrimmedWindow> today, LocalDate date) {
        List<DutyWindow> all = new ArrayList<>();
        yesterday.forEach(r -> all.add(r.window()));
        today.forEach(r -> all.add(r.window()));
        all.sort(Comparator.comparing(DutyWindow::from)
                .thenComparing(DutyWindow::to)
                .thenComparing(DutyWindow::name));
        List<DutyWindow> trimmed = new ArrayList<>();
        Instant end = Instant.MIN;
        for (DutyWindow w : all) {
            Instant from = w.from().isBefore(end) ? end : w.from();
            if (w.date().equals(date) && from.isBefore(w.to())) {
                cut(new DutyWindow(date, w.name(), from, w.to()), plan.monitoredFrom())
                        .ifPresent(trimmed::add);
            }
            end = w.to().isAfter(end) ? w.to() : end;
        }
        return trimmed;
    }

    private static Optional<DutyWindow> cut(DutyWindow w, Instant monitoredFrom) {
        if (!w.to().isAfter(monitoredFrom)) {
            return Optional.empty();
        }
        return Optional.of(w.contains(monitoredFrom) ? new DutyWindow(w.date(), w.name(), monitoredFrom, w.to()) : w);
    }

    private static List<UntrimmedWindow> raw(CampusPlan plan, LocalDate date, Predicate<UntrimmedWindow> wanted) {
        Campus campus = plan.versionOn(date);
        Schedule schedule = campus.schedule();
        List<UntrimmedWindow> raw = new ArrayList<>();
        boolean schoolDay = schedule.terms().stream().anyMatch(t -> t.contains(date))
                && !schedule.holidays().contains(date);
        for (Schedule.WeeklyWindow p : schedule.weekly()) {
            if (schoolDay && p.days().contains(date.getDayOfWeek())) {
                window(campus, date, p.name(), p.from(), p.to())
                        .ifPresent(w -> raw.add(new UntrimmedWindow(w, p.posts())));
            }
        }
        for (Schedule.SpecialEvent s : schedule.specials()) {
            if (s.date().equals(date)) {
                window(campus, date, s.name(), s.from(), s.to())
                        .ifPresent(w -> raw.add(new UntrimmedWindow(w, s.posts())));
            }
        }
        raw.removeIf(wanted.negate());
        return raw;
    }

    private static Optional<DutyWindow> window(
            Campus campus, LocalDate date, String name, LocalTime from, LocalTime to) {
        LocalDateTime end =
                to.isAfter(from) ? date.atTime(to) : date.plusDays(1).atTime(to);
        for (Schedule.EarlyRelease r : campus.schedule().releases()) {
            if (r.date().equals(date) && r.window().equals(name)) {
                if (!r.to().isAfter(from)) {
                    return Optional.empty();
                }
                end = date.atTime(r.to());
            }
        }
        ZoneId zone = campus.zone();
        Instant start = LocalDateTimeRange.startOf(date.atTime(from), zone);
        Instant stop = LocalDateTimeRange.endOf(end, zone);
        return start.isBefore(stop) ? Optional.of(new DutyWindow(date, name, start, stop)) : Optional.empty();
    }
}
