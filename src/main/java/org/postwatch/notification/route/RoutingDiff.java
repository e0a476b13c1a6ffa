package org.postwatch.notification.route;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.text.Plural;

/** What differs between two routings, in lines for people: one for each recipient, route, grant or denial. */
public final class RoutingDiff {
    private final String district;
    private final List<String> lines = new ArrayList<>();

    private RoutingDiff(String district) {
        this.district = district;
    }

    /** None when they are equal; each begins with the district, since it takes effect at once for all of it. */
    public static List<String> describe(Optional<RoutingConfig> inForce, RoutingConfig compiled) {
        RoutingDiff change = new RoutingDiff(compiled.district());
        if (inForce.isEmpty()) {
            change.addLine(
                    "new routing with " + Plural.format(compiled.recipients().size(), "recipient") + ", "
                            + Plural.format(routesByPath(compiled.root()).size(), "route") + ", "
                            + Plural.format(compiled.policy().rules().size(), "grant"));
        } else if (!inForce.get().equals(compiled)) {
            change.compare(inForce.get(), compiled);
        }
        return List.copyOf(change.lines);
    }

    /** All of a tree by their paths. */
    public static SortedMap<String, Route> routesByPath(Route root) {
        SortedMap<String, Route> routes = new TreeMap<>();
        routes.put(root.path(), root);
        root.routes().forEach(route -> routes.putAll(routesByPath(route)));
        return routes;
    }

    private void compare(RoutingConfig before, RoutingConfig after) {
        compareEntries("recipient", before.recipients(), after.recipients(), RoutingDiff::describe);
        compareEntries(
                "route",
                routesWithoutChildren(before.root()),
                routesWithoutChildren(after.root()),
                RoutingDiff::describe);
        compareEntries("grant", rulesByName(before), rulesByName(after), RoutingDiff::describe);
        if (isOnlyReordered(before, after)) {
            addLine("grants in another order");
        }
        compareDenied("class", before.policy().deniedClasses(), after.policy().deniedClasses());
        compareDenied("domain", before.policy().deniedDomains(), after.policy().deniedDomains());
        compareEntries("conduct feed", before.conductFeeds(), after.conductFeeds(), RoutingDiff::describe);
        RoutingConfig.NotificationSettings now = after.settings();
        compareValue(
                "acknowledged-for",
                before.settings().acknowledgedFor(),
                now.acknowledgedFor(),
                period -> period.map(RoutingDiff::format).orElse("never"));
        compareValue("digest-at", before.settings().digestAt(), now.digestAt(), LocalTime::toString);
        compareValue("silence-warning", before.settings().silenceWarning(), now.silenceWarning(), RoutingDiff::format);
        if (lines.isEmpty()) {
            addLine("routing follows what changed of the district, its campuses and agencies");
        }
    }

    private static boolean isOnlyReordered(RoutingConfig before, RoutingConfig after) {
        List<DisclosurePolicy.DisclosureRule> rules = after.policy().rules();
        return !before.policy().rules().equals(rules) && rulesByName(before).equals(rulesByName(after));
    }

    private static SortedMap<String, DisclosurePolicy.DisclosureRule> rulesByName(RoutingConfig routing) {
        SortedMap<String, DisclosurePolicy.DisclosureRule> rules = new TreeMap<>();
        routing.policy().rules().forEach(rule -> rules.put(rule.name(), rule));
        return rules;
    }

    /** A route that changed does not change those above it. */
    private static SortedMap<String, Route> routesWithoutChildren(Route root) {
        SortedMap<String, Route> routes = routesByPath(root);
        routes.replaceAll((path, r) -> new Route(
                path,
                r.match(),
                r.to(),
                r.group(),
                r.quietHours(),
                r.escalate(),
                r.repeat(),
                r.continueMatching(),
                List.of()));
        return routes;
    }

    /** @param describe what people know an entry by */
    private <T> void compareEntries(
            String noun, Map<String, T> before, Map<String, T> after, Function<T, String> describe) {
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (String name : all) {
            T a = before.get(name);
            T b = after.get(name);
            if (a == null) {
                addLine(noun + " " + name + " added" + parenthesized(describe.apply(b)));
            } else if (b == null) {
                addLine(noun + " " + name + " removed" + parenthesized(describe.apply(a)));
            } else if (!a.equals(b)) {
                String change = describe.apply(a).equals(describe.apply(b))
                        ? parenthesized(describe.apply(b))
                        : parenthesized(describe.apply(a) + " -> " + describe.apply(b));
                addLine(noun + " " + name + " changed" + change);
            }
        }
    }

    private static String parenthesized(String words) {
        return words.isEmpty() ? "" : " (" + words + ")";
    }

    /** The address only by its type. */
    private static String describe(Recipient recipient) {
        return recipient.address().type() + " of " + recipient.agency();
    }

    private static String describe(DisclosurePolicy.DisclosureRule rule) {
        return "class " + rule.agencyClass() + ": " + joinNames(rule.kinds()) + ": " + joinNames(rule.fields());
    }

    private static String describe(Route route) {
        StringBuilder words = new StringBuilder();
        route.match()
                .forEach((label, values) -> words.append(words.length() == 0 ? "" : ", ")
                        .append(label)
                        .append(' ')
                        .append(String.join("|", new TreeSet<>(values))));
        return words + (words.length() == 0 ? "" : " ") + "to "
                + (route.to().isEmpty() ? "nobody" : String.join(", ", route.to()));
    }

    private static String describe(RoutingConfig.ConductFeed feed) {
        return feed.campuses().isEmpty() ? "of every campus" : "of " + joinNames(feed.campuses());
    }

    private static String joinNames(Set<?> names) {
        return names.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private void compareDenied(String noun, Set<String> before, Set<String> after) {
        Set<String> all = new TreeSet<>(before);
        all.addAll(after);
        for (String name : all) {
            if (before.contains(name) != after.contains(name)) {
                addLine(noun + " " + name + (after.contains(name) ? " denied" : " no longer denied"));
            }
        }
    }

    private <T> void compareValue(String name, T before, T after, Function<T, String> format) {
        if (!before.equals(after)) {
            addLine(name + " " + format.apply(before) + " -> " + format.apply(after));
        }
    }

    private static String format(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private void addLine(String what) {
        lines.add(district + ": " + what);
    }
}
