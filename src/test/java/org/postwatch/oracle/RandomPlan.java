package org.postwatch.oracle;

import static java.util.stream.Collectors.toMap;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.EventType;
import org.postwatch.plan.Agency;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.Officer;
import org.postwatch.plan.SeverityLadder;
import org.postwatch.plan.StaffingExemption;
import org.postwatch.plan.WeeklyHours;

/** A random district: roster, agreements, exceptions and feeds, with dates that fall into the days at hand. */
final class RandomPlan {
    static final List<ZoneId> ZONES = List.of(
            ZoneId.of("America/Denver"),
            ZoneId.of("America/New_York"),
            ZoneId.of("America/Chicago"),
            ZoneId.of("America/Los_Angeles"),
            ZoneId.of("America/Phoenix"),
            ZoneId.of("America/Havana"));
    private static final List<String> SEVERITIES = List.of("info", "warning", "high", "critical");
    private static final Set<EventType> STAFFING = EnumSet.range(EventType.CHECKED_IN, EventType.SHIFT_CANCELLED);
    private static final Set<EventType> ENTRANCE = EnumSet.range(EventType.BUZZER_PRESSED, EventType.DEVICE_TAMPERED);
    private static final Set<EventType> DOORS = withPanic(ENTRANCE);
    private static final Set<EventType> CAMERA = EnumSet.range(EventType.DEVICE_ONLINE, EventType.WEAPON_SEEN);

    private final SeededRandom dice;
    final List<String> campuses;
    final List<String> staffingFeeds;
    final List<String> deviceFeeds;

    private static Set<EventType> withPanic(Set<EventType> types) {
        Set<EventType> all = EnumSet.copyOf(types);
        all.add(EventType.PANIC);
        return all;
    }

    RandomPlan(SeededRandom dice) {
        this.dice = dice;
        campuses = List.of("A", "B", "C").subList(0, dice.pick(1, 1, 2, 2, 3));
        staffingFeeds = dice.chance(60) ? List.of("hr", "pd") : List.of("hr");
        deviceFeeds = dice.chance(50) ? List.of("doors", "cameras") : List.of("doors");
    }

    District district() {
        ZoneId zone = dice.pick(ZONES);
        LocalDate first = dice.days.get(0).minusDays(dice.chance(25) ? 1 : 0);
        return new District(
                "d",
                "A random district",
                zone,
                first,
                SEVERITIES,
                settings(),
                Map.of(
                        "city", new Agency("city", "City", "municipal-police"),
                        "sheriff", new Agency("sheriff", "Sheriff", "sheriff")),
                officers(),
                agreements(),
                exemptions(),
                feeds(),
                dice.chance(50) ? List.of(new DatedName("ice", dice.dates(30))) : List.of(),
                dice.chance(70) ? Instant.MIN : dice.instant(zone, 5, 10));
    }

    private DistrictSettings settings() {
        return new DistrictSettings(
                Duration.ofHours(dice.pick(2, 4, 8, 12)),
                Duration.ofMinutes(dice.pick(0, 5, 10, 10)),
                ladder(),
                Duration.ofMinutes(dice.pick(0, 5, 10)),
                ladder(),
                Duration.ofMinutes(dice.pick(0, 0, 5)),
                ladder(),
                Duration.ofMinutes(2),
                "warning",
                "high",
                dice.pick(1, 7, 30),
                ladder(),
                dice.between(0, 3));
    }

    SeverityLadder ladder() {
        List<SeverityLadder.SeverityStep> rungs = new ArrayList<>();
        rungs.add(new SeverityLadder.SeverityStep(
                dice.pick("info", "warning"), Optional.of(Duration.ZERO), triggers(15)));
        if (dice.chance(70)) {
            Duration after = Duration.ofMinutes(dice.pick(5, 10, 20));
            rungs.add(new SeverityLadder.SeverityStep(
                    dice.pick("warning", "high"),
                    dice.chance(80) ? Optional.of(after) : Optional.empty(),
                    triggers(70)));
        }
        if (dice.chance(40)) {
            rungs.add(new SeverityLadder.SeverityStep("critical", Optional.of(Duration.ofHours(1)), triggers(40)));
        }
        return new SeverityLadder(rungs);
    }

    private Set<EventType> triggers(int percent) {
        return dice.chance(percent)
                ? dice.someOf(
                        1, 2, List.of(EventType.VISITOR_ADMITTED, EventType.DOOR_HELD_OPEN, EventType.DOOR_FORCED))
                : Set.of();
    }

    private Map<String, Officer> officers() {
        Map<String, Officer> officers = new HashMap<>();
        int count = dice.between(2, 6);
        for (int i = 1; i <= count; i++) {
            String badge = dice.pick("D-", "P-", "X-") + i;
            officers.put(badge, officer(badge));
        }
        return officers;
    }

    private Officer officer(String badge) {
        List<DatedName> credentials = new ArrayList<>();
        List<DatedName> affiliations = new ArrayList<>();
        for (String credential : List.of("training", "first-aid")) {
            for (int n = dice.pick(0, 1, 1, 1, 2); n > 0; n--) {
                credentials.add(new DatedName(credential, dice.dates(20)));
            }
        }
        if (dice.chance(25)) {
            affiliations.add(new DatedName("ice", dice.dates(50)));
        }
        return new Officer(
                badge,
                dice.pick("police", "police", "police", "guard"),
                dice.pick(District.OWN_AGENCY, District.OWN_AGENCY, District.OWN_AGENCY, "city", "city", "sheriff"),
                dice.chance(70) ? Set.of("sro") : dice.someOf(1, 2, List.of("sro", "patrol")),
                credentials,
                affiliations,
                dice.chance(85) ? LocalDateTimeRange.ALWAYS : dice.dates(60));
    }

    private List<Agreement> agreements() {
        List<Agreement> agreements = new ArrayList<>();
        for (String agency : List.of("city", "sheriff")) {
            for (int n = dice.pick(0, 1, 1, 1, 1, 2); n > 0; n--) {
                agreements.add(agreement(agency + "-" + n, agency));
            }
        }
        return agreements;
    }

    private Agreement agreement(String id, String agency) {
        LocalDateTime begins = dice.chance(80) ? dice.days.get(0).minusDays(100).atStartOfDay() : dice.boundary();
        LocalDateTime ends = dice.pick(
                dice.boundary(),
                begins.plusDays(dice.between(80, 125)),
                dice.days.get(0).plusDays(20).atStartOfDay(),
                begins.plusYears(1));
        LocalDateTimeRange term = dice.chance(10) || !begins.isBefore(ends)
                ? new LocalDateTimeRange(Optional.of(begins), Optional.empty())
                : new LocalDateTimeRange(Optional.of(begins), Optional.of(ends));
        List<String> approvers = dice.some(List.of("city", "board"), 0, 2);
        return new Agreement(
                id,
                agency,
                dice.chance(60) ? Set.copyOf(campuses) : dice.someOf(1, campuses.size(), campuses),
                term,
                suspensions(),
                approvers,
                decisions(approvers),
                term.until().map(this::renewals).orElse(List.of()),
                Optional.empty());
    }

    private List<LocalDateTimeRange> suspensions() {
        List<LocalDateTimeRange> suspensions = new ArrayList<>();
        for (int n = dice.pick(0, 0, 0, 1, 2); n > 0; n--) {
            LocalDateTime from = dice.boundary();
            LocalDateTime until = dice.chance(50) ? dice.boundary() : from.plusMinutes(dice.pick(10, 60, 3_000));
            suspensions.add(new LocalDateTimeRange(
                    Optional.of(from), from.isBefore(until) ? Optional.of(until) : Optional.of(from.plusHours(1))));
        }
        return suspensions;
    }

    private List<Agreement.ApprovalDecision> decisions(List<String> approvers) {
        List<Agreement.ApprovalDecision> decisions = new ArrayList<>();
        for (String approver : approvers) {
            boolean longAgo = dice.chance(65);
            LocalDateTime at = longAgo ? dice.days.get(0).minusDays(50).atTime(18, 30) : dice.boundary();
            decisions.add(new Agreement.ApprovalDecision(approver, dice.chance(92) ? "approved" : "postponed", at));
            if (dice.chance(25)) {
                String second = dice.pick("approved", "withdrawn", "under-review");
                decisions.add(new Agreement.ApprovalDecision(approver, second, dice.chance(20) ? at : dice.boundary()));
            }
        }
        return decisions;
    }

    /** In the order in which they were decided, each beyond the end before it. */
    private List<Agreement.Renewal> renewals(LocalDateTime end) {
        List<Agreement.Renewal> renewals = new ArrayList<>();
        LocalDateTime decided = dice.chance(50) ? dice.boundary() : end.minusDays(dice.between(1, 40));
        LocalDateTime until = end;
        for (int n = dice.pick(0, 0, 1, 1, 2); n > 0; n--) {
            until = until.plusDays(dice.pick(1, 2, 10, 300));
            renewals.add(new Agreement.Renewal(decided, until));
            decided = decided.plusMinutes(dice.pick(30, 600, 3_000));
        }
        return renewals;
    }

    private List<StaffingExemption> exemptions() {
        List<StaffingExemption> exemptions = new ArrayList<>();
        for (int n = dice.pick(0, 1, 1, 2); n > 0; n--) {
            exemptions.add(new StaffingExemption(
                    "E-" + n,
                    Set.of(dice.chance(85) ? "guard" : "police"),
                    dice.chance(60) ? Set.of() : dice.someOf(1, 2, campuses),
                    dice.chance(60) ? Set.of() : dice.someOf(1, 2, List.of("a", "b")),
                    dice.dates(25),
                    "board",
                    "by chance"));
        }
        return exemptions;
    }

    private Map<String, Feed> feeds() {
        List<Feed> feeds = new ArrayList<>();
        feeds.add(feed("hr", STAFFING, Set.of(District.OWN_AGENCY, "city", "sheriff")));
        if (staffingFeeds.contains("pd")) {
            Set<EventType> types = EnumSet.range(EventType.CHECKED_IN, EventType.RETURNED);
            List<String> agencies = List.of(District.OWN_AGENCY, "city", "sheriff");
            feeds.add(feed("pd", types, dice.someOf(1, 3, agencies)));
        }
        feeds.add(feed("doors", DOORS, Set.of()));
        if (deviceFeeds.contains("cameras")) {
            feeds.add(feed("cameras", CAMERA, Set.of()));
        }
        return feeds.stream().collect(toMap(Feed::source, f -> f));
    }

    /** Mostly always; else one or two periods, over midnight too, that may touch or overlap. */
    private WeeklyHours hours() {
        if (dice.chance(75)) {
            return WeeklyHours.ALWAYS;
        }
        LocalTime from = dice.moment();
        LocalTime to = dice.moment();
        List<WeeklyHours.WeeklyPeriod> periods = new ArrayList<>(List.of(period(from, to)));
        if (dice.chance(40)) {
            periods.add(period(dice.pick(to, from, dice.moment()), dice.moment()));
        }
        return new WeeklyHours(periods);
    }

    private WeeklyHours.WeeklyPeriod period(LocalTime from, LocalTime to) {
        Set<DayOfWeek> days =
                dice.chance(75) ? EnumSet.allOf(DayOfWeek.class) : dice.someOf(1, 6, List.of(DayOfWeek.values()));
        return new WeeklyHours.WeeklyPeriod(days, from, to);
    }

    private Feed feed(String source, Set<EventType> types, Set<String> agencies) {
        return new Feed(
                source,
                agencies,
                dice.chance(85) ? Set.of() : dice.someOf(1, 2, campuses),
                types,
                dice.pick(1, 2, 5, 5, 10),
                dice.chance(75) ? LocalDateTimeRange.ALWAYS : dice.dates(60),
                hours(),
                FeedKeys.NONE);
    }
}
