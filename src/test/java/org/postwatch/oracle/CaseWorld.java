package org.postwatch.oracle;

import static org.postwatch.oracle.CaseTime.MONDAY;
import static org.postwatch.oracle.CaseTime.ZONE;
import static org.postwatch.oracle.CaseTime.at;
import static org.postwatch.oracle.CaseTime.local;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.postwatch.RecordCopy;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.Agency;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Feed;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;
import org.postwatch.plan.SeverityLadder;
import org.postwatch.plan.StaffingExemption;
import org.postwatch.plan.WeeklyHours;

/**
 * The world of a case: everything is as the head of the cases says, unless stated otherwise here. Times are
 * local and written as {@link CaseTime} reads them.
 */
public final class CaseWorld {
    static final String DISTRICT = "case";
    private static final Set<EventType> STAFFING = EnumSet.range(EventType.CHECKED_IN, EventType.SHIFT_CANCELLED);
    private static final Set<EventType> ENTRANCE = EnumSet.range(EventType.BUZZER_PRESSED, EventType.DEVICE_TAMPERED);

    private ZoneId zone = ZONE;
    private LocalDate first = MONDAY;
    private Instant clock = at("2026-09-15 00:00");
    private final List<String> campuses = new ArrayList<>(List.of("A"));
    private final Map<String, Officer> officers = new HashMap<>();
    private final Map<String, Feed> feeds = new HashMap<>();
    private final Map<String, String[]> heartbeatSpans = new LinkedHashMap<>();
    private final List<Post> posts = new ArrayList<>();
    private final List<Schedule.WeeklyWindow> weekly = new ArrayList<>();
    private final List<Schedule.SpecialEvent> specials = new ArrayList<>();
    private final Set<LocalDate> holidays = new HashSet<>();
    private final List<Entrance> entrances = new ArrayList<>();
    private final List<Agreement> agreements = new ArrayList<>();
    private final List<StaffingExemption> exemptions = new ArrayList<>();
    private final List<DatedName> denied = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private Optional<LocalDate> postsEnd = Optional.empty();
    private Instant monitoredFrom = Instant.MIN;
    private int ids;

    private CaseWorld() {
        officer("D-1", "police", District.OWN_AGENCY, "sro");
        officer("D-2", "police", District.OWN_AGENCY, "sro");
        feed("hr", STAFFING, District.OWN_AGENCY);
        feed("doors", ENTRANCE);
        posts.add(post("sro", 1, "hr", "police"));
        window("day", "07:30", "15:30");
        heartbeatsIn("hr", "00:00..end");
        heartbeatsIn("doors", "00:00..end");
    }

    public static CaseWorld monday() {
        return new CaseWorld();
    }

    public static Post post(String id, int headCount, String feed, String... kinds) {
        return new Post(
                id, headCount, Set.of(kinds), Set.of("sro"), Set.of(), Set.of(feed), Duration.ofMinutes(10), LADDER);
    }

    private static final SeverityLadder LADDER = new SeverityLadder(List.of(
            new SeverityLadder.SeverityStep("warning", Optional.of(Duration.ZERO), Set.of()),
            new SeverityLadder.SeverityStep(
                    "high", Optional.of(Duration.ofMinutes(20)), Set.of(EventType.VISITOR_ADMITTED))));

    private static final SeverityLadder WARNING = new SeverityLadder(
            List.of(new SeverityLadder.SeverityStep("warning", Optional.of(Duration.ZERO), Set.of())));

    // --- the plan ---

    public CaseWorld planFrom(String date) {
        first = LocalDate.parse(date);
        return this;
    }

    /** The zone of district and campuses; the times of the case stay those of {@link CaseTime}. */
    public CaseWorld zone(ZoneId other) {
        zone = other;
        return this;
    }

    public CaseWorld clock(String time) {
        clock = at(time);
        return this;
    }

    public CaseWorld campus(String id) {
        campuses.add(id);
        return this;
    }

    public CaseWorld posts(Post... instead) {
        posts.clear();
        posts.addAll(List.of(instead));
        return this;
    }

    /** The post lists these feeds. */
    public CaseWorld postListing(String... feeds) {
        Post p = post("sro", 1, "hr", "police");
        return posts(new Post(
                p.id(),
                1,
                p.kinds(),
                p.duties(),
                p.credentials(),
                Set.copyOf(Arrays.asList(feeds)),
                p.grace(),
                p.ladder()));
    }

    public CaseWorld postNeeding(String credential) {
        Post p = post("sro", 1, "hr", "police");
        return posts(new Post(p.id(), 1, p.kinds(), p.duties(), Set.of(credential), p.feeds(), p.grace(), p.ladder()));
    }

    /** From this date on no campus has a post. */
    public CaseWorld postsDeletedFrom(String date) {
        postsEnd = Optional.of(LocalDate.parse(date));
        return this;
    }

    public CaseWorld window(String name, String from, String to) {
        Set<DayOfWeek> everyDay = EnumSet.allOf(DayOfWeek.class);
        weekly.add(new Schedule.WeeklyWindow(name, everyDay, LocalTime.parse(from), LocalTime.parse(to), Set.of()));
        return this;
    }

    public CaseWorld onlyWindow(String name, String from, String to) {
        weekly.clear();
        return window(name, from, to);
    }

    public CaseWorld event(String name, String from, String to) {
        specials.add(
                new Schedule.SpecialEvent(name, MONDAY, LocalTime.parse(from), LocalTime.parse(to), Set.of("sro")));
        return this;
    }

    public CaseWorld holiday() {
        holidays.add(MONDAY);
        return this;
    }

    public CaseWorld officer(String badge, String kind, String agency, String... duties) {
        officers.put(
                badge,
                new Officer(badge, kind, agency, Set.of(duties), List.of(), List.of(), LocalDateTimeRange.ALWAYS));
        return this;
    }

    public CaseWorld credential(String badge, String name, LocalDateTimeRange dates) {
        officers.computeIfPresent(
                badge, (id, o) -> RecordCopy.with(o, "credentials", List.of(new DatedName(name, dates))));
        return this;
    }

    public CaseWorld disqualifyingAffiliation(String badge, String name, LocalDateTimeRange dates) {
        officers.computeIfPresent(
                badge, (id, o) -> RecordCopy.with(o, "affiliations", List.of(new DatedName(name, dates))));
        denied.add(new DatedName(name, LocalDateTimeRange.ALWAYS));
        return this;
    }

    public static LocalDateTimeRange since(String local) {
        return new LocalDateTimeRange(Optional.of(local(local)), Optional.empty());
    }

    public static LocalDateTimeRange until(String local) {
        return new LocalDateTimeRange(Optional.empty(), Optional.of(local(local)));
    }

    public static LocalDateTimeRange between(String from, String until) {
        return new LocalDateTimeRange(Optional.of(local(from)), Optional.of(local(until)));
    }

    public CaseWorld exceptionForGuards(String post, LocalDateTimeRange dates) {
        exemptions.add(new StaffingExemption("E-1", Set.of("guard"), Set.of(), Set.of(post), dates, "board", "a case"));
        return this;
    }

    /** Agreement {@code city-sro} with the city, approvers city and district, term to 2029-07-31. */
    public CaseWorld cityAgreement(List<LocalDateTimeRange> suspensions, Agreement.ApprovalDecision... decisions) {
        agreements.add(new Agreement(
                "city-sro",
                "city",
                Set.of("A"),
                between("2026-08-01 00:00", "2029-08-01 00:00"),
                suspensions,
                List.of("city", "district"),
                List.of(decisions),
                List.of(),
                Optional.empty()));
        return this;
    }

    public static Agreement.ApprovalDecision decision(String by, String what, String when) {
        return new Agreement.ApprovalDecision(by, what, local(when));
    }

    public CaseWorld agreement(Agreement agreement) {
        agreements.add(agreement);
        return this;
    }

    /** An entrance where nothing is due. */
    public CaseWorld entrance(String id) {
        entrances.add(new Entrance(id, List.of()));
        return this;
    }

    /** Entrance {@code north} with {@code north-buzzer} and {@code north-camera}, reported by {@code doors}. */
    public CaseWorld northEntrance(String from) {
        LocalDate date = LocalDate.parse(from);
        entrances.add(new Entrance(
                "north",
                List.of(
                        new Entrance.Device("north-buzzer", "buzzer", "doors", date),
                        new Entrance.Device("north-camera", "camera", "doors", date))));
        return this;
    }

    public CaseWorld feed(String source, String... agencies) {
        return feed(source, STAFFING, agencies);
    }

    public CaseWorld feed(String source, Set<EventType> types, String... agencies) {
        feeds.put(source, new Feed(source, Set.of(agencies), Set.of(), types, 5, LocalDateTimeRange.ALWAYS));
        return this;
    }

    public CaseWorld feedDates(String source, LocalDateTimeRange dates) {
        feeds.computeIfPresent(source, (id, feed) -> RecordCopy.with(feed, "dates", dates));
        return this;
    }

    /** The feed is expected to speak every day in these hours. */
    public CaseWorld feedHours(String source, String from, String to) {
        WeeklyHours hours = new WeeklyHours(List.of(new WeeklyHours.WeeklyPeriod(
                EnumSet.allOf(DayOfWeek.class), LocalTime.parse(from), LocalTime.parse(to))));
        feeds.computeIfPresent(source, (id, feed) -> RecordCopy.with(feed, "hours", hours));
        return this;
    }

    /** The district with all its campuses is applied first at this time. */
    public CaseWorld monitoredFrom(String time) {
        monitoredFrom = at(time);
        return this;
    }

    // --- what the feeds report ---

    /**
     * A feed is heard in these stretches and, but for its other events, in no other minute: {@code 00:00..09:08:20} is a
     * word in each minute, {@code 09:31:40} a single one; {@code end} is the clock. Nothing at all: it never spoke.
     */
    public CaseWorld heartbeatsIn(String feed, String... stretches) {
        heartbeatSpans.put(feed, stretches);
        return this;
    }

    public CaseWorld checkIn(String badge, String time) {
        return receive(signal(PresenceSignal.SignalKind.CHECKED_IN, badge, "A", "hr", time, null));
    }

    public CaseWorld checkInAs(String duty, String badge, String time) {
        return receive(signal(PresenceSignal.SignalKind.CHECKED_IN, badge, "A", "hr", time, duty));
    }

    public CaseWorld checkInAt(String campus, String badge, String time) {
        return receive(signal(PresenceSignal.SignalKind.CHECKED_IN, badge, campus, "hr", time, null));
    }

    public CaseWorld checkOut(String badge, String time) {
        return receive(signal(PresenceSignal.SignalKind.CHECKED_OUT, badge, "A", "hr", time, null));
    }

    public CaseWorld callAway(String badge, String time) {
        return receive(signal(PresenceSignal.SignalKind.CALLED_AWAY, badge, "A", "hr", time, null));
    }

    public CaseWorld markReturned(String badge, String time) {
        return receive(signal(PresenceSignal.SignalKind.RETURNED, badge, "A", "hr", time, null));
    }

    PresenceSignal signal(
            PresenceSignal.SignalKind kind, String badge, String campus, String feed, String time, String duty) {
        return new PresenceSignal(origin(feed, nextId(), at(time)), kind, badge, campus, Optional.ofNullable(duty));
    }

    public CaseWorld shift(String id, String badge, String from, String to) {
        EventOrigin told = origin("hr", nextId(), at("06:00"));
        return receive(new ShiftPlanned(told, id, badge, "A", at(from), at(to), Optional.empty()));
    }

    public CaseWorld admitVisitor(String time) {
        return receive(
                new EntranceEvent(origin("doors", nextId(), at(time)), EventType.VISITOR_ADMITTED, "A", "north"));
    }

    public CaseWorld deviceOnline(String device, String time) {
        return receive(new DeviceReport(origin("doors", nextId(), at(time)), EventType.DEVICE_ONLINE, "A", device));
    }

    public CaseWorld completeSince(String feed, String since, String time) {
        return receive(new Heartbeat(origin(feed, nextId(), at(time)), Optional.of(at(since))));
    }

    /** A heartbeat that says that nothing is missing, with an id and a stamp of its own. */
    public CaseWorld completeSince(String id, String feed, String since, String time, String stamp) {
        return receive(new Heartbeat(origin(feed, id, at(time)), Optional.of(at(since))), stamp);
    }

    /** The event arrives as it happens. */
    public CaseWorld receive(Event e) {
        arrivals.add(Arrival.of(e, e.time()));
        return this;
    }

    public CaseWorld receive(Event e, String stamp) {
        arrivals.add(Arrival.of(e, at(stamp)));
        return this;
    }

    public CaseWorld receive(Event e, byte[] bytes, String stamp) {
        arrivals.add(new Arrival(e, at(stamp), bytes));
        return this;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static EventOrigin origin(String source, String id, Instant time) {
        return new EventOrigin(DISTRICT, source, id, time);
    }

    private String nextId() {
        return "e-" + ++ids;
    }

    // --- all of it ---

    public World world() {
        return new World(district(), plans(), allArrivals(), clock);
    }

    private List<Arrival> allArrivals() {
        List<Arrival> all = new ArrayList<>(arrivals);
        heartbeatSpans.forEach((feed, stretches) -> {
            for (String stretch : stretches) {
                String[] bounds = stretch.split("\\.\\.");
                Instant from =
                        bounds[0].equals("00:00") ? first.atStartOfDay(zone).toInstant() : at(bounds[0]);
                Instant to = bounds.length == 1 ? from : bounds[1].equals("end") ? clock : at(bounds[1]);
                heartbeats(feed, from, to, all);
            }
        });
        return all;
    }

    /** A word at the start, then one at least every hour that says that nothing is missing since the one before. */
    private static void heartbeats(String feed, Instant from, Instant to, List<Arrival> into) {
        into.add(Arrival.of(new Heartbeat(origin(feed, "word-" + from, from), Optional.empty()), from));
        Instant since = from;
        while (since.isBefore(to)) {
            Instant next = since.plus(Duration.ofHours(1));
            Instant time = next.isBefore(to) ? next : to;
            Event beat = new Heartbeat(origin(feed, "beat-" + time, time), Optional.of(since));
            into.add(Arrival.of(beat, time));
            since = time;
        }
    }

    private Map<String, CampusPlan> plans() {
        Map<String, CampusPlan> plans = new HashMap<>();
        for (String id : campuses) {
            TreeMap<LocalDate, Campus> versions = new TreeMap<>();
            versions.put(first, campus(id, posts));
            postsEnd.ifPresent(date -> versions.put(date, campus(id, List.of())));
            plans.put(id, new CampusPlan(id, versions, monitoredFrom));
        }
        return plans;
    }

    private Campus campus(String id, List<Post> posts) {
        List<Entrance> ways = entrances.isEmpty() ? List.of(new Entrance("north", List.of())) : entrances;
        Schedule schedule = new Schedule(
                List.of(new Schedule.SchoolTerm(first, first.plusYears(1))), holidays, weekly, List.of(), specials);
        return new Campus(id, "Campus " + id, zone, posts, ways, schedule);
    }

    private District district() {
        DistrictSettings settings = new DistrictSettings(
                Duration.ofHours(12),
                Duration.ofMinutes(10),
                WARNING,
                Duration.ofMinutes(10),
                WARNING,
                Duration.ZERO,
                WARNING,
                Duration.ofMinutes(2),
                "warning",
                "high",
                30,
                WARNING,
                0);
        return new District(
                DISTRICT,
                "A case",
                zone,
                first,
                List.of("info", "warning", "high", "critical"),
                settings,
                Map.of("city", new Agency("city", "City", "municipal-police")),
                officers,
                agreements,
                exemptions,
                feeds,
                denied,
                monitoredFrom);
    }
}
