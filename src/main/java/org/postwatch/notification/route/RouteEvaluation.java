package org.postwatch.notification.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.notification.model.Alert;
import org.postwatch.text.WireName;

/**
 * The evaluation of the route tree for an alert, depth first.
 *
 * @param visits every node with its outcome, in the order of the documents
 * @param matchedRoutes the nodes that handle the alert, in that order
 */
public record RouteEvaluation(List<RouteVisit> visits, List<Route> matchedRoutes) {
    /** The outcome of a node. */
    public enum RouteOutcome implements WireName {
        MATCHED,
        /** It matches, and one of its children handles the alert. */
        MATCHED_BY_CHILD,
        NOT_MATCHED,
        /** It matches a forecast, but no node on its path matches on {@code status}. */
        FORECAST_NOT_REQUESTED,
        /** A node before it handles the alert and does not continue, or its parent does not match. */
        NOT_REACHED
    }

    /**
     * @param depth of the node: 0 for the root
     * @param miss why it does not handle the alert; empty for the outcomes that say it
     */
    public record RouteVisit(Route route, int depth, RouteOutcome outcome, Optional<RouteMiss> miss) {
        /** The text of the miss; empty without one. */
        public String reason() {
            return miss.map(RouteMiss::text).orElse("");
        }
    }

    public RouteEvaluation {
        visits = List.copyOf(visits);
        matchedRoutes = List.copyOf(matchedRoutes);
    }

    public static RouteEvaluation evaluate(Route root, Alert alert) {
        RouteWalker walker = new RouteWalker(alert);
        walker.visit(root, 0, false);
        return new RouteEvaluation(walker.visits, walker.matchedRoutes);
    }

    /** The recipients to notify first, each with the first route that names it, in the order of the tree. */
    public Map<String, Route> routesByRecipient() {
        Map<String, Route> recipients = new LinkedHashMap<>();
        matchedRoutes.forEach(route -> route.to().forEach(recipient -> recipients.putIfAbsent(recipient, route)));
        return recipients;
    }

    private static final class RouteWalker {
        final List<RouteVisit> visits = new ArrayList<>();
        final List<Route> matchedRoutes = new ArrayList<>();
        private final Alert alert;

        RouteWalker(Alert alert) {
            this.alert = alert;
        }

        /** Whether the node, or one below it, handles the alert. */
        boolean visit(Route node, int depth, boolean asksForStatus) {
            int place = visits.size();
            visits.add(null);
            Optional<RouteMiss> mismatch = LabelMatcher.findMismatch(node.match(), alert);
            if (mismatch.isPresent()) {
                visits.set(place, new RouteVisit(node, depth, RouteOutcome.NOT_MATCHED, mismatch));
                addNotReached(node.routes(), depth + 1, new RouteMiss.ParentNotMatched());
                return false;
            }
            boolean asks = asksForStatus || node.match().containsKey(LabelMatcher.STATUS);
            boolean matchedBelow = visitChildren(node, depth + 1, asks);
            if (matchedBelow) {
                visits.set(place, new RouteVisit(node, depth, RouteOutcome.MATCHED_BY_CHILD, Optional.empty()));
                return true;
            }
            if (alert.isForecast() && !asks) {
                Optional<RouteMiss> miss = Optional.of(new RouteMiss.ForecastNotRequested());
                visits.set(place, new RouteVisit(node, depth, RouteOutcome.FORECAST_NOT_REQUESTED, miss));
                return false;
            }
            visits.set(place, new RouteVisit(node, depth, RouteOutcome.MATCHED, Optional.empty()));
            matchedRoutes.add(node);
            return true;
        }

        private boolean visitChildren(Route node, int depth, boolean asks) {
            boolean matched = false;
            for (int i = 0; i < node.routes().size(); i++) {
                Route child = node.routes().get(i);
                if (visit(child, depth, asks)) {
                    matched = true;
                    if (!child.continueMatching()) {
                        List<Route> rest =
                                node.routes().subList(i + 1, node.routes().size());
                        addNotReached(rest, depth, new RouteMiss.AlreadyHandled(child.path()));
                        return true;
                    }
                }
            }
            return matched;
        }

        private void addNotReached(List<Route> nodes, int depth, RouteMiss miss) {
            for (Route node : nodes) {
                visits.add(new RouteVisit(node, depth, RouteOutcome.NOT_REACHED, Optional.of(miss)));
                addNotReached(node.routes(), depth + 1, miss);
            }
        }
    }
}
