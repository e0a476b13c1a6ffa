package org.postwatch.app.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.DeliveryExecutor;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.observability.DeliveryEvent;

/** Opens channels of another factory and counts attempts that will be retried. */
record MeteredChannelFactory(DeliveryExecutor.ChannelFactory delegate, Consumer<DeliveryEvent> events)
        implements DeliveryExecutor.ChannelFactory {
    @Override
    public NotificationChannel open(RoutingConfig routing, Recipient recipient) {
        try {
            return new MeteredChannel(delegate.open(routing, recipient), events);
        } catch (RuntimeException e) {
            // It is opened again with the next attempt.
            events.accept(DeliveryEvent.RETRIED);
            throw e;
        }
    }

    private record MeteredChannel(NotificationChannel delegate, Consumer<DeliveryEvent> events)
            implements NotificationChannel {
        @Override
        public AttemptResult send(Notice notice) throws InterruptedException {
            AttemptResult answer = delegate.send(notice);
            Optional<DeliveryEvent> event = answer.match(
                    delivered -> Optional.empty(),
                    later -> Optional.of(DeliveryEvent.RETRIED),
                    rejected -> Optional.empty());
            event.ifPresent(events);
            return answer;
        }

        @Override
        public Optional<Duration> resendAfter(Notice notice, Duration known) {
            return delegate.resendAfter(notice, known);
        }

        @Override
        public boolean isRetained() {
            return delegate.isRetained();
        }

        @Override
        public void close() {
            delegate.close();
        }
    }
}
