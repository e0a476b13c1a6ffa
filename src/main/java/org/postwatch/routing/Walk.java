package org.postwatch.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A matter's way through the tree of routes, depth first.
 *
 * @param visits every node, in the order of the documents, and what became of the matter there
 * @param takers the nodes that handle it, in that order
 */
public record Walk(List<Visit> visits, List<Route> takers) {
    /** What became of a matter at a node. */
    public enum Outcome {
        TAKES("takes"),
        /** It matches, and one of its children takes the matter. */
        HANDS_DOWN("hands-down"),
        DIFFERS("differs"),
        /** It matches, but nothing on its path asks for what is only expected. */
        NO_FORECASTS("no-forecasts"),
        /** A node before it has taken the matter and does not go on. */
        NOT_REACHED("not-reached");

        private final String wireName;

        Outcome(String wireName) {
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
    public record Visit(Route route, int depth, Outcome outcome, String why) {}

    public Walk {
        visits = List.copyOf(visits);
        takers = List.copyOf(takers);
    }

    public static Walk of(Route root, Matter matter) {
        Walker walker = new Walker(matter);
        walker.visit(root, 0, false);
        return new Walk(walker.visits, walker.takers);
    }

    /** Who is told at once (or as the route says), each with the first route that names him, in the order of the tree. */
    public Map<String, Route> recipients() {
        Map<String, Route> recipients = new LinkedHashMap<>();
        takers.forEach(route -> route.to().forEach(recipient -> recipients.putIfAbsent(recipient, route)));
        return recipients;
    }

    private static final class Walker {
        final List<Visit> visits = new ArrayList<>();
        final List<Route> takers = new ArrayList<>();
        private final Matter matter;

        Walker(Matter matter) {
            this.matter = matter;
        }

        /** Whether the node, or one below it, takes the matter. */
        boolean visit(Route node, int depth, boolean asksForStatus) {
            int place = visits.size();
            visits.add(null);
            Optional<String> misfit = Match.misfit(node.match(), matter);
            if (misfit.isPresent()) {
                visits.set(place, new Visit(node, depth, Outcome.DIFFERS, misfit.get()));
                notReached(node.routes(), depth + 1, "the node above does not match");
                return false;
            }
            boolean asks = asksForStatus || node.match().containsKey(Match.STATUS);
            boolean below = children(node, depth + 1, asks);
            if (below) {
                visits.set(place, new Visit(node, depth, Outcome.HANDS_DOWN, ""));
                return true;
            }
            if (matter.isForecast() && !asks) {
                String why = "it is only expected, and no node on this path names the status";
                visits.set(place, new Visit(node, depth, Outcome.NO_FORECASTS, why));
                return false;
            }
            visits.set(place, new Visit(node, depth, Outcome.TAKES, ""));
            takers.add(node);
            return true;
        }

        private boolean children(Route node, int depth, boolean asks) {
            boolean taken = false;
            for (int i = 0; i < node.routes().size(); i++) {
                Route child = node.routes().get(i);
                if (visit(child, depth, asks)) {
                    taken = true;
                    if (!child.goesOn()) {
                        List<Route> rest =
                                node.routes().subList(i + 1, node.routes().size());
                        notReached(rest, depth, child.path() + " has taken it");
                        return true;
                    }
                }
            }
            return taken;
        }

        private void notReached(List<Route> nodes, int depth, String why) {
            for (Route node : nodes) {
                visits.add(new Visit(node, depth, Outcome.NOT_REACHED, why));
                notReached(node.routes(), depth + 1, why);
            }
        }
    }
}
