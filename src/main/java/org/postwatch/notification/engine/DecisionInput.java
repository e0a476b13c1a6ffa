package org.postwatch.notification.engine;

import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/** What is decided about: an alert, and what one recipient knows of it and is to be notified of. */
record DecisionInput(RoutingConfig routing, AlertStateEditor editor, Recipient recipient, RecipientState state) {
    Alert alert() {
        return editor.alert();
    }

    /** Whether only the policy may withhold it: the alert is urgent, or the notification ends or settles it. */
    boolean bypassesSuppression() {
        return alert().isUrgent()
                || state.pending()
                        .filter(RecipientState.PendingNotification::bypassesSuppression)
                        .isPresent();
    }
}
