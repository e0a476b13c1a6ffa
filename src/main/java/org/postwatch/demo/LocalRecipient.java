package org.postwatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postwatch.board.Audience;
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.Couriers;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;

/**
 * Stands in for every recipient of every district: no address of the documents is ever opened. What couriers bring it shows
 * to the audience. Deliveries are made by this machine's clock, but filed under the instant at which the notice was
 * decided, so that the scenario's clock is not turned.
 */
final class LocalRecipient implements Couriers.Opener, Audience {
    private final Map<String, Notice> written = new HashMap<>();
    private final Map<String, Notice> here = new HashMap<>();
    /** To whom it shows what it gets. */
    private volatile Audience audience = new Audience() {};

    void shows(Audience audience) {
        this.audience = audience;
    }

    @Override
    public Channel open(Routing routing, Recipient recipient) {
        return notice -> {
            audience.delivered(notice);
            take(notice);
            return new Answer.Taken("shown");
        };
    }

    private synchronized void take(Notice notice) {
        here.put(notice.key(), notice);
        notifyAll();
    }

    /** When it was decided what it got under a key; long ago, if it got nothing. */
    synchronized Instant decided(String key) {
        return Optional.ofNullable(here.get(key)).map(Notice::at).orElse(Instant.EPOCH);
    }

    @Override
    public synchronized void notice(Notice notice) {
        written.put(notice.key(), notice);
    }

    @Override
    public synchronized void noticeGone(String key) {
        written.remove(key);
    }

    /** Waits until it has whatever was written; false when something is missing after so long. */
    synchronized boolean awaitAll(Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        while (!written.values().stream().allMatch(this::isHere)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private boolean isHere(Notice notice) {
        Notice latest = here.get(notice.key());
        return latest != null && latest.revision() >= notice.revision();
    }
}
