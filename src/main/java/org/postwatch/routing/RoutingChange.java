package org.postwatch.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What differs between two routings, in lines for people: one for each recipient, route, grant or bar. */
public final class RoutingChange {
    private final String district;
    private final List<String> lines = new ArrayList<>();

    private RoutingChange(String district) {
        this.district = district;
    }

    /** None when they are equal; each begins with the district, since it takes effect at once for all of it. */
    public static List<String> lines(Optional<Routing> inForce, Routing compiled) {
        RoutingChange change = new RoutingChange(compiled.district());
        if (inForce.isEmpty()) {
            change.line("new routing with " + count(compiled.recipients().size(), "recipient") + ", "
                    + count(routes(compiled.root()).size(), "route") + ", "
                    + count(compiled.policy().rules().size(), "grant"));
        } else if (!inForce.get().equals(compiled)) {
            change.compare(inForce.get(), compiled);
        }
        return List.copyOf(change.lines);
    }

    /** All of a tree by their paths. */
    public static SortedMap<String, Route> routes(Route root) {
        SortedMap<String, Route> routes = new TreeMap<>();
        routes.put(root.path(), root);
        root.routes().forEach(route -> routes.putAll(routes(route)));
        return routes;
    }

    private void compare(Routing before, Routing after) {
        each("recipient", before.recipients(), after.recipients());
        each("route", alone(before.root()), alone(after.root()));
        each("grant", rules(before), rules(after));
        if (orderMatters(before, after)) {
            line("grants in another order");
        }
        barred("class", before.policy().barredClasses(), after.policy().barredClasses());
        barred("domain", before.policy().barredDomains(), after.policy().barredDomains());
        each("conduct feed", before.conductFeeds(), after.conductFeeds());
        Routing.Habits now = after.habits();
        value("acknowledged-for", before.habits().acknowledgedFor(), now.acknowledgedFor());
        value("digest-at", before.habits().digestAt(), now.digestAt());
        value("silence-warning", before.habits().silenceWarning(), now.silenceWarning());
        if (lines.isEmpty()) {
            line("routing follows what changed of the district, its campuses and agencies");
        }
    }

    private static boolean orderMatters(Routing before, Routing after) {
        List<Policy.Rule> rules = after.policy().rules();
        return !before.policy().rules().equals(rules) && rules(before).equals(rules(after));
    }

    private static SortedMap<String, Policy.Rule> rules(Routing routing) {
        SortedMap<String, Policy.Rule> rules = new TreeMap<>();
        routing.policy().rules().forEach(rule -> rules.put(rule.name(), rule));
        return rules;
    }

    /** A route that changed does not change those above it. */
    private static SortedMap<String, Route> alone(Route root) {
        SortedMap<String, Route> routes = routes(root);
        routes.replaceAll((path, r) -> new Route(
                path, r.match(), r.to(), r.group(), r.quiet(), r.escalate(), r.repeat(), r.goesOn(), List.of()));
        return routes;
    }

    private <T> void each(String noun, Map<String, T> before, Map<String, T> after) {
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (String name : all) {
            T a = before.get(name);
            T b = after.get(name);
            if (a == null) {
                line(noun + " " + name + " added" + in(words(b)));
            } else if (b == null) {
                line(noun + " " + name + " removed" + in(words(a)));
            } else if (!a.equals(b)) {
                String change = words(a).equals(words(b)) ? in(words(b)) : in(words(a) + " -> " + words(b));
                line(noun + " " + name + " changed" + change);
            }
        }
    }

    private static String in(String words) {
        return words.isEmpty() ? "" : " (" + words + ")";
    }

    /** What people know it by; addresses only by their type. */
    private static String words(Object item) {
        if (item instanceof Recipient recipient) {
            return recipient.address().type() + " of " + recipient.agency();
        } else if (item instanceof Policy.Rule rule) {
            return "class " + rule.agencyClass() + ": " + names(rule.kinds()) + ": " + names(rule.fields());
        } else if (item instanceof Route route) {
            StringBuilder words = new StringBuilder();
            route.match()
                    .forEach((label, values) -> words.append(words.length() == 0 ? "" : ", ")
                            .append(label)
                            .append(' ')
                            .append(String.join("|", new TreeSet<>(values))));
            return words + (words.length() == 0 ? "" : " ") + "to "
                    + (route.to().isEmpty() ? "nobody" : String.join(", ", route.to()));
        } else if (item instanceof Set<?> campuses) {
            return campuses.isEmpty() ? "of every campus" : "of " + names(campuses);
        }
        return "";
    }

    private static String names(Set<?> names) {
        return names.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private void barred(String noun, Set<String> before, Set<String> after) {
        Set<String> all = new TreeSet<>(before);
        all.addAll(after);
        for (String name : all) {
            if (before.contains(name) != after.contains(name)) {
                line(noun + " " + name + (after.contains(name) ? " barred" : " no longer barred"));
            }
        }
    }

    private void value(String name, Object before, Object after) {
        if (!before.equals(after)) {
            line(name + " " + text(before) + " -> " + text(after));
        }
    }

    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(RoutingChange::text).orElse("never");
        }
        return value instanceof Duration duration
                ? duration.toString().substring(2).toLowerCase(Locale.ROOT)
                : value.toString();
    }

    private static String count(int number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    private void line(String what) {
        lines.add(district + ": " + what);
    }
}
