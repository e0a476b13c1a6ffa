package org.postwatch.delivery;

import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.PendingDelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A register that also says aloud what has failed. */
final class LoggingDeliveryResultStore implements DeliveryResultStore {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryExecutor.class);

    private final DeliveryResultStore delegate;

    LoggingDeliveryResultStore(DeliveryResultStore register) {
        this.delegate = register;
    }

    @Override
    public void record(DeliveryResult delivery) {
        if (delivery.outcome() == DeliveryResult.DeliveryStatus.FAILED) {
            LOG.error(
                    "DELIVERY FAILED: recipient={}/{} subject={} revision={} attempts={} reason={}",
                    delivery.district(),
                    delivery.recipient(),
                    delivery.subject(),
                    delivery.revision(),
                    delivery.attempts(),
                    NoticeText.sanitize(delivery.detail()));
        }
        delegate.record(delivery);
    }

    @Override
    public void pending(PendingDelivery pending) {
        delegate.pending(pending);
    }

    @Override
    public void remove(String key, String ref) {
        delegate.remove(key, ref);
    }
}
