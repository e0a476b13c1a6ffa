package org.postwatch.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The routes of a server. The first one that matches wins. */
record RouteTable(List<HttpRoute> routes) {
    RouteTable {
        routes = List.copyOf(routes);
    }

    /** A route and the parameters of the path. */
    record RouteMatch(HttpRoute route, Map<String, String> parameters) {}

    /** The routes of a path as it was sent. */
    List<RouteMatch> match(String path) {
        List<RouteMatch> found = new ArrayList<>();
        for (HttpRoute route : routes) {
            route.match(path).ifPresent(parameters -> found.add(new RouteMatch(route, parameters)));
        }
        return found;
    }

    /** The route of a method among those of a path. */
    static Optional<RouteMatch> ofMethod(List<RouteMatch> matches, String method) {
        return matches.stream()
                .filter(match -> match.route().methods().contains(method))
                .findFirst();
    }

    /** The value of {@code Allow}. */
    static String allow(List<RouteMatch> matches) {
        Set<String> methods = new TreeSet<>();
        matches.forEach(match -> methods.addAll(match.route().methods()));
        return String.join(", ", methods);
    }
}
