package org.postwatch.notification.route;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.delivery.chat.ChatAddress;
import org.postwatch.delivery.kafka.KafkaAddress;
import org.postwatch.delivery.log.LogAddress;
import org.postwatch.delivery.pagerduty.PagerDutyAddress;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.plan.LocalDateTimeRange;

/** A routing, drawn with a few strokes. */
public final class RoutingConfigBuilder {
    public static final String DISTRICT = "mesa";
    public static final ZoneId ZONE = ZoneId.of("America/Denver");
    /** Where campus C is. */
    public static final ZoneId WEST = ZoneId.of("America/Los_Angeles");

    public static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");

    private final Map<String, Recipient> recipients = new TreeMap<>();
    private final List<DisclosurePolicy.DisclosureRule> rules = new ArrayList<>();
    private Set<String> deniedClasses = Set.of();
    private RouteBuilder root = route();
    private Optional<Duration> acknowledgedFor = Optional.empty();

    public static RoutingConfigBuilder routing() {
        return new RoutingConfigBuilder().rule("own", "school", "all", "all");
    }

    /** A recipient of the district's own agency, of this type of address. */
    public RoutingConfigBuilder ownRecipient(String id, String type) {
        return recipient(id, "school", type);
    }

    public RoutingConfigBuilder recipient(String id, String agencyClass, String type) {
        String agency = agencyClass.equals("school") ? "district" : agencyClass + "-agency";
        return recipient(id, agency, agencyClass, type);
    }

    public RoutingConfigBuilder recipient(String id, String agency, String agencyClass, String type) {
        RecipientAddress address = switch (type) {
            case "pager" -> new PagerDutyAddress(new ConfigValue("https://p.example"), new ConfigValue("secret:key"));
            case "chat" -> new ChatAddress(new ConfigValue("secret:chat"));
            case "topic" -> new KafkaAddress();
            default -> new LogAddress();
        };
        recipients.put(
                id,
                new Recipient(id, agency, agencyClass, address, type.equals("topic"), Recipient.DEFAULT_GIVE_UP_AFTER));
        return this;
    }

    public RoutingConfigBuilder withoutRecipient(String id) {
        recipients.remove(id);
        return this;
    }

    /** Kinds and fields separated by spaces. */
    public RoutingConfigBuilder rule(String name, String agencyClass, String kinds, String fields) {
        rules.removeIf(rule -> rule.name().equals(name));
        rules.add(new DisclosurePolicy.DisclosureRule(name, agencyClass, words(kinds), words(fields)));
        return this;
    }

    public RoutingConfigBuilder withoutRule(String name) {
        rules.removeIf(rule -> rule.name().equals(name));
        return this;
    }

    public RoutingConfigBuilder denyingClasses(String... classes) {
        deniedClasses = Set.of(classes);
        return this;
    }

    public RoutingConfigBuilder acknowledgedFor(String duration) {
        acknowledgedFor = Optional.of(Duration.parse(duration));
        return this;
    }

    public RoutingConfigBuilder root(RouteBuilder node) {
        root = node;
        return this;
    }

    public RoutingConfig build() {
        SortedMap<String, RoutingConfig.CampusDetails> places = new TreeMap<>();
        for (String campus : List.of("A", "B", "C")) {
            places.put(campus, new RoutingConfig.CampusDetails("School " + campus, campus.equals("C") ? WEST : ZONE));
        }
        SortedMap<String, String> agencies = new TreeMap<>();
        recipients.values().forEach(r -> agencies.put(r.agency(), r.agencyClass()));
        return new RoutingConfig(
                DISTRICT,
                "Mesa Schools",
                ZONE,
                SEVERITIES,
                places,
                new TreeMap<>(
                        Map.of("cameras", new RoutingConfig.ConductFeed(Set.of("A", "B"), LocalDateTimeRange.ALWAYS))),
                agencies,
                new TreeMap<>(recipients),
                root.build("routes"),
                new DisclosurePolicy(rules, deniedClasses, Set.of()),
                new RoutingConfig.NotificationSettings(acknowledgedFor, LocalTime.of(16, 0), Duration.ofMinutes(10)));
    }

    public static RouteBuilder route(String... to) {
        return new RouteBuilder(List.of(to));
    }

    private static Set<String> words(String text) {
        return text.isBlank() ? Set.of() : Set.of(text.trim().split(" +"));
    }

    /** A node of the tree. */
    public static final class RouteBuilder {
        private final List<String> to;
        private final SortedMap<String, Set<String>> match = new TreeMap<>();
        private final List<RouteBuilder> children = new ArrayList<>();
        private final List<Route.EscalationStep> steps = new ArrayList<>();
        private Optional<Route.Grouping> group = Optional.empty();
        private Optional<Route.QuietHours> quiet = Optional.empty();
        private Optional<Duration> repeat = Optional.empty();
        private boolean continueMatching;

        private RouteBuilder(List<String> to) {
            this.to = to;
        }

        public RouteBuilder match(String label, String... values) {
            match.put(label, Set.of(values));
            return this;
        }

        public RouteBuilder child(RouteBuilder node) {
            children.add(node);
            return this;
        }

        public RouteBuilder group(String by, String pause, String interval) {
            List<String> labels = by.isBlank() ? List.of() : List.of(by.split(" "));
            group = Optional.of(new Route.Grouping(labels, Duration.parse(pause), Duration.parse(interval)));
            return this;
        }

        public RouteBuilder quiet(String from, String to, String below) {
            quiet = Optional.of(new Route.QuietHours(LocalTime.parse(from), LocalTime.parse(to), below));
            return this;
        }

        public RouteBuilder escalate(String after, String... recipients) {
            steps.add(new Route.EscalationStep(Duration.parse(after), List.of(recipients)));
            return this;
        }

        public RouteBuilder repeat(String every) {
            repeat = Optional.of(Duration.parse(every));
            return this;
        }

        public RouteBuilder continueMatching() {
            continueMatching = true;
            return this;
        }

        Route build(String path) {
            List<Route> below = new ArrayList<>();
            for (int i = 0; i < children.size(); i++) {
                below.add(children.get(i).build(path + (path.equals("routes") ? "" : ".routes") + "[" + i + "]"));
            }
            return new Route(path, match, to, group, quiet, steps, repeat, continueMatching, below);
        }
    }
}
