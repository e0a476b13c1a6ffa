package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.notification.engine.RecipientState.PendingNotification;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/** Repeats an open alert at the interval of each recipient's route, unless an operator has acknowledged it. */
final class RepeatStep {
    private final NotificationContext context;
    private final DisclosureLog disclosures;

    RepeatStep(NotificationContext context, DisclosureLog disclosures) {
        this.context = context;
        this.disclosures = disclosures;
    }

    void apply(RoutingConfig routing, AlertStateEditor editor) {
        editor.recipients().replaceAll((id, state) -> {
            Optional<Instant> due = editor.nextRepeatAt(state, routing).filter(at -> !at.isAfter(context.now()));
            Recipient recipient = routing.recipients().get(id);
            return due.isEmpty() || recipient == null ? state : repeat(editor, recipient, state);
        });
    }

    private RecipientState repeat(AlertStateEditor editor, Recipient recipient, RecipientState state) {
        if (editor.acknowledgement().isEmpty()) {
            return state.withPending(PendingNotification.of(NoticeStage.REPEATED));
        }
        AlertState.Acknowledgement acknowledgement = editor.acknowledgement().get();
        Decision.Suppress decision = new Decision.Suppress(
                new WithheldReason.AlreadyAcknowledged(acknowledgement.by()), acknowledgement.until());
        disclosures.recordWithheld(recipient, editor.alert(), decision);
        return state.withSuppression(RecipientState.Suppression.of(decision));
    }
}
