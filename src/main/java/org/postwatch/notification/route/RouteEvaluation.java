package org.postwatch.notification.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.notification.model.Alert;

/**
 * A matter's way through the tree of routes, depth first.
 *
 * @param visits every node, in the order of the documents, and what became of the matter there
 * @param takers the nodes that handle it, in that order
 */
public record RouteEvaluation(List<RouteVisit> visits, List<Route> matchedRoutes) {
    /** What became of a matter at a node. */
    public enum RouteOutcome {
        MATCHED("takes"),
        /** It matches, and one of its children takes the matter. */
        MATCHED_BY_CHILD("hands-down"),
        NOT_MATCHED("differs"),
        /** It matches, but nothing on its path asks for what is only expected. */
        FORECAST_NOT_REQUESTED("no-forecasts"),
        /** A node before it has taken the matter and does not go on. */
        NOT_REACHED("not-reached");

        private final String wireName;

        RouteOutcome(String wireName) {
            this.wireName = wireName;
        }

        /** As {@code hands-down}. */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * @param depth of the node: 0 for the root
     * @param why in words; empty where the outcome says it all
     */
    public record RouteVisit(Route route, int depth, RouteOutcome outcome, String reason) {}

    public RouteEvaluation {
        visits = List.copyOf(visits);
        matchedRoutes = List.copyOf(matchedRoutes);
    }

    public static RouteEvaluation evaluate(Route root, Alert matter) {
        RouteWalker walker = new RouteWalker(matter);
        walker.visit(root, 0, false);
        return new RouteEvaluation(walker.visits, walker.matchedRoutes);
    }

    /** Who is told at once (or as the route says), each with the first route that names him, in the order of the tree. */
    public Map<String, Route> routesByRecipient() {
        Map<String, Route> recipients = new LinkedHashMap<>();
        matchedRoutes.forEach(route -> route.to().forEach(recipient -> recipients.putIfAbsent(recipient, route)));
        return recipients;
    }

    private static final class RouteWalker {
        final List<RouteVisit> visits = new ArrayList<>();
        final List<Route> matchedRoutes = new ArrayList<>();
        private final Alert alert;

        RouteWalker(Alert matter) {
            this.alert = matter;
        }

        /** Whether the node, or one below it, takes the matter. */
        boolean visit(Route node, int depth, boolean asksForStatus) {
            int place = visits.size();
            visits.add(null);
            Optional<String> misfit = LabelMatcher.findMismatch(node.match(), alert);
            if (misfit.isPresent()) {
                visits.set(place, new RouteVisit(node, depth, RouteOutcome.NOT_MATCHED, misfit.get()));
                addNotReached(node.routes(), depth + 1, "the node above does not match");
                return false;
            }
            boolean asks = asksForStatus || node.match().containsKey(LabelMatcher.STATUS);
            boolean below = visitChildren(node, depth + 1, asks);
            if (below) {
                visits.set(place, new RouteVisit(node, depth, RouteOutcome.MATCHED_BY_CHILD, ""));
                return true;
            }
            if (alert.isForecast() && !asks) {
                String why = "it is only expected, and no node on this path names the status";
                visits.set(place, new RouteVisit(node, depth, RouteOutcome.FORECAST_NOT_REQUESTED, why));
                return false;
            }
            visits.set(place, new RouteVisit(node, depth, RouteOutcome.MATCHED, ""));
            matchedRoutes.add(node);
            return true;
        }

        private boolean visitChildren(Route node, int depth, boolean asks) {
            boolean taken = false;
            for (int i = 0; i < node.routes().size(); i++) {
                Route child = node.routes().get(i);
                if (visit(child, depth, asks)) {
                    taken = true;
                    if (!child.continueMatching()) {
                        List<Route> rest =
                                node.routes().subList(i + 1, node.routes().size());
                        addNotReached(rest, depth, child.path() + " has taken it");
                        return true;
                    }
                }
            }
            return taken;
        }

        private void addNotReached(List<Route> nodes, int depth, String why) {
            for (Route node : nodes) {
                visits.add(new RouteVisit(node, depth, RouteOutcome.NOT_REACHED, why));
                addNotReached(node.routes(), depth + 1, why);
            }
        }
    }
}
