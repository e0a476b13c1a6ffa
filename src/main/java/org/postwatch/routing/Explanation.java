package org.postwatch.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What would become of a matter: the way through the tree, who would be told when, and why the others would not. Says
 * nothing of silences, acknowledgements and silent feeds: those are no documents.
 *
 * @param visits every node of the tree, in the order of the documents
 * @param told who would be told, in the order in which they would
 * @param untold every other recipient of the district
 */
public record Explanation(Matter matter, List<Walk.Visit> visits, List<Told> told, List<Untold> untold) {
    /**
     * @param when in words, as {@code after 5 min unacknowledged (escalation step 1)}
     * @param fields that he may know, if the matter has them
     * @param rules of the policy by which he may
     */
    public record Told(String recipient, String route, String when, List<String> fields, List<String> rules) {}

    public record Untold(String recipient, String reason) {}

    public Explanation {
        visits = List.copyOf(visits);
        told = List.copyOf(told);
        untold = List.copyOf(untold);
    }

    /**
     * A matter made up of labels.
     *
     * @param labels {@code kind}, and as wanted {@code severity}, {@code status} (expected, open, closed; open when not
     *     said), {@code emergency} (true), {@code campus} and others
     * @throws IllegalArgumentException when there is no kind, or a severity or status that does not exist
     */
    public static Matter imagine(Routing routing, Map<String, String> labels) {
        SortedMap<String, String> rest = new TreeMap<>(labels);
        String kind = Optional.ofNullable(rest.remove(Match.KIND))
                .orElseThrow(() -> new IllegalArgumentException("a matter has a kind: kind=coverage"));
        String status = Optional.ofNullable(rest.remove(Match.STATUS)).orElse("open");
        Optional<String> severity = Optional.ofNullable(rest.remove(Match.SEVERITY));
        boolean emergency = "true".equals(rest.remove("emergency"));
        severity.filter(name -> routing.rank(name) < 0).ifPresent(name -> {
            throw new IllegalArgumentException("severity '" + name + "' is none of " + routing.severities());
        });
        if (!Set.of("expected", "open", "closed").contains(status)) {
            throw new IllegalArgumentException("status '" + status + "' is none of expected, open, closed");
        }
        Matter.Status is = Matter.Status.of(status);
        Optional<Instant> opened = is == Matter.Status.EXPECTED ? Optional.empty() : Optional.of(Instant.EPOCH);
        return new Matter(
                routing.district(), kind + "/imagined", kind, is, severity, rest, rest, opened, Set.of(), emergency);
    }

    /** @param now for quiet hours: those that hold then are waited for */
    public static Explanation of(Routing routing, Matter matter, Instant now) {
        return new Explainer(routing, matter, now).explain();
    }

    private static final class Explainer {
        private final Routing routing;
        private final Matter matter;
        private final Instant now;
        private final List<Told> told = new ArrayList<>();
        private final SortedMap<String, String> untold = new TreeMap<>();
        private final Set<String> known = new TreeSet<>();

        Explainer(Routing routing, Matter matter, Instant now) {
            this.routing = routing;
            this.matter = matter;
            this.now = now;
        }

        Explanation explain() {
            Walk walk = Walk.of(routing.root(), matter);
            walk.recipients().forEach((recipient, route) -> consider(recipient, route, first(route)));
            if (matter.status() == Matter.Status.OPEN) {
                walk.takers().forEach(this::escalate);
            }
            for (String recipient : routing.recipients().keySet()) {
                if (!known.contains(recipient)) {
                    untold.putIfAbsent(
                            recipient,
                            walk.takers().isEmpty()
                                    ? "no route takes what is only expected"
                                    : "no route that takes it names this recipient");
                }
            }
            return new Explanation(
                    matter,
                    walk.visits(),
                    told,
                    untold.entrySet().stream()
                            .map(e -> new Untold(e.getKey(), e.getValue()))
                            .toList());
        }

        private void escalate(Route route) {
            List<Escalation> steps = Escalation.of(route, routing, matter);
            for (int i = 0; i < steps.size(); i++) {
                Escalation step = steps.get(i);
                String when = "after " + Spoken.duration(step.after()) + " unacknowledged (escalation step "
                        + step.step() + ")" + quiet(route);
                route.escalate().get(i).to().forEach(recipient -> consider(recipient, route, when));
            }
        }

        private void consider(String id, Route route, String when) {
            Recipient recipient = routing.recipients().get(id);
            if (recipient == null) {
                return;
            }
            Ruling ruling = routing.policy().on(recipient, matter);
            if (ruling instanceof Ruling.Refused refused) {
                untold.put(id, "refused (" + refused.rule() + "): " + refused.reason());
            } else if (matter.isOver()) {
                untold.put(id, "over when it becomes known: " + afterwards(recipient));
            } else if (ruling instanceof Ruling.Granted granted) {
                known.add(id);
                told.add(new Told(id, route.path(), when, List.copyOf(granted.fields()), granted.rules()));
            }
        }

        private String afterwards(Recipient recipient) {
            if (recipient.address().isPager()) {
                return "a pager is not called for it";
            }
            return routing.policy().on(recipient, Matter.DIGEST, false) instanceof Ruling.Granted
                    ? "into the digest of " + routing.habits().digestAt()
                    : "and the policy grants this class no digest";
        }

        /** When the route tells its own recipients. */
        private String first(Route route) {
            if (matter.isUrgent()) {
                return "at once, whatever else holds";
            }
            String quiet = quiet(route);
            String when = route.group()
                    .map(group ->
                            "with its group, " + Spoken.duration(group.pause()) + " after the first of it, then every "
                                    + Spoken.duration(group.interval()) + " while it changes")
                    .orElse(quiet.isEmpty() ? "at once" : "");
            String repeats = route.repeat()
                    .map(every -> "; again every " + Spoken.duration(every) + " while open and unacknowledged")
                    .orElse("");
            return (when.isEmpty() ? quiet.substring(2) : when + quiet) + repeats;
        }

        private String quiet(Route route) {
            return matter.isUrgent()
                    ? ""
                    : route.quiet()
                            .flatMap(quiet -> quiet.until(now, matter, routing))
                            .map(end -> ", not before the quiet hours end at "
                                    + end.atZone(routing.zone(matter)).toLocalDateTime())
                            .orElse("");
        }
    }
}
