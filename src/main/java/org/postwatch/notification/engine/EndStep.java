package org.postwatch.notification.engine;

import java.util.List;
import java.util.Optional;
import org.postwatch.notification.engine.RecipientState.PendingNotification;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RouteEvaluation;
import org.postwatch.notification.route.RoutingConfig;

/** Notifies those who know of an alert that it ended; for all others it ended before they were notified of it. */
final class EndStep {
    private final AlertGroups groups;
    private final DigestScheduler digests;
    private final DisclosureLog disclosures;
    private final NotificationDecider decider;

    EndStep(AlertGroups groups, DigestScheduler digests, DisclosureLog disclosures, NotificationDecider decider) {
        this.groups = groups;
        this.digests = digests;
        this.disclosures = disclosures;
        this.decider = decider;
    }

    void apply(RoutingConfig routing, AlertStateEditor editor) {
        if (!editor.isRouted()) {
            RouteEvaluation.evaluate(routing.root(), editor.alert())
                    .routesByRecipient()
                    .forEach((recipient, route) -> editor.recipients()
                            .putIfAbsent(
                                    recipient,
                                    RecipientState.of(
                                            route.path(), false, PendingNotification.of(NoticeStage.OPENED))));
            editor.markRouted();
        }
        editor.clearEscalation();
        boolean withdrawn = editor.alert().status() == Alert.AlertStatus.WITHDRAWN;
        for (String recipient : List.copyOf(editor.recipients().keySet())) {
            RecipientState state = editor.recipients().get(recipient);
            if (state.wasNotifiedActive() || (state.wasNotifiedClosed() && withdrawn)) {
                NoticeStage stage = !withdrawn
                        ? NoticeStage.CLOSED
                        : state.wasNotifiedExpected() ? NoticeStage.AVERTED : NoticeStage.WITHDRAWN;
                editor.recipients().put(recipient, state.withPending(PendingNotification.of(stage)));
            } else if (state.wasNotifiedClosed() || state.pending().isPresent()) {
                skip(routing, editor, recipient);
            }
        }
    }

    private void skip(RoutingConfig routing, AlertStateEditor editor, String id) {
        Recipient recipient = routing.recipients().get(id);
        if (recipient == null) {
            decider.removeRecipient(editor, id);
            return;
        }
        Alert alert = editor.alert();
        RecipientState state = editor.recipients().get(id);
        groups.removeMember(alert, id, state);
        Optional<Decision.Deny> denial = PolicyStep.findDenial(routing, recipient, alert);
        if (denial.isPresent()) {
            disclosures.recordOnce(recipient, alert, state, denial.get());
            editor.recipients().put(id, state.dropPending(RecipientState.Suppression.of(denial.get())));
            return;
        }
        boolean inDigest = alert.status() == Alert.AlertStatus.CLOSED && digests.acceptsDigest(routing, recipient);
        Decision.Skip skip = new Decision.Skip(new WithheldReason.AlreadyOver(alert.status(), inDigest));
        editor.recipients().put(id, decider.skip(new DecisionInput(routing, editor, recipient, state), skip));
    }
}
