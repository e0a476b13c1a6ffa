package org.postwatch.dispatch;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.plan.Dates;
import org.postwatch.routing.Address;
import org.postwatch.routing.Field;
import org.postwatch.routing.Policy;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Setting;
import org.postwatch.routing.Sketch;

/** Routes, policies and recipients as nobody in his right mind would write them, but could. */
final class RandomRouting {
    static final List<String> CLASSES = List.of("school", "municipal-police", "sheriff", "federal-immigration");
    static final List<String> CAMPUSES = List.of("A", "B", "C");
    private static final List<String> NAMES = List.of("r0", "r1", "r2", "r3", "r4", "r5");
    private static final List<String> KINDS = List.of(
            "coverage",
            "no-show",
            "feed-silent",
            "weapon-seen",
            "many-reports",
            "conduct",
            "delivery-failed",
            "digest");

    private static final Routing.ConductFeed ANYWHERE = new Routing.ConductFeed(Set.of(), Dates.ALWAYS);

    private final SplittableRandom dice;

    RandomRouting(SplittableRandom dice) {
        this.dice = dice;
    }

    Routing next() {
        SortedMap<String, Recipient> recipients = new TreeMap<>();
        for (String name : NAMES) {
            if (dice.nextInt(6) > 0) {
                recipients.put(name, recipient(name));
            }
        }
        if (recipients.isEmpty()) {
            recipients.put("r0", recipient("r0"));
        }
        SortedMap<String, Routing.Place> places = new TreeMap<>();
        CAMPUSES.forEach(campus -> places.put(campus, new Routing.Place("School " + campus, Sketch.ZONE)));
        return new Routing(
                Sketch.DISTRICT,
                "Mesa",
                Sketch.ZONE,
                Sketch.SEVERITIES,
                places,
                new TreeMap<>(Map.of("cameras", ANYWHERE, "wild", ANYWHERE)),
                new TreeMap<>(),
                recipients,
                route("routes", 0, List.copyOf(recipients.keySet())),
                policy(),
                new Routing.Habits(
                        maybe(Duration.ofMinutes(20)), LocalTime.of(dice.nextInt(24), 0), Duration.ofMinutes(10)));
    }

    private Recipient recipient(String name) {
        String agencyClass = pick(CLASSES);
        Address address = dice.nextInt(3) == 0
                ? new Address.PagerDuty(new Setting("secret:url"), new Setting("secret:key"))
                : new Address.Log();
        return new Recipient(
                name, agencyClass + "-1", agencyClass, address, dice.nextInt(3) == 0, Recipient.GIVE_UP_USUAL);
    }

    private Policy policy() {
        List<Policy.Rule> rules = new ArrayList<>();
        for (int i = 0; i < dice.nextInt(7); i++) {
            Set<String> kinds = dice.nextInt(4) == 0 ? Set.of(Policy.ALL) : some(KINDS, 3);
            Set<String> fields = dice.nextInt(4) == 0
                    ? Set.of(Policy.ALL)
                    : dice.nextInt(4) == 0 ? Set.of() : some(Field.names(), 5);
            rules.add(new Policy.Rule("rule-" + i, pick(CLASSES), kinds, fields));
        }
        if (dice.nextBoolean()) {
            rules.add(new Policy.Rule("own", "school", Set.of(Policy.ALL), Set.of(Policy.ALL)));
        }
        Set<String> barred = new TreeSet<>();
        CLASSES.stream().filter(c -> dice.nextInt(15) == 0).forEach(barred::add);
        return new Policy(rules, barred, Set.of());
    }

    private Route route(String path, int depth, List<String> recipients) {
        List<Route> below = new ArrayList<>();
        int children = depth > 2 ? 0 : dice.nextInt(4 - depth);
        for (int i = 0; i < children; i++) {
            below.add(route(path + "[" + i + "]", depth + 1, recipients));
        }
        List<Route.Step> steps = new ArrayList<>();
        for (int i = 0; i < Math.max(0, dice.nextInt(5) - 2); i++) {
            steps.add(new Route.Step(Duration.ofMinutes(1 + dice.nextInt(20)), List.copyOf(some(recipients, 2))));
        }
        return new Route(
                path,
                depth == 0 ? new TreeMap<>() : match(),
                dice.nextInt(8) == 0 ? List.of() : List.copyOf(some(recipients, 3)),
                dice.nextInt(3) > 0 ? Optional.empty() : Optional.of(grouping()),
                dice.nextInt(3) > 0
                        ? Optional.empty()
                        : Optional.of(new Route.Quiet(
                                LocalTime.of(dice.nextInt(24), 0),
                                LocalTime.of(dice.nextInt(24), 0),
                                pick(Sketch.SEVERITIES))),
                steps,
                dice.nextInt(3) > 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(10 + dice.nextInt(60))),
                dice.nextBoolean(),
                below);
    }

    private Route.Grouping grouping() {
        List<String> by = pick(List.of(List.of(), List.of("campus"), List.of("kind", "feed"), List.of("severity")));
        return new Route.Grouping(by, Duration.ofSeconds(dice.nextInt(90)), Duration.ofMinutes(1 + dice.nextInt(10)));
    }

    private SortedMap<String, Set<String>> match() {
        SortedMap<String, Set<String>> match = new TreeMap<>();
        switch (dice.nextInt(6)) {
            case 0 -> match.put("kind", some(KINDS, 3));
            case 1 -> match.put("severity", some(Sketch.SEVERITIES, 3));
            case 2 -> match.put("campus", some(CAMPUSES, 2));
            case 3 -> match.put("status", some(List.of("expected", "open"), 2));
            case 4 -> {
                match.put("kind", some(KINDS, 4));
                match.put("severity", some(Sketch.SEVERITIES, 3));
            }
            default -> {
                // matches everything
            }
        }
        return match;
    }

    private Set<String> some(List<String> all, int max) {
        Set<String> some = new TreeSet<>();
        for (int i = 0; i <= dice.nextInt(max); i++) {
            some.add(pick(all));
        }
        return some;
    }

    private <T> T pick(List<T> all) {
        return all.get(dice.nextInt(all.size()));
    }

    private <T> Optional<T> maybe(T value) {
        return dice.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
