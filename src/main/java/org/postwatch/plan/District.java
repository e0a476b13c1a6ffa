package org.postwatch.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What holds for a whole district: roster, agencies, agreements, exceptions, feeds, all dated in themselves, in the
 * district's zone.
 *
 * @param first the plan's first day: from then on a feed that never spoke is silent
 * @param severities from the mildest to the worst; the last one is what a weapon is
 * @param barred affiliations that keep an officer from counting
 */
public record District(
        String id,
        String name,
        ZoneId zone,
        LocalDate first,
        List<String> severities,
        Settings settings,
        Map<String, Agency> agencies,
        Map<String, Officer> officers,
        List<Agreement> agreements,
        List<Exemption> exemptions,
        Map<String, Feed> feeds,
        List<Dated> barred) {
    /** The id under which a district employs officers itself; they need no agreement. */
    public static final String OWN_AGENCY = "district";

    /** Ids of districts that begin so are Postwatch's own: canaries come from there, and no board shows them. */
    public static final String CANARY = "canary-";

    public District {
        severities = List.copyOf(severities);
        agencies = Map.copyOf(agencies);
        officers = Map.copyOf(officers);
        agreements = List.copyOf(agreements);
        exemptions = List.copyOf(exemptions);
        feeds = Map.copyOf(feeds);
        barred = List.copyOf(barred);
    }

    /** How bad a severity is: its place in {@link #severities()}. */
    public int rank(String severity) {
        return severities.indexOf(severity);
    }

    /** From when on a feed is expected to speak: its own start or the plan's first day, whichever is later. */
    public Instant expectedFrom(Feed feed) {
        Instant plan = first.atStartOfDay(zone).toInstant();
        Instant own = feed.dates().start(zone);
        return own.isAfter(plan) ? own : plan;
    }
}
