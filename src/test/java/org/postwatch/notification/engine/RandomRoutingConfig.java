package org.postwatch.notification.engine;

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
import org.postwatch.delivery.log.LogAddress;
import org.postwatch.delivery.pagerduty.PagerDutyAddress;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.NoticeField;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.notification.route.RoutingConfigBuilder;
import org.postwatch.plan.LocalDateTimeRange;

/** Routes, policies and recipients as nobody in his right mind would write them, but could. */
final class RandomRoutingConfig {
    static final List<String> CLASSES = List.of("school", "municipal-police", "sheriff", "federal-immigration");
    static final List<String> CAMPUSES = List.of("A", "B", "C");
    private static final List<String> NAMES = List.of("r0", "r1", "r2", "r3", "r4", "r5");
    private static final List<String> KINDS = List.of(
            "coverage",
            "no-show",
            "feed-silent",
            "weapon-seen",
            "panic",
            "many-reports",
            "conduct",
            "delivery-failed",
            "digest");

    private static final RoutingConfig.ConductFeed ANYWHERE =
            new RoutingConfig.ConductFeed(Set.of(), LocalDateTimeRange.ALWAYS);

    private final SplittableRandom random;

    RandomRoutingConfig(SplittableRandom dice) {
        this.random = dice;
    }

    RoutingConfig next() {
        SortedMap<String, Recipient> recipients = new TreeMap<>();
        for (String name : NAMES) {
            if (random.nextInt(6) > 0) {
                recipients.put(name, recipient(name));
            }
        }
        if (recipients.isEmpty()) {
            recipients.put("r0", recipient("r0"));
        }
        SortedMap<String, RoutingConfig.CampusDetails> places = new TreeMap<>();
        CAMPUSES.forEach(campus ->
                places.put(campus, new RoutingConfig.CampusDetails("School " + campus, RoutingConfigBuilder.ZONE)));
        return new RoutingConfig(
                RoutingConfigBuilder.DISTRICT,
                "Mesa",
                RoutingConfigBuilder.ZONE,
                RoutingConfigBuilder.SEVERITIES,
                places,
                new TreeMap<>(Map.of("cameras", ANYWHERE, "wild", ANYWHERE)),
                new TreeMap<>(),
                recipients,
                route("routes", 0, List.copyOf(recipients.keySet())),
                policy(),
                new RoutingConfig.NotificationSettings(
                        maybe(Duration.ofMinutes(20)), LocalTime.of(random.nextInt(24), 0), Duration.ofMinutes(10)));
    }

    private Recipient recipient(String name) {
        String agencyClass = pick(CLASSES);
        RecipientAddress address = random.nextInt(3) == 0
                ? new PagerDutyAddress(new ConfigValue("secret:url"), new ConfigValue("secret:key"))
                : new LogAddress();
        return new Recipient(
                name,
                agencyClass + "-1",
                agencyClass,
                address,
                random.nextInt(3) == 0,
                Recipient.DEFAULT_GIVE_UP_AFTER);
    }

    private DisclosurePolicy policy() {
        List<DisclosurePolicy.DisclosureRule> rules = new ArrayList<>();
        for (int i = 0; i < random.nextInt(7); i++) {
            Set<String> kinds = random.nextInt(4) == 0 ? Set.of(DisclosurePolicy.ALL) : some(KINDS, 3);
            Set<String> fields = random.nextInt(4) == 0
                    ? Set.of(DisclosurePolicy.ALL)
                    : random.nextInt(4) == 0 ? Set.of() : some(NoticeField.names(), 5);
            rules.add(new DisclosurePolicy.DisclosureRule("rule-" + i, pick(CLASSES), kinds, fields));
        }
        if (random.nextBoolean()) {
            rules.add(new DisclosurePolicy.DisclosureRule(
                    "own", "school", Set.of(DisclosurePolicy.ALL), Set.of(DisclosurePolicy.ALL)));
        }
        Set<String> denied = new TreeSet<>();
        CLASSES.stream().filter(c -> random.nextInt(15) == 0).forEach(denied::add);
        return new DisclosurePolicy(rules, denied, Set.of());
    }

    private Route route(String path, int depth, List<String> recipients) {
        List<Route> below = new ArrayList<>();
        int children = depth > 2 ? 0 : random.nextInt(4 - depth);
        for (int i = 0; i < children; i++) {
            below.add(route(path + "[" + i + "]", depth + 1, recipients));
        }
        List<Route.EscalationStep> steps = new ArrayList<>();
        for (int i = 0; i < Math.max(0, random.nextInt(5) - 2); i++) {
            steps.add(new Route.EscalationStep(
                    Duration.ofMinutes(1 + random.nextInt(20)), List.copyOf(some(recipients, 2))));
        }
        return new Route(
                path,
                depth == 0 ? new TreeMap<>() : match(),
                random.nextInt(8) == 0 ? List.of() : List.copyOf(some(recipients, 3)),
                random.nextInt(3) > 0 ? Optional.empty() : Optional.of(grouping()),
                random.nextInt(3) > 0
                        ? Optional.empty()
                        : Optional.of(new Route.QuietHours(
                                LocalTime.of(random.nextInt(24), 0),
                                LocalTime.of(random.nextInt(24), 0),
                                pick(RoutingConfigBuilder.SEVERITIES))),
                steps,
                random.nextInt(3) > 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(10 + random.nextInt(60))),
                random.nextBoolean(),
                below);
    }

    private Route.Grouping grouping() {
        List<String> by = pick(List.of(List.of(), List.of("campus"), List.of("kind", "feed"), List.of("severity")));
        return new Route.Grouping(
                by, Duration.ofSeconds(random.nextInt(90)), Duration.ofMinutes(1 + random.nextInt(10)));
    }

    private SortedMap<String, Set<String>> match() {
        SortedMap<String, Set<String>> match = new TreeMap<>();
        switch (random.nextInt(6)) {
            case 0 -> match.put("kind", some(KINDS, 3));
            case 1 -> match.put("severity", some(RoutingConfigBuilder.SEVERITIES, 3));
            case 2 -> match.put("campus", some(CAMPUSES, 2));
            case 3 -> match.put("status", some(List.of("expected", "open"), 2));
            case 4 -> {
                match.put("kind", some(KINDS, 4));
                match.put("severity", some(RoutingConfigBuilder.SEVERITIES, 3));
            }
            default -> {
                // matches everything
            }
        }
        return match;
    }

    private Set<String> some(List<String> all, int max) {
        Set<String> some = new TreeSet<>();
        for (int i = 0; i <= random.nextInt(max); i++) {
            some.add(pick(all));
        }
        return some;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
