package org.postwatch.notification.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DurationFormat;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.PolicyDecision;

/**
 * What would become of a matter: the way through the tree, who would be told when, and why the others would not. Says
 * nothing of silences, acknowledgements and silent feeds: those are no documents.
 *
 * @param visits every node of the tree, in the order of the documents
 * @param told who would be told, in the order in which they would
 * @param untold every other recipient of the district
 */
public record RoutingExplanation(
        Alert alert,
        List<RouteEvaluation.RouteVisit> visits,
        List<NotifiedRecipient> notified,
        List<ExcludedRecipient> excluded) {
    /**
     * @param when in words, as {@code after 5 min unacknowledged (escalation step 1)}
     * @param fields that he may know, if the matter has them
     * @param rules of the policy by which he may
     */
    public record NotifiedRecipient(
            String recipient, String route, String when, List<String> fields, List<String> rules) {}

    public record ExcludedRecipient(String recipient, String reason) {}

    public RoutingExplanation {
        visits = List.copyOf(visits);
        notified = List.copyOf(notified);
        excluded = List.copyOf(excluded);
    }

    /**
     * A matter made up of labels.
     *
     * @param labels {@code kind}, and as wanted {@code severity}, {@code status} (expected, open, closed; open when not
     *     said), {@code emergency} (true), {@code campus} and others
     * @throws IllegalArgumentException when there is no kind, or a severity or status that does not exist
     */
    public static Alert sampleAlert(RoutingConfig routing, Map<String, String> labels) {
        SortedMap<String, String> rest = new TreeMap<>(labels);
        String kind = Optional.ofNullable(rest.remove(LabelMatcher.KIND))
                .orElseThrow(() -> new IllegalArgumentException("a matter has a kind: kind=coverage"));
        String status = Optional.ofNullable(rest.remove(LabelMatcher.STATUS)).orElse("open");
        Optional<String> severity = Optional.ofNullable(rest.remove(LabelMatcher.SEVERITY));
        boolean emergency = "true".equals(rest.remove("emergency"));
        severity.filter(name -> routing.severityRank(name) < 0).ifPresent(name -> {
            throw new IllegalArgumentException("severity '" + name + "' is none of " + routing.severities());
        });
        if (!Set.of("expected", "open", "closed").contains(status)) {
            throw new IllegalArgumentException("status '" + status + "' is none of expected, open, closed");
        }
        Alert.AlertStatus is = Alert.AlertStatus.of(status);
        Optional<Instant> opened = is == Alert.AlertStatus.EXPECTED ? Optional.empty() : Optional.of(Instant.EPOCH);
        return new Alert(
                routing.district(), kind + "/imagined", kind, is, severity, rest, rest, opened, Set.of(), emergency);
    }

    /** @param now for quiet hours: those that hold then are waited for */
    public static RoutingExplanation explain(RoutingConfig routing, Alert matter, Instant now) {
        return new Explainer(routing, matter, now).explain();
    }

    private static final class Explainer {
        private final RoutingConfig routing;
        private final Alert alert;
        private final Instant now;
        private final List<NotifiedRecipient> notified = new ArrayList<>();
        private final SortedMap<String, String> excluded = new TreeMap<>();
        private final Set<String> notifiedIds = new TreeSet<>();

        Explainer(RoutingConfig routing, Alert matter, Instant now) {
            this.routing = routing;
            this.alert = matter;
            this.now = now;
        }

        RoutingExplanation explain() {
            RouteEvaluation walk = RouteEvaluation.evaluate(routing.root(), alert);
            walk.routesByRecipient()
                    .forEach((recipient, route) -> addRecipient(recipient, route, describeFirstNotice(route)));
            if (alert.status() == Alert.AlertStatus.OPEN) {
                walk.matchedRoutes().forEach(this::addEscalationSteps);
            }
            for (String recipient : routing.recipients().keySet()) {
                if (!notifiedIds.contains(recipient)) {
                    excluded.putIfAbsent(
                            recipient,
                            walk.matchedRoutes().isEmpty()
                                    ? "no route takes what is only expected"
                                    : "no route that takes it names this recipient");
                }
            }
            return new RoutingExplanation(
                    alert,
                    walk.visits(),
                    notified,
                    excluded.entrySet().stream()
                            .map(e -> new ExcludedRecipient(e.getKey(), e.getValue()))
                            .toList());
        }

        private void addEscalationSteps(Route route) {
            List<EffectiveEscalationStep> steps = EffectiveEscalationStep.listFor(route, routing, alert);
            for (int i = 0; i < steps.size(); i++) {
                EffectiveEscalationStep step = steps.get(i);
                String when = "after " + DurationFormat.format(step.afterOpening())
                        + " unacknowledged (escalation step " + step.number() + ")" + describeQuietHours(route);
                route.escalate().get(i).to().forEach(recipient -> addRecipient(recipient, route, when));
            }
        }

        private void addRecipient(String id, Route route, String when) {
            Recipient recipient = routing.recipients().get(id);
            if (recipient == null) {
                return;
            }
            PolicyDecision ruling = routing.policy().decide(recipient, alert);
            if (ruling instanceof PolicyDecision.Denied refused) {
                excluded.put(id, "refused (" + refused.rule() + "): " + refused.reason());
            } else if (alert.isOver()) {
                excluded.put(id, "over when it becomes known: " + describeAfterEnd(recipient));
            } else if (ruling instanceof PolicyDecision.Granted granted) {
                notifiedIds.add(id);
                notified.add(
                        new NotifiedRecipient(id, route.path(), when, List.copyOf(granted.fields()), granted.rules()));
            }
        }

        private String describeAfterEnd(Recipient recipient) {
            if (recipient.address().isPager()) {
                return "a pager is not called for it";
            }
            return routing.policy().decide(recipient, Alert.DIGEST, false) instanceof PolicyDecision.Granted
                    ? "into the digest of " + routing.settings().digestAt()
                    : "and the policy grants this class no digest";
        }

        /** When the route tells its own recipients. */
        private String describeFirstNotice(Route route) {
            if (alert.isUrgent()) {
                return "at once, whatever else holds";
            }
            String quiet = describeQuietHours(route);
            String when = route.group()
                    .map(group -> "with its group, " + DurationFormat.format(group.groupWait())
                            + " after the first of it, then every " + DurationFormat.format(group.groupInterval())
                            + " while it changes")
                    .orElse(quiet.isEmpty() ? "at once" : "");
            String repeats = route.repeat()
                    .map(every -> "; again every " + DurationFormat.format(every) + " while open and unacknowledged")
                    .orElse("");
            return (when.isEmpty() ? quiet.substring(2) : when + quiet) + repeats;
        }

        private String describeQuietHours(Route route) {
            return alert.isUrgent()
                    ? ""
                    : route.quietHours()
                            .flatMap(quiet -> quiet.endOfCurrent(now, alert, routing))
                            .map(end -> ", not before the quiet hours end at "
                                    + end.atZone(routing.zoneOf(alert)).toLocalDateTime())
                            .orElse("");
        }
    }
}
