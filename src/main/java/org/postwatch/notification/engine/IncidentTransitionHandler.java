package org.postwatch.notification.engine;

import java.util.List;
import java.util.Optional;
import org.postwatch.incident.Episode;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.IncidentAlertMapper;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;

/** Turns the transitions of incidents into changes of alerts, and the watchdog's into watchdog notices. */
final class IncidentTransitionHandler {
    private final NotificationContext context;
    private final AlertProcessor alerts;
    private final NoticePublisher publisher;

    IncidentTransitionHandler(NotificationContext context, AlertProcessor alerts, NoticePublisher publisher) {
        this.context = context;
        this.alerts = alerts;
        this.publisher = publisher;
    }

    void handle(IncidentTransition transition) {
        if (transition.incident().kind() == IncidentKind.WATCHDOG) {
            publishWatchdog(transition.district());
            return;
        }
        Alert alert = IncidentAlertMapper.toAlert(transition);
        Optional<NoticeStage> stage = switch (transition.change()) {
            case EXPECTED -> Optional.of(NoticeStage.EXPECTED);
            case AVERTED -> Optional.of(NoticeStage.AVERTED);
            case OPENED -> Optional.of(NoticeStage.OPENED);
            case ESCALATED -> Optional.of(NoticeStage.ESCALATED);
            case CLOSED -> Optional.of(NoticeStage.CLOSED);
            case CORRECTED -> Optional.of(NoticeStage.CORRECTED);
            case REASONS -> Optional.of(NoticeStage.UPDATED);
            case WITHDRAWN -> Optional.of(NoticeStage.WITHDRAWN);
            case REPUBLISHED -> stageOfRepublished(alert, transition);
        };
        stage.ifPresent(known -> alerts.handle(alert, known));
    }

    /** Empty for what is known, and for what ended so long ago that its state may have been removed. */
    private Optional<NoticeStage> stageOfRepublished(Alert alert, IncidentTransition transition) {
        Optional<Alert> known = context.alertState(alert.district(), alert.id()).map(AlertState::alert);
        if (known.isEmpty()) {
            return isPastRetention(transition)
                    ? Optional.empty()
                    : Optional.of(alert.isForecast() ? NoticeStage.EXPECTED : NoticeStage.OPENED);
        }
        boolean unchanged = known.get().status() == alert.status()
                && known.get().severity().equals(alert.severity())
                && known.get().opened().equals(alert.opened());
        if (!unchanged) {
            return Optional.of(NoticeStage.CORRECTED);
        }
        return alert.status() == Alert.AlertStatus.OPEN ? Optional.of(NoticeStage.UPDATED) : Optional.empty();
    }

    private boolean isPastRetention(IncidentTransition transition) {
        List<Episode> episodes = transition.incident().episodes();
        return !episodes.isEmpty()
                && episodes.get(episodes.size() - 1)
                        .closedAt()
                        .filter(closed -> closed.isBefore(context.now().minus(AlertState.RETENTION)))
                        .isPresent();
    }

    /** Notifies every recipient that asks for the watchdog, unless a mandatory denial covers it. */
    private void publishWatchdog(String canary) {
        context.forEachRouting(routing -> {
            for (Recipient recipient : routing.recipients().values()) {
                if (recipient.receivesWatchdog() && !routing.policy().denies(recipient)) {
                    publisher.publishWatchdog(routing, recipient, canary);
                }
            }
        });
    }
}
