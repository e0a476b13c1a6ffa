package org.postwatch.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What holds for a whole district: roster, agencies, agreements, exceptions, feeds, all dated in themselves, in the
 * district's zone.
 *
 * @param firstDay the plan's first day: from then on a feed that never spoke is silent
 * @param severities from the mildest to the worst; the last one is what a weapon is
 * @param monitoredFrom when it was first applied: before it no post is required, and feeds get their limit to send;
 *     {@link Instant#MIN} when that bears on no day (replays)
 * @param disqualifying affiliations that keep an officer from counting
 */
public record District(
        String id,
        String name,
        ZoneId zone,
        LocalDate firstDay,
        List<String> severities,
        DistrictSettings settings,
        Map<String, Agency> agencies,
        Map<String, Officer> officers,
        List<Agreement> agreements,
        List<StaffingExemption> exemptions,
        Map<String, Feed> feeds,
        List<DatedName> disqualifyingAffiliations,
        Instant monitoredFrom) {
    /** The id under which a district employs officers itself; they need no agreement. */
    public static final String OWN_AGENCY = "district";

    /** Ids of districts that begin so are Postwatch's own: canaries come from there, and no board shows them. */
    public static final String CANARY_PREFIX = "canary-";

    /** Hours come again within a week, and a clock may be changed in it. */
    private static final Duration LOOKAHEAD = Duration.ofDays(9);

    public District {
        severities = List.copyOf(severities);
        agencies = Map.copyOf(agencies);
        officers = Map.copyOf(officers);
        agreements = List.copyOf(agreements);
        exemptions = List.copyOf(exemptions);
        feeds = Map.copyOf(feeds);
        disqualifyingAffiliations = List.copyOf(disqualifyingAffiliations);
    }

    /** How bad a severity is: its place in {@link #severities()}. */
    public int severityRank(String severity) {
        return severities.indexOf(severity);
    }

    /** The same, applied first at an instant. */
    public District withMonitoredFrom(Instant instant) {
        return new District(
                id,
                name,
                zone,
                firstDay,
                severities,
                settings,
                agencies,
                officers,
                agreements,
                exemptions,
                feeds,
                disqualifyingAffiliations,
                instant);
    }

    /**
     * Before it no feed is silent: the start of its own dates, of the plan's first day, or its limit after the district
     * is watched, whichever is latest.
     */
    public Instant expectedFrom(Feed feed) {
        Instant plan = firstDay.atStartOfDay(zone).toInstant();
        Instant own = feed.dates().start(zone);
        return later(later(own, plan), monitoredFrom.plus(silenceLimit(feed)));
    }

    /**
     * The spans in which a feed may be silent: its dates, less the time outside its hours and its limit after each start
     * of them.
     *
     * @param from spans that end before it may be left out
     * @param clock spans that start more than a week after it may be left out
     * @return in order; with an end of {@link Instant#MAX} when it is open
     */
    public List<TimeSpan> expectedSpans(Feed feed, Instant from, Instant clock) {
        Instant start = expectedFrom(feed);
        Instant end = feed.dates().end(zone);
        if (!start.isBefore(end)) {
            return List.of();
        }
        if (feed.hours().isAlways()) {
            return List.of(new TimeSpan(start, end));
        }
        Instant begin = later(from, start);
        List<TimeSpan> expected = new ArrayList<>();
        for (TimeSpan hours : feed.hours()
                .spansOverlapping(begin.minusMillis(1), later(clock, begin).plus(LOOKAHEAD), zone)) {
            Instant silent = later(hours.from().plus(silenceLimit(feed)), start);
            Instant over = hours.to().isBefore(end) ? hours.to() : end;
            if (silent.isBefore(over)) {
                expected.add(new TimeSpan(silent, over));
            }
        }
        return expected;
    }

    private static Duration silenceLimit(Feed feed) {
        return Duration.ofMinutes(feed.limitMinutes());
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
