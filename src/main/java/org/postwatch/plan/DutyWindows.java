package org.postwatch.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Windows as instants. Of two that overlap the later-starting one (then the later-ending, then the later by name) is
 * trimmed to begin where the other ends, over midnight too; all are cut where the campus is not watched yet; what is
 * empty then is no window.
 */
public final class DutyWindows {
    private static final Comparator<DutyWindow> ORDER = Comparator.<DutyWindow, Instant>comparing(
                    w -> w.span().from())
            .thenComparing(w -> w.span().to())
            .thenComparing(DutyWindow::name);

    /** No post has this name. */
    private static final String ANY_POST = "";

    /** The maximum number of cached dates and posts of a campus; beyond it the cache is cleared. */
    private static final int MAX_CACHED_DATES = 1_000;

    /** Questions about one campus come many in a row, and zones are slow to ask: each thread keeps the last one's. */
    private static final ThreadLocal<DutyWindows> LAST_USED = new ThreadLocal<>();

    private final CampusPlan plan;
    private final Map<LocalDate, Map<String, List<DutyWindow>>> cache = new HashMap<>();

    private DutyWindows(CampusPlan plan) {
        this.plan = plan;
    }

    /** The windows of one post on a local date, in order; empty if the version of that date has no such post. */
    public static List<DutyWindow> ofPost(CampusPlan plan, String post, LocalDate date) {
        return forPlan(plan).cached(post, date);
    }

    /** The windows of all posts of a campus on a local date, as if they were of one post. */
    public static List<DutyWindow> ofCampus(CampusPlan plan, LocalDate date) {
        return forPlan(plan).cached(ANY_POST, date);
    }

    private static DutyWindows forPlan(CampusPlan plan) {
        DutyWindows last = LAST_USED.get();
        if (last == null || last.plan != plan || last.cache.size() > MAX_CACHED_DATES) {
            last = new DutyWindows(plan);
            LAST_USED.set(last);
        }
        return last;
    }

    private List<DutyWindow> cached(String post, LocalDate date) {
        if (!plan.versionOn(date).schedule().hasWindowsOn(date)) {
            return List.of();
        }
        return cache.computeIfAbsent(date, d -> new HashMap<>())
                .computeIfAbsent(post, p -> List.copyOf(trimmed(plan, date, campus -> appliesTo(campus, p))));
    }

    /** Whether a window for these posts (empty: for all) applies to the given post. */
    private static Predicate<Set<String>> appliesTo(Campus campus, String post) {
        return post.equals(ANY_POST)
                ? posts -> !campus.posts().isEmpty()
                        && (posts.isEmpty() || posts.stream().anyMatch(p -> hasPost(campus, p)))
                : posts -> hasPost(campus, post) && (posts.isEmpty() || posts.contains(post));
    }

    private static boolean hasPost(Campus campus, String post) {
        return campus.posts().stream().anyMatch(p -> p.id().equals(post));
    }

    /** Only the day before can reach in: no window is longer than a day. */
    private static List<DutyWindow> trimmed(
            CampusPlan plan, LocalDate date, Function<Campus, Predicate<Set<String>>> concerns) {
        List<DutyWindow> all = new ArrayList<>();
        for (LocalDate day : List.of(date.minusDays(1), date)) {
            Campus campus = plan.versionOn(day);
            all.addAll(untrimmed(campus, day, concerns.apply(campus)));
        }
        all.sort(ORDER);
        List<DutyWindow> result = new ArrayList<>();
        Instant free = Instant.MIN;
        for (DutyWindow window : all) {
            Instant from = window.span().from().isAfter(free) ? window.span().from() : free;
            from = from.isAfter(plan.monitoredFrom()) ? from : plan.monitoredFrom();
            Instant to = window.span().to();
            if (window.date().equals(date) && from.isBefore(to)) {
                result.add(new DutyWindow(date, window.name(), new TimeSpan(from, to)));
            }
            free = to.isAfter(free) ? to : free;
        }
        return result;
    }

    private static List<DutyWindow> untrimmed(Campus campus, LocalDate date, Predicate<Set<String>> concerns) {
        List<DutyWindow> windows = new ArrayList<>();
        Schedule schedule = campus.schedule();
        boolean schoolDay = schedule.terms().stream().anyMatch(term -> term.contains(date))
                && !schedule.holidays().contains(date);
        if (schoolDay) {
            for (Schedule.WeeklyWindow pattern : schedule.weekly()) {
                if (pattern.days().contains(date.getDayOfWeek()) && concerns.test(pattern.posts())) {
                    window(campus, date, pattern.name(), pattern.from(), pattern.to())
                            .ifPresent(windows::add);
                }
            }
        }
        for (Schedule.SpecialEvent special : schedule.specials()) {
            if (special.date().equals(date) && concerns.test(special.posts())) {
                window(campus, date, special.name(), special.from(), special.to())
                        .ifPresent(windows::add);
            }
        }
        return windows;
    }

    private static Optional<DutyWindow> window(
            Campus campus, LocalDate date, String name, LocalTime from, LocalTime to) {
        Optional<LocalTime> release = campus.schedule().releases().stream()
                .filter(r -> r.date().equals(date) && r.window().equals(name))
                .map(Schedule.EarlyRelease::to)
                .findFirst();
        if (release.isPresent() && !release.get().isAfter(from)) {
            return Optional.empty();
        }
        LocalTime end = release.orElse(to);
        LocalDateTime localEnd = (end.isAfter(from) ? date : date.plusDays(1)).atTime(end);
        ZoneId zone = campus.zone();
        Instant start = LocalDateTimeRange.startOf(date.atTime(from), zone);
        Instant stop = LocalDateTimeRange.endOf(localEnd, zone);
        return start.isBefore(stop)
                ? Optional.of(new DutyWindow(date, name, new TimeSpan(start, stop)))
                : Optional.empty();
    }
}
