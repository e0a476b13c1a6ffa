package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/**
 * Sends an update, which calls nobody, to every recipient that knows of the alert as open and has no pending notification,
 * which would contain the same. While a silence is active, the update waits.
 */
final class UpdateStep {
    private final NotificationContext context;
    private final SilenceStore silences;
    private final AlertGroups groups;
    private final NoticePublisher publisher;

    UpdateStep(NotificationContext context, SilenceStore silences, AlertGroups groups, NoticePublisher publisher) {
        this.context = context;
        this.silences = silences;
        this.groups = groups;
        this.publisher = publisher;
    }

    void schedule(AlertStateEditor editor) {
        editor.scheduleUpdate(context.now());
    }

    void apply(RoutingConfig routing, AlertStateEditor editor) {
        if (!editor.isUpdateDue(context.now())) {
            return;
        }
        Alert alert = editor.alert();
        Optional<Instant> silencedUntil = alert.isUrgent()
                ? Optional.empty()
                : silences.findLongest(alert).map(Silence::until);
        if (silencedUntil.isPresent()) {
            editor.scheduleUpdate(silencedUntil.get());
            return;
        }
        editor.markUpdated(context.now());
        List<AlertState> alerts = List.of(editor.toState(Optional.of(routing)));
        editor.recipients().forEach((id, state) -> {
            Recipient recipient = routing.recipients().get(id);
            if (recipient == null
                    || !state.wasNotifiedActive()
                    || state.pending().isPresent()) {
                return;
            }
            if (state.group().isEmpty()) {
                publisher.publishUpdate(
                        routing,
                        recipient,
                        new NoticeRequest(
                                alert.id(), NoticeStage.UPDATED, alert.status(), alerts, NoticeCause.update(state)));
            } else {
                groups.scheduleUpdate(alert, id, state);
            }
        });
    }
}
