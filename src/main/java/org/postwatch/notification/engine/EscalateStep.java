package org.postwatch.notification.engine;

import org.postwatch.notification.engine.RecipientState.PendingNotification;
import org.postwatch.notification.model.Notice.NoticeStage;

/** Gives an alert that nobody has acknowledged to the recipients of the escalation steps that are due. */
final class EscalateStep {
    private final NotificationContext context;

    EscalateStep(NotificationContext context) {
        this.context = context;
    }

    void apply(AlertStateEditor editor) {
        if (editor.isUnacknowledged()) {
            editor.escalation().takeDue(context.now()).forEach(step -> escalate(editor, step));
        }
    }

    private static void escalate(AlertStateEditor editor, AlertState.EscalationStepState step) {
        PendingNotification pending = new PendingNotification(NoticeStage.ESCALATED, NoticeCause.escalated(step));
        for (String recipient : step.to()) {
            RecipientState state = editor.recipients().get(recipient);
            if (state == null || state.isUnaware()) {
                editor.recipients().put(recipient, RecipientState.of(step.route(), true, pending));
            } else if (state.wasNotifiedActive()) {
                editor.recipients().put(recipient, state.withPending(pending));
            }
        }
    }
}
