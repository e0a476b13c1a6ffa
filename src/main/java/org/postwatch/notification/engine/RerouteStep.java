package org.postwatch.notification.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.notification.engine.RecipientState.PendingNotification;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RouteEvaluation;
import org.postwatch.notification.route.RoutingConfig;

/**
 * Applies a changed routing to an alert: recipients that may no longer know of it are denied, pending notifications are
 * routed again, and recipients that the routing adds are notified of what is open.
 */
final class RerouteStep {
    private final AlertGroups groups;
    private final DisclosureLog disclosures;
    private final NotificationDecider decider;
    private final RouteStep route;

    RerouteStep(AlertGroups groups, DisclosureLog disclosures, NotificationDecider decider, RouteStep route) {
        this.groups = groups;
        this.disclosures = disclosures;
        this.decider = decider;
        this.route = route;
    }

    void apply(RoutingConfig routing, AlertStateEditor editor) {
        boolean over = editor.alert().isOver();
        if (!editor.isRouted() && !over) {
            route.apply(routing, editor, NoticeStage.OPENED);
        }
        Map<String, Route> routes =
                RouteEvaluation.evaluate(routing.root(), editor.alert()).routesByRecipient();
        List.copyOf(editor.recipients().keySet()).forEach(id -> reroute(routing, editor, id, routes));
        if (!over) {
            routes.forEach((id, added) -> addRecipient(routing, editor, id, added));
        }
    }

    private void reroute(RoutingConfig routing, AlertStateEditor editor, String id, Map<String, Route> routes) {
        RecipientState state = editor.recipients().get(id);
        Recipient recipient = routing.recipients().get(id);
        boolean waits = !state.wasNotifiedActive() && state.pending().isPresent() && !state.escalated();
        if (recipient == null || (waits && !routes.containsKey(id))) {
            decider.removeRecipient(editor, id);
        } else if (waits) {
            groups.removeMember(editor.alert(), id, state);
            editor.recipients()
                    .put(id, state.withGroup("").withRoute(routes.get(id).path()));
        } else if (state.lastNotifiedStatus().isPresent()) {
            Optional<Decision.Deny> denial = PolicyStep.findDenial(routing, recipient, editor.alert());
            denial.ifPresent(deny -> {
                disclosures.recordWithheld(recipient, editor.alert(), deny);
                editor.recipients().put(id, decider.revoke(new DecisionInput(routing, editor, recipient, state), deny));
            });
        }
    }

    private static void addRecipient(RoutingConfig routing, AlertStateEditor editor, String id, Route route) {
        RecipientState state = editor.recipients().get(id);
        if (routing.recipients().containsKey(id) && (state == null || state.isUnaware())) {
            PendingNotification pending = new PendingNotification(
                    editor.alert().isForecast() ? NoticeStage.EXPECTED : NoticeStage.OPENED,
                    NoticeCause.ROUTING_CHANGED);
            editor.recipients()
                    .put(
                            id,
                            state == null
                                    ? RecipientState.of(route.path(), false, pending)
                                    : state.withRoute(route.path()).withPending(pending));
        }
    }
}
