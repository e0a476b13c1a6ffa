package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.postwatch.notification.engine.RecipientState.PendingNotification;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RouteEvaluation;
import org.postwatch.notification.route.RoutingConfig;

/** Gives an open or expected alert to the recipients of its routes, and to those that were notified of it before. */
final class RouteStep {
    private final NotificationContext context;
    private final NotificationDecider decider;

    RouteStep(NotificationContext context, NotificationDecider decider) {
        this.context = context;
        this.decider = decider;
    }

    void apply(RoutingConfig routing, AlertStateEditor editor, NoticeStage stage) {
        RouteEvaluation evaluation = RouteEvaluation.evaluate(routing.root(), editor.alert());
        Map<String, Route> routes = evaluation.routesByRecipient();
        notifyAgain(editor, routes, stage);
        boolean first = !editor.isRouted();
        NoticeStage firstStage = editor.alert().isForecast()
                ? NoticeStage.EXPECTED
                : stage == NoticeStage.ESCALATED && !first ? stage : NoticeStage.OPENED;
        routes.forEach((recipient, route) -> editor.recipients()
                .merge(
                        recipient,
                        RecipientState.of(route.path(), false, PendingNotification.of(firstStage)),
                        (known, added) -> known.withRoute(route.path())
                                .withPending(
                                        known.wasNotifiedActive()
                                                ? known.pending().orElseThrow()
                                                : PendingNotification.of(firstStage))));
        if (editor.alert().status() == Alert.AlertStatus.OPEN) {
            Instant from = first ? editor.openedAt() : context.now();
            evaluation.matchedRoutes().forEach(route -> editor.escalation().add(route, routing, editor.alert(), from));
        }
        editor.markRouted();
    }

    /** Notifies those who know of the alert; removes those who do not and whom neither a route nor an escalation names. */
    private void notifyAgain(AlertStateEditor editor, Map<String, Route> routes, NoticeStage stage) {
        for (String recipient : List.copyOf(editor.recipients().keySet())) {
            RecipientState state = editor.recipients().get(recipient);
            boolean escalated = state.escalated() && state.pending().isPresent();
            if (state.wasNotifiedActive()) {
                boolean expectedBefore =
                        state.wasNotifiedExpected() && !editor.alert().isForecast();
                editor.recipients()
                        .put(
                                recipient,
                                state.withPending(PendingNotification.of(expectedBefore ? NoticeStage.OPENED : stage)));
            } else if (!routes.containsKey(recipient) && !escalated) {
                decider.removeRecipient(editor, recipient);
            }
        }
    }
}
