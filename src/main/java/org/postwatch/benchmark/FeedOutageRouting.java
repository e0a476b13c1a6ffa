package org.postwatch.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.delivery.kafka.KafkaAddress;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.Route.Grouping;
import org.postwatch.notification.route.RoutingConfig;

/**
 * The routing of the outage: two recipients with grouped notices, as in a typical district, and one with a notice per
 * alert.
 */
final class FeedOutageRouting {
    static final List<String> GROUPED = List.of("administration", "operations");
    static final String UNGROUPED = "board";
    private static final List<String> SEVERITIES = List.of("info", "warning", "high", "critical");
    private static final Grouping BY_FEED =
            new Grouping(List.of("feed"), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private FeedOutageRouting() {}

    static RoutingConfig of(DistrictSizes nation, int district) {
        SortedMap<String, RoutingConfig.CampusDetails> places = new TreeMap<>();
        nation.campusesOf(district)
                .forEach(campus -> places.put(
                        DistrictSizes.campusId(campus),
                        new RoutingConfig.CampusDetails("Campus " + campus, SyntheticPlans.ZONE)));
        SortedMap<String, Recipient> recipients = new TreeMap<>();
        GROUPED.forEach(id -> recipients.put(id, recipient(id)));
        recipients.put(UNGROUPED, recipient(UNGROUPED));
        Route byItself = route("routes[0]", List.of(UNGROUPED), Optional.empty(), true, List.of());
        Route grouped = route("routes[1]", GROUPED, Optional.of(BY_FEED), false, List.of());
        return new RoutingConfig(
                DistrictSizes.districtId(district),
                "District " + district,
                SyntheticPlans.ZONE,
                SEVERITIES,
                places,
                new TreeMap<>(),
                new TreeMap<>(Map.of("district", AgencyClasses.OWN_AGENCY_CLASS)),
                recipients,
                route("routes", List.of(), Optional.empty(), false, List.of(byItself, grouped)),
                new DisclosurePolicy(
                        List.of(new DisclosurePolicy.DisclosureRule(
                                "own",
                                AgencyClasses.OWN_AGENCY_CLASS,
                                Set.of(DisclosurePolicy.ALL),
                                Set.of(DisclosurePolicy.ALL))),
                        Set.of(),
                        Set.of()),
                RoutingConfig.NotificationSettings.DEFAULT);
    }

    private static Recipient recipient(String id) {
        return new Recipient(
                id,
                "district",
                AgencyClasses.OWN_AGENCY_CLASS,
                new KafkaAddress(),
                false,
                Recipient.DEFAULT_GIVE_UP_AFTER);
    }

    private static Route route(
            String path, List<String> to, Optional<Grouping> group, boolean continueMatching, List<Route> routes) {
        return new Route(
                path,
                new TreeMap<>(),
                to,
                group,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                continueMatching,
                routes);
    }
}
