package org.postwatch.notification.engine;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;

/** Policies and routes read a second time, word by word, as the design has them; shares nothing with what it checks. */
final class RoutingOracle {
    private static final Set<String> EVERY_FIELD = Set.of(
            "kind",
            "severity",
            "campus",
            "campus-name",
            "district",
            "incident",
            "post",
            "window",
            "date",
            "entrance",
            "location",
            "shift",
            "badge",
            "feed",
            "agreement",
            "what",
            "since",
            "opened",
            "closed",
            "closed-by",
            "reasons",
            "acknowledged",
            "acknowledged-by",
            "notes",
            "detail");

    private RoutingOracle() {}

    /** What a {@code many-reports} of the random districts lists: the last part of its id. */
    private static String reported(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    /** The fields that a class may have of something by its id; absent when it may not know of it at all. */
    static Optional<Set<String>> grantedFields(
            DisclosurePolicy policy, String agencyClass, String id, boolean emergency) {
        String kind = id.substring(0, id.indexOf('/'));
        boolean school = agencyClass.equals("school");
        if (policy.deniedClasses().contains(agencyClass) || (kind.equals("conduct") && !emergency && !school)) {
            return Optional.empty();
        }
        Set<String> fields = new TreeSet<>();
        boolean named = false;
        for (DisclosurePolicy.DisclosureRule rule : policy.rules()) {
            boolean says = rule.kinds().contains("all")
                    || (!emergency && rule.kinds().contains(kind))
                    || (kind.equals("many-reports") && rule.kinds().contains(reported(id)))
                    || (emergency && rule.kinds().contains("weapon-seen"))
                    || (emergency && school && rule.kinds().contains("conduct"));
            if (rule.agencyClass().equals(agencyClass) && says) {
                named = true;
                fields.addAll(
                        rule.fields().isEmpty()
                                ? Set.of("severity", "campus")
                                : rule.fields().contains("all") ? EVERY_FIELD : rule.fields());
            }
        }
        return named ? Optional.of(fields) : Optional.empty();
    }

    /** Whom the tree names for something that is open. */
    static Set<String> recipientsFor(RoutingConfig routing, Map<String, String> labels) {
        Set<String> named = new LinkedHashSet<>();
        collectMatching(routing.root(), labels, named);
        return named;
    }

    private static boolean collectMatching(Route node, Map<String, String> labels, Set<String> named) {
        for (var wanted : node.match().entrySet()) {
            boolean many = wanted.getKey().equals("kind")
                    && "many-reports".equals(labels.get("kind"))
                    && wanted.getValue().contains(labels.get("reported"));
            if (!many && !wanted.getValue().contains(labels.getOrDefault(wanted.getKey(), "?"))) {
                return false;
            }
        }
        boolean below = false;
        for (Route child : node.routes()) {
            boolean taken = collectMatching(child, labels, named);
            below |= taken;
            if (taken && !child.continueMatching()) {
                break;
            }
        }
        if (!below) {
            named.addAll(node.to());
        }
        return true;
    }

    /** A route and all below it. */
    static Stream<Route> routes(Route node) {
        return Stream.concat(Stream.of(node), node.routes().stream().flatMap(RoutingOracle::routes));
    }
}
