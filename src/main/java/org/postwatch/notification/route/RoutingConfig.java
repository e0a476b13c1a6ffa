package org.postwatch.notification.route;

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
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.policy.MandatoryDenial;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.LocalDateTimeRange;

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
public record RoutingConfig(
        String district,
        String name,
        ZoneId zone,
        List<String> severities,
        SortedMap<String, CampusDetails> campuses,
        SortedMap<String, ConductFeed> conductFeeds,
        SortedMap<String, String> agencies,
        SortedMap<String, Recipient> recipients,
        Route root,
        DisclosurePolicy policy,
        NotificationSettings settings) {
    /** A campus as notices name it. */
    public record CampusDetails(String name, ZoneId zone) {}

    /**
     * What conduct a feed may report.
     *
     * @param campuses of which it may; empty means every campus
     * @param dates when it may, in the district's zone
     * @param keys secrets that it signs with
     */
    public record ConductFeed(Set<String> campuses, LocalDateTimeRange dates, FeedKeys keys) {
        /** One that does not sign. */
        public ConductFeed(Set<String> campuses, LocalDateTimeRange dates) {
            this(campuses, dates, FeedKeys.NONE);
        }

        public ConductFeed {
            campuses = Set.copyOf(campuses);
        }
    }

    /**
     * The settings of a district for all its routes.
     *
     * @param acknowledgedFor after which an acknowledgement expires and escalation continues; absent: never
     * @param digestAt when digests are written, in the district's zone
     * @param silenceWarning how long before the end of a silence recipients are notified
     */
    public record NotificationSettings(
            Optional<Duration> acknowledgedFor, LocalTime digestAt, Duration silenceWarning) {
        public static final NotificationSettings DEFAULT =
                new NotificationSettings(Optional.empty(), LocalTime.of(16, 0), Duration.ofMinutes(10));
    }

    public RoutingConfig {
        severities = List.copyOf(severities);
        campuses = sorted(campuses);
        conductFeeds = sorted(conductFeeds);
        agencies = sorted(agencies);
        recipients = sorted(recipients);
    }

    /**
     * Everything that this routing denies: the denied classes, the agencies of these classes, and the denied domains.
     */
    public SortedSet<MandatoryDenial> mandatoryDenials() {
        SortedSet<MandatoryDenial> denials = new TreeSet<>();
        policy.deniedClasses()
                .forEach(denied -> denials.add(new MandatoryDenial(MandatoryDenial.DenialTarget.CLASS, denied)));
        policy.deniedDomains()
                .forEach(denied -> denials.add(new MandatoryDenial(MandatoryDenial.DenialTarget.DOMAIN, denied)));
        agencies.forEach((id, agencyClass) -> {
            if (policy.deniedClasses().contains(agencyClass)) {
                denials.add(new MandatoryDenial(MandatoryDenial.DenialTarget.AGENCY, id));
            }
        });
        return denials;
    }

    /** This routing with the retained denials in addition to its own. */
    public RoutingConfig withDenials(RetainedDenials retained) {
        RetainedDenials all = retained.with(mandatoryDenials());
        return withPolicy(new DisclosurePolicy(
                policy.rules(),
                all.namesOf(MandatoryDenial.DenialTarget.CLASS),
                all.namesOf(MandatoryDenial.DenialTarget.DOMAIN),
                all.namesOf(MandatoryDenial.DenialTarget.AGENCY)));
    }

    private RoutingConfig withPolicy(DisclosurePolicy other) {
        return new RoutingConfig(
                district, name, zone, severities, campuses, conductFeeds, agencies, recipients, root, other, settings);
    }

    /** How bad a severity is: its place in {@link #severities()}. */
    public int severityRank(String severity) {
        return severities.indexOf(severity);
    }

    /** The node with this path, if the tree still has it. */
    public Optional<Route> route(String path) {
        return findRoute(root, path);
    }

    private static Optional<Route> findRoute(Route node, String path) {
        return node.path().equals(path)
                ? Optional.of(node)
                : node.routes().stream()
                        .flatMap(child -> findRoute(child, path).stream())
                        .findFirst();
    }

    /** Where an alert's hours are counted: at its campus, else in the district. */
    public ZoneId zoneOf(Alert alert) {
        CampusDetails place = campuses.get(alert.labels().getOrDefault("campus", ""));
        return place == null ? zone : place.zone();
    }

    private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
