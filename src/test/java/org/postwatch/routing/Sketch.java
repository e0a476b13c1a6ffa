package org.postwatch.routing;

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
import org.postwatch.plan.Dates;

/** A routing, drawn with a few strokes. */
public final class Sketch {
    public static final String DISTRICT = "mesa";
    public static final ZoneId ZONE = ZoneId.of("America/Denver");
    /** Where campus C is. */
    public static final ZoneId WEST = ZoneId.of("America/Los_Angeles");

    public static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");

    private final Map<String, Recipient> recipients = new TreeMap<>();
    private final List<Policy.Rule> rules = new ArrayList<>();
    private Set<String> barred = Set.of();
    private Node root = node();
    private Optional<Duration> acknowledgedFor = Optional.empty();

    public static Sketch routing() {
        return new Sketch().rule("own", "school", "all", "all");
    }

    /** A recipient of the district's own agency, of this type of address. */
    public Sketch own(String id, String type) {
        return recipient(id, "school", type);
    }

    public Sketch recipient(String id, String agencyClass, String type) {
        String agency = agencyClass.equals("school") ? "district" : agencyClass + "-agency";
        return recipient(id, agency, agencyClass, type);
    }

    public Sketch recipient(String id, String agency, String agencyClass, String type) {
        Address address = switch (type) {
            case "pager" -> new Address.PagerDuty(new Setting("https://p.example"), new Setting("secret:key"));
            case "chat" -> new Address.Chat(new Setting("secret:chat"));
            case "topic" -> new Address.Kafka();
            default -> new Address.Log();
        };
        recipients.put(
                id, new Recipient(id, agency, agencyClass, address, type.equals("topic"), Recipient.GIVE_UP_USUAL));
        return this;
    }

    public Sketch without(String id) {
        recipients.remove(id);
        return this;
    }

    /** Kinds and fields separated by spaces. */
    public Sketch rule(String name, String agencyClass, String kinds, String fields) {
        rules.removeIf(rule -> rule.name().equals(name));
        rules.add(new Policy.Rule(name, agencyClass, words(kinds), words(fields)));
        return this;
    }

    public Sketch noRule(String name) {
        rules.removeIf(rule -> rule.name().equals(name));
        return this;
    }

    public Sketch barring(String... classes) {
        barred = Set.of(classes);
        return this;
    }

    public Sketch acknowledgedFor(String duration) {
        acknowledgedFor = Optional.of(Duration.parse(duration));
        return this;
    }

    public Sketch root(Node node) {
        root = node;
        return this;
    }

    public Routing drawn() {
        SortedMap<String, Routing.Place> places = new TreeMap<>();
        for (String campus : List.of("A", "B", "C")) {
            places.put(campus, new Routing.Place("School " + campus, campus.equals("C") ? WEST : ZONE));
        }
        SortedMap<String, String> agencies = new TreeMap<>();
        recipients.values().forEach(r -> agencies.put(r.agency(), r.agencyClass()));
        return new Routing(
                DISTRICT,
                "Mesa Schools",
                ZONE,
                SEVERITIES,
                places,
                new TreeMap<>(Map.of("cameras", new Routing.ConductFeed(Set.of("A", "B"), Dates.ALWAYS))),
                agencies,
                new TreeMap<>(recipients),
                root.drawn("routes"),
                new Policy(rules, barred, Set.of()),
                new Routing.Habits(acknowledgedFor, LocalTime.of(16, 0), Duration.ofMinutes(10)));
    }

    public static Node node(String... to) {
        return new Node(List.of(to));
    }

    private static Set<String> words(String text) {
        return text.isBlank() ? Set.of() : Set.of(text.trim().split(" +"));
    }

    /** A node of the tree. */
    public static final class Node {
        private final List<String> to;
        private final SortedMap<String, Set<String>> match = new TreeMap<>();
        private final List<Node> children = new ArrayList<>();
        private final List<Route.Step> steps = new ArrayList<>();
        private Optional<Route.Grouping> group = Optional.empty();
        private Optional<Route.Quiet> quiet = Optional.empty();
        private Optional<Duration> repeat = Optional.empty();
        private boolean goesOn;

        private Node(List<String> to) {
            this.to = to;
        }

        public Node when(String label, String... values) {
            match.put(label, Set.of(values));
            return this;
        }

        public Node child(Node node) {
            children.add(node);
            return this;
        }

        public Node group(String by, String pause, String interval) {
            List<String> labels = by.isBlank() ? List.of() : List.of(by.split(" "));
            group = Optional.of(new Route.Grouping(labels, Duration.parse(pause), Duration.parse(interval)));
            return this;
        }

        public Node quiet(String from, String to, String below) {
            quiet = Optional.of(new Route.Quiet(LocalTime.parse(from), LocalTime.parse(to), below));
            return this;
        }

        public Node then(String after, String... recipients) {
            steps.add(new Route.Step(Duration.parse(after), List.of(recipients)));
            return this;
        }

        public Node repeat(String every) {
            repeat = Optional.of(Duration.parse(every));
            return this;
        }

        public Node goesOn() {
            goesOn = true;
            return this;
        }

        Route drawn(String path) {
            List<Route> below = new ArrayList<>();
            for (int i = 0; i < children.size(); i++) {
                below.add(children.get(i).drawn(path + (path.equals("routes") ? "" : ".routes") + "[" + i + "]"));
            }
            return new Route(path, match, to, group, quiet, steps, repeat, goesOn, below);
        }
    }
}
