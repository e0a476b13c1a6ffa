package org.postwatch.notification.engine;

import java.util.Optional;
import org.postwatch.notification.engine.RecipientState.PendingNotification;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.PolicyDecision;
import org.postwatch.notification.route.RoutingConfig;

/** Notifies those who know of an alert that an operator has acknowledged it, and ends acknowledgements that expire. */
final class AcknowledgeStep {
    private final NotificationContext context;

    AcknowledgeStep(NotificationContext context) {
        this.context = context;
    }

    void apply(RoutingConfig routing, AlertStateEditor editor, AlertState.Acknowledgement acknowledgement) {
        boolean sameOperator =
                editor.acknowledgement().map(AlertState.Acknowledgement::by).equals(Optional.of(acknowledgement.by()));
        editor.setAcknowledgement(Optional.of(acknowledgement));
        if (!sameOperator) {
            editor.recipients()
                    .replaceAll((id, state) -> state.wasNotifiedActive() && mayKnow(routing, editor, id)
                            ? state.withPending(PendingNotification.of(NoticeStage.ACKNOWLEDGED))
                            : state);
        }
    }

    /** The stage alone discloses that an operator has acknowledged the alert. */
    private static boolean mayKnow(RoutingConfig routing, AlertStateEditor editor, String id) {
        Recipient recipient = routing.recipients().get(id);
        return recipient != null
                && routing.policy().decide(recipient, editor.alert()) instanceof PolicyDecision.Granted granted
                && granted.includesAcknowledgement();
    }

    void expire(AlertStateEditor editor) {
        boolean expired = editor.acknowledgement()
                .filter(acknowledgement -> !acknowledgement.until().isAfter(context.now()))
                .isPresent();
        if (expired) {
            editor.setAcknowledgement(Optional.empty());
            editor.recipients()
                    .replaceAll((id, state) ->
                            state.isSuppressedBy(WithheldReason.ACKNOWLEDGED) ? state.withoutPending() : state);
        }
    }
}
