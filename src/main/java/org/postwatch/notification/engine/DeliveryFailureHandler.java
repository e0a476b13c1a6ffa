package org.postwatch.notification.engine;

import java.util.Optional;
import org.postwatch.incident.IncidentId;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DeliveryResult.DeliveryStatus;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.PendingDelivery;
import org.postwatch.notification.route.RoutingConfig;

/**
 * A recipient that cannot be reached is an alert that the other recipients are notified of. It is open while a notice failed and
 * neither that notice nor a newer one of the same subject was delivered; the delivery of another subject does not close it.
 */
final class DeliveryFailureHandler {
    private final NotificationContext context;
    private final AlertProcessor alerts;
    private final NoticePublisher publisher;
    private final UndeliveredNotices undelivered;

    DeliveryFailureHandler(
            NotificationContext context,
            AlertProcessor alerts,
            NoticePublisher publisher,
            UndeliveredNotices undelivered) {
        this.context = context;
        this.alerts = alerts;
        this.publisher = publisher;
        this.undelivered = undelivered;
    }

    void handle(DeliveryResult delivery) {
        Optional<RoutingConfig> routing = context.routing(delivery.district());
        if (routing.isEmpty() || !routing.get().recipients().containsKey(delivery.recipient())) {
            return;
        }
        Runnable update = switch (delivery.outcome()) {
            case FAILED -> () -> handleFailed(routing.get(), delivery);
            case DELIVERED -> () -> handleDelivered(delivery);
        };
        update.run();
    }

    /** One that needs attention counts as failed, though it is still tried: it is over when the notice is delivered. */
    void handle(PendingDelivery pending) {
        if (pending.needsAttention()) {
            handle(new DeliveryResult(
                    pending.district(),
                    pending.recipient(),
                    pending.subject(),
                    "",
                    pending.revision(),
                    DeliveryStatus.FAILED,
                    pending.attempts(),
                    pending.at(),
                    pending.detail() + " (still retried)"));
        }
    }

    private void handleFailed(RoutingConfig routing, DeliveryResult delivery) {
        undelivered.recordFailure(delivery);
        if (findOpenAlert(delivery).isEmpty() && !concernsDeliveryFailures(delivery)) {
            Alert failed = EngineAlerts.deliveryFailed(routing, delivery.recipient(), delivery.detail(), context.now());
            alerts.handle(failed, NoticeStage.OPENED);
        }
    }

    private void handleDelivered(DeliveryResult delivery) {
        undelivered.recordDelivery(delivery);
        if (delivery.hasReachedRecipient() && undelivered.isEmpty(delivery.district(), delivery.recipient())) {
            findOpenAlert(delivery).ifPresent(alert -> close(alert, "delivered"));
        }
    }

    private Optional<Alert> findOpenAlert(DeliveryResult delivery) {
        return context.alertState(delivery.district(), EngineAlerts.deliveryFailedId(delivery.recipient()))
                .map(AlertState::alert)
                .filter(alert -> !alert.isOver());
    }

    /** Otherwise two recipients that cannot be reached would cause notices about each other without end. */
    private boolean concernsDeliveryFailures(DeliveryResult delivery) {
        return publisher
                .findNotice(delivery.district(), delivery.recipient(), delivery.subject())
                .map(NoticeState::alertIds)
                .filter(ids -> !ids.isEmpty())
                .map(ids ->
                        ids.stream().allMatch(id -> IncidentId.parse(id).kind().equals(Alert.DELIVERY_FAILED)))
                .orElse(false);
    }

    void close(Alert failure, String how) {
        alerts.handle(EngineAlerts.asClosed(failure, context.now(), how), NoticeStage.CLOSED);
    }
}
