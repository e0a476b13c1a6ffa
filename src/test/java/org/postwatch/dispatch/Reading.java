package org.postwatch.dispatch;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.postwatch.routing.Policy;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;

/** Policies and routes read a second time, word by word, as the design has them; shares nothing with what it checks. */
final class Reading {
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

    private Reading() {}

    /** The fields that a class may have of a kind; absent when it may not know of it at all. */
    static Optional<Set<String>> fields(Policy policy, String agencyClass, String kind, boolean emergency) {
        boolean school = agencyClass.equals("school");
        if (policy.barredClasses().contains(agencyClass) || (kind.equals("conduct") && !emergency && !school)) {
            return Optional.empty();
        }
        Set<String> fields = new TreeSet<>();
        boolean named = false;
        for (Policy.Rule rule : policy.rules()) {
            boolean says = rule.kinds().contains("all")
                    || (!emergency && rule.kinds().contains(kind))
                    || (kind.equals("many-reports") && rule.kinds().contains("weapon-seen"))
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
    static Set<String> named(Routing routing, Map<String, String> labels) {
        Set<String> named = new LinkedHashSet<>();
        takes(routing.root(), labels, named);
        return named;
    }

    private static boolean takes(Route node, Map<String, String> labels, Set<String> named) {
        for (var wanted : node.match().entrySet()) {
            boolean many = wanted.getKey().equals("kind")
                    && "many-reports".equals(labels.get("kind"))
                    && wanted.getValue().contains("weapon-seen");
            if (!many && !wanted.getValue().contains(labels.getOrDefault(wanted.getKey(), "?"))) {
                return false;
            }
        }
        boolean below = false;
        for (Route child : node.routes()) {
            boolean taken = takes(child, labels, named);
            below |= taken;
            if (taken && !child.goesOn()) {
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
        return Stream.concat(Stream.of(node), node.routes().stream().flatMap(Reading::routes));
    }
}
