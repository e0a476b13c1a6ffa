package org.postwatch.routing;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.plan.Dates;
import org.postwatch.plan.FeedKeys;

/**
 * A district's recipients, routes and disclosure policy, with all that they need to be applied: compiled from
 * {@code routing.yaml} and its neighbours.
 *
 * @param name of the district, for people
 * @param severities from the mildest to the worst
 * @param conductFeeds feeds that may report conduct, by their source
 * @param agencies the class of each agency; the district's own is {@link AgencyClasses#OWN_AGENCY_CLASS}
 * @param root matches everything
 */
public record Routing(
        String district,
        String name,
        ZoneId zone,
        List<String> severities,
        SortedMap<String, Place> campuses,
        SortedMap<String, ConductFeed> conductFeeds,
        SortedMap<String, String> agencies,
        SortedMap<String, Recipient> recipients,
        Route root,
        Policy policy,
        Habits habits) {
    /** A campus as notices name it. */
    public record Place(String name, ZoneId zone) {}

    /**
     * What conduct a feed may report.
     *
     * @param campuses of which it may; empty means every campus
     * @param dates when it may, in the district's zone
     * @param keys secrets that it signs with
     */
    public record ConductFeed(Set<String> campuses, Dates dates, FeedKeys keys) {
        /** One that does not sign. */
        public ConductFeed(Set<String> campuses, Dates dates) {
            this(campuses, dates, FeedKeys.NONE);
        }

        public ConductFeed {
            campuses = Set.copyOf(campuses);
        }
    }

    /**
     * What a district has settled for all its routes.
     *
     * @param acknowledgedFor after which an acknowledgement expires and escalation goes on; absent: never
     * @param digestAt when digests are written, in the district's zone
     * @param silenceWarning so long before a silence ends it is said that it will
     */
    public record Habits(Optional<Duration> acknowledgedFor, LocalTime digestAt, Duration silenceWarning) {
        public static final Habits USUAL = new Habits(Optional.empty(), LocalTime.of(16, 0), Duration.ofMinutes(10));
    }

    public Routing {
        severities = List.copyOf(severities);
        campuses = sorted(campuses);
        conductFeeds = sorted(conductFeeds);
        agencies = sorted(agencies);
        recipients = sorted(recipients);
    }

    /** Everything that this routing denies: the denied classes, the agencies of these classes, and the denied domains. */
    public SortedSet<Bar> mandatoryDenials() {
        SortedSet<Bar> denials = new TreeSet<>();
        policy.barredClasses().forEach(denied -> denials.add(new Bar(Bar.Kind.CLASS, denied)));
        policy.barredDomains().forEach(denied -> denials.add(new Bar(Bar.Kind.DOMAIN, denied)));
        agencies.forEach((id, agencyClass) -> {
            if (policy.barredClasses().contains(agencyClass)) {
                denials.add(new Bar(Bar.Kind.AGENCY, id));
            }
        });
        return denials;
    }

    /** This routing with the retained denials in addition to its own. */
    public Routing withDenials(StickyBars retained) {
        StickyBars all = retained.with(mandatoryDenials());
        return withPolicy(new Policy(
                policy.rules(),
                all.namesOf(Bar.Kind.CLASS),
                all.namesOf(Bar.Kind.DOMAIN),
                all.namesOf(Bar.Kind.AGENCY)));
    }

    private Routing withPolicy(Policy other) {
        return new Routing(
                district, name, zone, severities, campuses, conductFeeds, agencies, recipients, root, other, habits);
    }

    /** How bad a severity is: its place in {@link #severities()}. */
    public int rank(String severity) {
        return severities.indexOf(severity);
    }

    /** The node with this path, if the tree still has it. */
    public Optional<Route> route(String path) {
        return find(root, path);
    }

    private static Optional<Route> find(Route node, String path) {
        return node.path().equals(path)
                ? Optional.of(node)
                : node.routes().stream()
                        .flatMap(child -> find(child, path).stream())
                        .findFirst();
    }

    /** Where a matter's hours are counted: at its campus, else in the district. */
    public ZoneId zone(Matter matter) {
        Place place = campuses.get(matter.labels().getOrDefault("campus", ""));
        return place == null ? zone : place.zone();
    }

    private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
