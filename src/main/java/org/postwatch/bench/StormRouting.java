package org.postwatch.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.routing.Address;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.routing.Policy;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Route.Grouping;
import org.postwatch.routing.Routing;

/** Who is told in a storm: two recipients in groups, as a district would have it, and one of every matter by itself. */
final class StormRouting {
    static final List<String> GROUPED = List.of("administration", "operations");
    static final String UNGROUPED = "board";
    private static final List<String> SEVERITIES = List.of("info", "warning", "high", "critical");
    private static final Grouping BY_FEED =
            new Grouping(List.of("feed"), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private StormRouting() {}

    static Routing of(Nation nation, int district) {
        SortedMap<String, Routing.Place> places = new TreeMap<>();
        nation.campusesOf(district)
                .forEach(campus ->
                        places.put(Nation.campus(campus), new Routing.Place("Campus " + campus, SyntheticPlans.ZONE)));
        SortedMap<String, Recipient> recipients = new TreeMap<>();
        GROUPED.forEach(id -> recipients.put(id, recipient(id)));
        recipients.put(UNGROUPED, recipient(UNGROUPED));
        Route byItself = node("routes[0]", List.of(UNGROUPED), Optional.empty(), true, List.of());
        Route grouped = node("routes[1]", GROUPED, Optional.of(BY_FEED), false, List.of());
        return new Routing(
                Nation.district(district),
                "District " + district,
                SyntheticPlans.ZONE,
                SEVERITIES,
                places,
                new TreeMap<>(),
                new TreeMap<>(Map.of("district", AgencyClasses.OWN_AGENCY_CLASS)),
                recipients,
                node("routes", List.of(), Optional.empty(), false, List.of(byItself, grouped)),
                new Policy(
                        List.of(new Policy.Rule(
                                "own", AgencyClasses.OWN_AGENCY_CLASS, Set.of(Policy.ALL), Set.of(Policy.ALL))),
                        Set.of(),
                        Set.of()),
                Routing.Habits.USUAL);
    }

    private static Recipient recipient(String id) {
        return new Recipient(
                id, "district", AgencyClasses.OWN_AGENCY_CLASS, new Address.Kafka(), false, Recipient.GIVE_UP_USUAL);
    }

    private static Route node(
            String path, List<String> to, Optional<Grouping> group, boolean goesOn, List<Route> routes) {
        return new Route(
                path, new TreeMap<>(), to, group, Optional.empty(), List.of(), Optional.empty(), goesOn, routes);
    }
}
