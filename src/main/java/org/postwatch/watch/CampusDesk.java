package org.postwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.Away;
import org.postwatch.coverage.CampusDay;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.Evidence;
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.PostDay;
import org.postwatch.coverage.PostNow;
import org.postwatch.coverage.Presence;
import org.postwatch.coverage.Silences;
import org.postwatch.coverage.State;
import org.postwatch.coverage.Track;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.Course;
import org.postwatch.incident.CoverageIncidents;
import org.postwatch.incident.EntranceIncidents;
import org.postwatch.incident.Forecast;
import org.postwatch.incident.Incident;
import org.postwatch.incident.NoShows;
import org.postwatch.incident.Trigger;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Post;
import org.postwatch.plan.Span;

/** Looks at the days of one campus: works out what now holds, says what changed, and notes when to look again. */
final class CampusDesk {
    private final Ledger ledger;
    private final Voice voice;
    private final Deadlines deadlines;
    private final Incidents incidents;
    private final Triggers triggers;
    private final Gaps gaps = new Gaps();

    CampusDesk(Ledger ledger, Voice voice, Deadlines deadlines, Triggers triggers) {
        this.triggers = triggers;
        this.ledger = ledger;
        this.voice = voice;
        this.deadlines = deadlines;
        this.incidents = new Incidents(voice);
    }

    /** One look at a campus: what bears on it is gathered once for all its dates. */
    private final class Look {
        final District district;
        final CampusPlan plan;
        final String key;
        final Memory.OfCampus campus;
        final Evidence evidence;
        final Map<String, List<Event>> shifts;
        final Instant clock;
        final Map<LocalDate, Map<String, List<Interval>>> timelines = new HashMap<>();

        /** Incidents of all dates looked at, as said and as they hold: a shift that moves takes its no-show along. */
        final SortedMap<String, Incident> said = new TreeMap<>();

        final SortedMap<String, Incident> holds = new TreeMap<>();

        Look(District district, CampusPlan plan, Instant clock) {
            this.district = district;
            this.plan = plan;
            this.key = district.id() + "/" + plan.id();
            this.clock = clock;
            this.campus = ledger.get(Table.CAMPUS_STATE, key).orElse(Memory.OfCampus.NEW);
            this.evidence = evidence();
            this.shifts = shifts();
        }

        private Evidence evidence() {
            List<Presence> presences = new ArrayList<>();
            List<Away> aways = new ArrayList<>();
            for (String badge : campus.badges()) {
                Track track = track(district, badge);
                track.presences().stream()
                        .filter(p -> p.campus().equals(plan.id()))
                        .forEach(presences::add);
                track.aways().stream().filter(a -> a.campus().equals(plan.id())).forEach(aways::add);
            }
            return new Evidence(presences, aways, silences(district, plan, presences));
        }

        private Map<String, List<Event>> shifts() {
            Map<String, List<Event>> result = new TreeMap<>();
            for (String shift : campus.shifts()) {
                ledger.get(Table.SHIFTS, district.id() + "/" + shift)
                        .ifPresent(changes -> result.put(shift, changes.changes()));
            }
            return result;
        }

        Map<String, List<Interval>> timeline(LocalDate date) {
            return timelines.computeIfAbsent(date, d -> CampusDay.timeline(district, plan, d, evidence));
        }

        LocalDate today() {
            return LocalDate.ofInstant(clock, plan.zone());
        }

        /** The next end of the grace of any shift of a date, whether it is missed by then or cannot be known to be. */
        Instant nextAwaited(LocalDate date, Instant before) {
            Instant next = before;
            for (List<Event> changes : shifts.values()) {
                for (Event change : changes) {
                    if (change instanceof ShiftPlanned planned
                            && LocalDate.ofInstant(planned.from(), plan.zone()).equals(date)) {
                        next = earlierAfter(
                                clock, planned.from().plus(district.settings().shiftGrace()), next);
                    }
                }
            }
            return next;
        }
    }

    private Track track(District district, String badge) {
        Memory.OfOfficer officer =
                ledger.get(Table.OFFICERS, district.id() + "/" + badge).orElse(Memory.OfOfficer.NEW);
        return Optional.ofNullable(district.officers().get(badge))
                .map(known -> officer.sealed()
                        .track(officer.signs(), known, district.settings().presenceMax()))
                .orElse(Track.EMPTY);
    }

    /** A feed that is named but not in the documents (any more) is heard by nobody: it is silent, and no good news. */
    private Silences silences(District district, CampusPlan plan, List<Presence> presences) {
        Map<String, List<Span>> byFeed = new HashMap<>();
        for (String feed : district.feeds().keySet()) {
            ledger.get(Table.FEEDS, district.id() + "/" + feed).ifPresent(state -> byFeed.put(feed, state.silences()));
        }
        Set<String> named = new HashSet<>();
        presences.forEach(presence -> named.addAll(presence.toldBy()));
        for (Campus version : plan.versions().values()) {
            version.posts().forEach(post -> named.addAll(post.feeds()));
            version.entrances().forEach(entrance -> entrance.devices().forEach(device -> named.add(device.feed())));
        }
        named.removeAll(district.feeds().keySet());
        Instant first = district.first().atStartOfDay(district.zone()).toInstant();
        named.forEach(feed -> byFeed.put(feed, List.of(new Span(first, Instant.MAX))));
        return new Silences(byFeed);
    }

    /** Whether an instant lies in a gap of some post, as far as is known without a look; if in doubt it does. */
    boolean isGap(District district, String campusId, Instant t) {
        String key = district.id() + "/" + campusId;
        Optional<CampusPlan> plan = ledger.get(Table.CAMPUSES, key);
        Optional<Memory.OfDistrict> open = ledger.get(Table.DISTRICT_STATE, district.id());
        if (plan.isEmpty() || open.isEmpty()) {
            return true;
        }
        LocalDate date = LocalDate.ofInstant(t, plan.get().zone());
        LocalDate before = date.minusDays(1);
        boolean none = gaps.isNone(key, date, t) && (before.isBefore(first(open.get())) || gaps.isNone(key, before, t));
        return !none;
    }

    /** Looks at some dates of a campus again; dates that are sealed or out of sight are left out. */
    void look(District district, String campusId, Collection<LocalDate> dates, Instant clock) {
        Optional<CampusPlan> plan = ledger.get(Table.CAMPUSES, district.id() + "/" + campusId);
        Optional<Memory.OfDistrict> open = ledger.get(Table.DISTRICT_STATE, district.id());
        if (plan.isEmpty() || open.isEmpty()) {
            return;
        }
        Look look = new Look(district, plan.get(), clock);
        LocalDate last = look.today().plusDays(district.settings().forecastDays());
        TreeSet<LocalDate> seen = new TreeSet<>(dates);
        LocalDate first = first(open.get());
        seen.removeIf(d -> d.isBefore(first) || d.isAfter(last));
        for (LocalDate date : seen) {
            day(look, date);
        }
        incidents.say(district.id(), look.said, look.holds, clock);
        if (seen.contains(look.today()) || seen.contains(look.today().minusDays(1))) {
            now(look);
        }
    }

    /**
     * Looks at a campus again because feeds were, or were not, silent in these stretches of time up to the clock. It
     * matters in windows and in the grace of shifts; of what lies ahead there is a deadline.
     */
    void lookAfterSilence(District district, CampusIndex.Entry campus, List<Span> spans, Instant clock) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        for (Span span : spans) {
            if (campus.anyWindowDuring(span) || isShiftAwaitedDuring(district, campus.plan(), span)) {
                dates.addAll(EvidenceDesk.dates(span, campus.plan().zone()));
            }
        }
        if (!dates.isEmpty()) {
            look(district, campus.plan().id(), dates, clock);
        }
    }

    private boolean isShiftAwaitedDuring(District district, CampusPlan plan, Span span) {
        Memory.OfCampus campus =
                ledger.get(Table.CAMPUS_STATE, district.id() + "/" + plan.id()).orElse(Memory.OfCampus.NEW);
        Duration grace = district.settings().shiftGrace().plusMillis(1);
        return campus.shifts().stream()
                .flatMap(shift -> ledger.get(Table.SHIFTS, district.id() + "/" + shift).stream())
                .flatMap(shift -> shift.changes().stream())
                .anyMatch(change -> change instanceof ShiftPlanned planned
                        && new Span(planned.from(), planned.from().plus(grace)).overlaps(span));
    }

    /** The first date of which something may still change what is said. */
    private static LocalDate first(Memory.OfDistrict open) {
        return open.firstOpen().isAfter(open.watchedFrom()) ? open.firstOpen() : open.watchedFrom();
    }

    /** Looks at every date of a campus that is open or in sight, and sees to it that new ones come into sight. */
    void lookAtAll(District district, String campusId, Instant clock) {
        String key = district.id() + "/" + campusId;
        Optional<CampusPlan> plan = ledger.get(Table.CAMPUSES, key);
        Optional<Memory.OfDistrict> open = ledger.get(Table.DISTRICT_STATE, district.id());
        if (plan.isPresent() && open.isPresent()) {
            roll(district, plan.get(), clock);
            LocalDate last = LocalDate.ofInstant(clock, plan.get().zone())
                    .plusDays(district.settings().forecastDays());
            List<LocalDate> dates = new ArrayList<>();
            for (LocalDate date = first(open.get()); !date.isAfter(last); date = date.plusDays(1)) {
                dates.add(date);
            }
            look(district, campusId, dates, clock);
        }
    }

    /** A local midnight has passed: today, and the date that the forecast now reaches, come into sight. */
    void midnight(District district, String campusId, Instant clock) {
        Optional<CampusPlan> plan = ledger.get(Table.CAMPUSES, district.id() + "/" + campusId);
        if (plan.isPresent()) {
            LocalDate from = roll(district, plan.get(), clock);
            LocalDate today = LocalDate.ofInstant(clock, plan.get().zone());
            List<LocalDate> dates = new ArrayList<>();
            for (LocalDate d = from.isBefore(today.minusDays(1)) ? from : today.minusDays(1);
                    !d.isAfter(today.plusDays(district.settings().forecastDays()));
                    d = d.plusDays(1)) {
                dates.add(d);
            }
            look(district, campusId, dates, clock);
        }
    }

    /** Notes the next local midnight; returns the date up to which the last one had rolled. */
    private LocalDate roll(District district, CampusPlan plan, Instant clock) {
        String key = district.id() + "/" + plan.id();
        Memory.OfCampus campus = ledger.get(Table.CAMPUS_STATE, key).orElse(Memory.OfCampus.NEW);
        LocalDate today = LocalDate.ofInstant(clock, plan.zone());
        Instant midnight = today.plusDays(1).atStartOfDay(plan.zone()).toInstant();
        deadlines.move(Deadlines.Kind.CAMPUS, key, campus.deadline(), midnight);
        ledger.put(
                Table.CAMPUS_STATE,
                key,
                new Memory.OfCampus(campus.badges(), campus.shifts(), campus.devices(), campus.now(), today, midnight));
        return campus.rolledTo().equals(LocalDate.MIN) ? today : campus.rolledTo();
    }

    private void day(Look look, LocalDate date) {
        String key = look.key + "/" + date;
        Memory.OfDay before = ledger.get(Table.DAYS, key).orElse(Memory.OfDay.NEW);
        boolean begun = !date.isAfter(look.today());
        Map<String, List<Interval>> timeline = begun ? look.timeline(date) : Map.of();
        if (begun) {
            gaps.put(look.key, date, timeline.values());
        }
        List<Course> courses = begun ? courses(look, date, timeline) : List.of();
        SortedMap<String, Incident> now = new TreeMap<>();
        courses.forEach(course -> course.asOf(look.clock).ifPresent(i -> now.put(i.id(), i)));
        Instant next = next(look.clock, timeline, courses);
        if (begun) {
            next = look.nextAwaited(date, next);
        }
        if (!date.isBefore(look.today().minusDays(1))) {
            for (Forecast.Expected expected : Forecast.of(look.district, look.plan, date, look.shifts, look.clock)) {
                Instant end = expected.window().span().to();
                if (now.putIfAbsent(expected.incident().id(), expected.incident()) == null) {
                    next = begun && end.isBefore(next) ? end : next;
                }
            }
        }
        look.said.putAll(before.incidents());
        look.holds.putAll(now);
        SortedMap<String, Memory.Said> posts = sayDays(look, date, timeline, before);
        deadlines.move(Deadlines.Kind.DAY, key, before.deadline(), next);
        Memory.OfDay after = new Memory.OfDay(posts, now, next);
        if (!after.equals(before)) {
            ledger.put(Table.DAYS, key, after);
        }
    }

    private List<Course> courses(Look look, LocalDate date, Map<String, List<Interval>> timeline) {
        List<Course> courses = new ArrayList<>();
        List<Trigger> triggers = triggers(look, date, timeline);
        for (Post post : look.plan.on(date).posts()) {
            courses.addAll(CoverageIncidents.of(
                    look.district, look.plan, post, date, timeline.getOrDefault(post.id(), List.of()), triggers));
        }
        courses.addAll(
                EntranceIncidents.of(look.district, look.plan, date, look.campus.devices(), look.evidence.silences()));
        courses.addAll(NoShows.of(look.district, look.plan, date, look.shifts, look.evidence));
        return courses;
    }

    /** A window over midnight makes the days beside bear on this one's triggers. */
    private List<Trigger> triggers(Look look, LocalDate date, Map<String, List<Interval>> timeline) {
        if (timeline.values().stream()
                .flatMap(List::stream)
                .noneMatch(interval -> interval.state().isGap())) {
            // They matter in gaps only.
            return List.of();
        }
        List<Trigger> found = new ArrayList<>();
        for (LocalDate day : List.of(date.minusDays(1), date, date.plusDays(1))) {
            found.addAll(triggers.of(look.key, day));
        }
        return found;
    }

    private static Instant next(Instant clock, Map<String, List<Interval>> timeline, List<Course> courses) {
        Instant next = Memory.NEVER;
        for (List<Interval> intervals : timeline.values()) {
            for (Interval interval : intervals) {
                next = earlierAfter(clock, interval.from(), next);
                next = earlierAfter(clock, interval.to().orElse(Memory.NEVER), next);
            }
        }
        for (Course course : courses) {
            next = earlierAfter(clock, course.next(clock), next);
        }
        return next;
    }

    private static Instant earlierAfter(Instant clock, Instant t, Instant next) {
        return t.isAfter(clock) && t.isBefore(next) ? t : next;
    }

    private SortedMap<String, Memory.Said> sayDays(
            Look look, LocalDate date, Map<String, List<Interval>> timeline, Memory.OfDay before) {
        SortedMap<String, Memory.Said> said = new TreeMap<>();
        TreeSet<String> posts = new TreeSet<>(before.posts().keySet());
        posts.addAll(timeline.keySet());
        for (String post : posts) {
            List<Interval> intervals = CampusDay.asOf(timeline.getOrDefault(post, List.of()), look.clock);
            Memory.Said last = before.posts().getOrDefault(post, new Memory.Said(0, ""));
            String digest = intervals.isEmpty() ? "" : Identities.digest(intervals.toString());
            if (digest.equals(last.digest())) {
                said.put(post, last);
            } else {
                said.put(post, new Memory.Said(last.revision() + 1, digest));
                voice.day(new PostDay(
                        look.district.id(), look.plan.id(), post, date, last.revision() + 1, false, intervals));
            }
        }
        said.values().removeIf(s -> s.revision() == 0);
        return said;
    }

    /** What a post is in a window that runs now; it may have begun yesterday. */
    private static Optional<PostNow> present(Look look, String post) {
        Optional<Interval> present = Optional.empty();
        for (LocalDate date : List.of(look.today().minusDays(1), look.today())) {
            List<Interval> known = CampusDay.asOf(look.timeline(date).getOrDefault(post, List.of()), look.clock);
            Optional<Interval> open =
                    known.stream().filter(i -> i.to().isEmpty()).findFirst();
            present = open.isPresent() ? open : present;
        }
        return present.map(i -> new PostNow(post, i.state(), Optional.of(i.from()), i.counted(), i.reasons()));
    }

    private void now(Look look) {
        List<PostNow> posts = new ArrayList<>();
        Set<String> today = new LinkedHashSet<>();
        look.plan.on(look.today()).posts().forEach(post -> today.add(post.id()));
        today.forEach(post -> posts.add(present(look, post)
                .orElseGet(() -> new PostNow(post, State.NOT_REQUIRED, Optional.empty(), List.of(), List.of()))));
        // A post that was given up at midnight may still have a window that runs.
        for (Post post : look.plan.on(look.today().minusDays(1)).posts()) {
            if (!today.contains(post.id())) {
                present(look, post.id()).ifPresent(posts::add);
            }
        }
        CampusNow now = CampusNow.of(look.district.id(), look.plan.id(), posts);
        String digest = Identities.digest(now.toString());
        Memory.OfCampus campus = ledger.get(Table.CAMPUS_STATE, look.key).orElse(Memory.OfCampus.NEW);
        if (!digest.equals(campus.now())) {
            voice.campus(now);
            ledger.put(
                    Table.CAMPUS_STATE,
                    look.key,
                    new Memory.OfCampus(
                            campus.badges(),
                            campus.shifts(),
                            campus.devices(),
                            digest,
                            campus.rolledTo(),
                            campus.deadline()));
        }
    }

    /** Says a date's days for the last time, as final, and drops its state. */
    void seal(District district, String campusId, LocalDate date, Instant clock) {
        String key = district.id() + "/" + campusId;
        Optional<CampusPlan> plan = ledger.get(Table.CAMPUSES, key);
        Optional<Memory.OfDay> day = ledger.get(Table.DAYS, key + "/" + date);
        if (plan.isPresent() && day.isPresent()) {
            Map<String, List<Interval>> timeline = new Look(district, plan.get(), clock).timeline(date);
            day.get()
                    .posts()
                    .forEach((post, said) -> voice.day(new PostDay(
                            district.id(),
                            campusId,
                            post,
                            date,
                            said.revision() + 1,
                            true,
                            CampusDay.asOf(timeline.getOrDefault(post, List.of()), clock))));
            deadlines.move(Deadlines.Kind.DAY, key + "/" + date, day.get().deadline(), Memory.NEVER);
            ledger.delete(Table.DAYS, key + "/" + date);
        }
        gaps.forget(key, date);
        triggers.forget(key, date.minusDays(1));
    }
}
