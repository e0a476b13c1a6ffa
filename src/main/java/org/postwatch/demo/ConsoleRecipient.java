package org.postwatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postwatch.board.OutputListener;
import org.postwatch.board.OutputListeners;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.DeliveryExecutor;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/**
 * Replaces all recipients of all districts: no address of the documents is used. It passes delivered notices to the
 * listener. Deliveries run by this machine's clock, but are recorded with the instant of the decision, so that they
 * do not advance the scenario's clock.
 */
final class ConsoleRecipient implements DeliveryExecutor.ChannelFactory, OutputListener {
    private final Map<String, Notice> published = new HashMap<>();
    private final Map<String, Notice> received = new HashMap<>();
    /** To whom it shows what it gets. */
    private volatile OutputListeners audience = new OutputListeners(List.of());

    void setAudience(OutputListeners audience) {
        this.audience = audience;
    }

    @Override
    public NotificationChannel open(RoutingConfig routing, Recipient recipient) {
        return notice -> {
            audience.report(OutputListener::onDelivered, notice);
            receive(notice);
            return new AttemptResult.Delivered("shown");
        };
    }

    private synchronized void receive(Notice notice) {
        received.put(notice.key(), notice);
        notifyAll();
    }

    /** The instant of the decision about the notice under a key; {@link Instant#MIN} if there is none. */
    synchronized Instant decidedAt(String key) {
        return Optional.ofNullable(received.get(key)).map(Notice::at).orElse(Instant.EPOCH);
    }

    @Override
    public synchronized void onNotice(Notice notice) {
        published.put(notice.key(), notice);
    }

    @Override
    public synchronized void onNoticeRemoved(String key) {
        published.remove(key);
    }

    /** Waits until all written notices were received; false after the timeout. */
    synchronized boolean awaitAll(Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        while (!published.values().stream().allMatch(this::isReceived)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private boolean isReceived(Notice notice) {
        Notice latest = received.get(notice.key());
        return latest != null && latest.revision() >= notice.revision();
    }
}
