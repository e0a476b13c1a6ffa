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
 * Explains how an alert would be routed: the route tree, the recipients notified and when, and why others are not. It ignores
 * silences, acknowledgements and silent feeds, because they are not part of the documents.
 *
 * @param visits every node of the tree, in the order of the documents
 * @param notified the recipients to notify, in order
 * @param excluded every other recipient of the district, with the reason
 */
public record RoutingExplanation(
        Alert alert,
        List<RouteEvaluation.RouteVisit> visits,
        List<NotifiedRecipient> notified,
        List<ExcludedRecipient> excluded) {
    /**
     * @param when a phrase such as {@code after 5 min unacknowledged (escalation step 1)}
     * @param fields the granted fields, as far as the alert has them
     * @param rules the policy's rules that grant them
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
     * An alert made of labels.
     *
     * @param labels {@code kind}, optionally {@code severity}, {@code status} (expected, open, closed; default
     *     open), {@code emergency} (true), {@code campus} and others
     * @throws IllegalArgumentException if there is no kind, or the severity or status does not exist
     */
    public static Alert sampleAlert(RoutingConfig routing, Map<String, String> labels) {
        SortedMap<String, String> rest = new TreeMap<>(labels);
        String kind = Optional.ofNullable(rest.remove(LabelMatcher.KIND))
                .orElseThrow(() -> new IllegalArgumentException("the kind is missing; give it as kind=coverage"));
        String status = Optional.ofNullable(rest.remove(LabelMatcher.STATUS)).orElse("open");
        Optional<String> severity = Optional.ofNullable(rest.remove(LabelMatcher.SEVERITY));
        boolean emergency = "true".equals(rest.remove("emergency"));
        severity.filter(name -> routing.severityRank(name) < 0).ifPresent(name -> {
            throw new IllegalArgumentException("severity '" + name + "' is not one of " + routing.severities());
        });
        if (!Set.of("expected", "open", "closed").contains(status)) {
            throw new IllegalArgumentException("status '" + status + "' is not one of expected, open, closed");
        }
        Alert.AlertStatus is = Alert.AlertStatus.of(status);
        Optional<Instant> opened = is == Alert.AlertStatus.EXPECTED ? Optional.empty() : Optional.of(Instant.EPOCH);
        return new Alert(
                routing.district(), kind + "/example", kind, is, severity, rest, rest, opened, Set.of(), emergency);
    }

    /** @param now the instant at which quiet hours are evaluated */
    public static RoutingExplanation explain(RoutingConfig routing, Alert alert, Instant now) {
        return new Explainer(routing, alert, now).explain();
    }

    private static final class Explainer {
        private final RoutingConfig routing;
        private final Alert alert;
        private final Instant now;
        private final List<NotifiedRecipient> notified = new ArrayList<>();
        private final SortedMap<String, String> excluded = new TreeMap<>();
        private final Set<String> notifiedIds = new TreeSet<>();

        Explainer(RoutingConfig routing, Alert alert, Instant now) {
            this.routing = routing;
            this.alert = alert;
            this.now = now;
        }

        RoutingExplanation explain() {
            RouteEvaluation evaluation = RouteEvaluation.evaluate(routing.root(), alert);
            evaluation
                    .routesByRecipient()
                    .forEach((recipient, route) -> addRecipient(recipient, route, describeFirstNotice(route)));
            if (alert.status() == Alert.AlertStatus.OPEN) {
                evaluation.matchedRoutes().forEach(this::addEscalationSteps);
            }
            for (String recipient : routing.recipients().keySet()) {
                if (!notifiedIds.contains(recipient)) {
                    excluded.putIfAbsent(
                            recipient,
                            evaluation.matchedRoutes().isEmpty()
                                    ? "no route matches forecasts"
                                    : "no matching route names this recipient");
                }
            }
            return new RoutingExplanation(
                    alert,
                    evaluation.visits(),
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
            Runnable entry = routing.policy()
                    .decide(recipient, alert)
                    .match(
                            granted -> () -> addGranted(recipient, route, when, granted),
                            denied -> () -> excluded.put(id, "denied (" + denied.rule() + "): " + denied.reason()));
            entry.run();
        }

        private void addGranted(Recipient recipient, Route route, String when, PolicyDecision.Granted granted) {
            String id = recipient.id();
            if (alert.isOver()) {
                excluded.put(id, "already closed: " + describeAfterEnd(recipient));
                return;
            }
            notifiedIds.add(id);
            notified.add(new NotifiedRecipient(id, route.path(), when, List.copyOf(granted.fields()), granted.rules()));
        }

        private String describeAfterEnd(Recipient recipient) {
            if (recipient.address().isPager()) {
                return "pagers are not called";
            }
            return routing.policy().decide(recipient, Alert.DIGEST, false) instanceof PolicyDecision.Granted
                    ? "added to the digest of " + routing.settings().digestAt()
                    : "the policy does not grant this class the digest";
        }

        /** When the route notifies its own recipients. */
        private String describeFirstNotice(Route route) {
            if (alert.isUrgent()) {
                return "at once, without suppression";
            }
            String quiet = describeQuietHours(route);
            String when = route.group()
                    .map(group -> "with its group, " + DurationFormat.format(group.groupWait())
                            + " after its first alert, then every " + DurationFormat.format(group.groupInterval())
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
