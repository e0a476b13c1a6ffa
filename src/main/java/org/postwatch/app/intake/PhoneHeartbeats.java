package org.postwatch.app.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.postwatch.app.intake.PhonePlans.PhonesFeed;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.Heartbeat;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeats of the feeds of phones: while intake serves, a phone that is silent has nothing to report. There is one for each
 * third of the limit of a feed, at the start of that period. Its id and time follow from feed and period, so that every instance
 * writes the same bytes, which count once. It has no {@code completeSince}: what officers could not report while intake or the
 * brokers were away is not known later either.
 */
final class PhoneHeartbeats {
    static final Duration TICK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(PhoneHeartbeats.class);
    private static final int PER_LIMIT = 3;

    private final Supplier<List<PhonesFeed>> feeds;
    private final BooleanSupplier serves;
    private final EventSink sink;
    private final InstantSource clock;
    /** The newest period that needs no heartbeat any more: it is written, or began before this instance could serve. */
    private final Map<FeedAccount, Instant> finished = new ConcurrentHashMap<>();

    private final Set<FeedAccount> inFlight = ConcurrentHashMap.newKeySet();

    /** @param serves whether an officer could check in now */
    PhoneHeartbeats(Supplier<List<PhonesFeed>> feeds, BooleanSupplier serves, EventSink sink, InstantSource clock) {
        this.feeds = feeds;
        this.serves = serves;
        this.sink = sink;
        this.clock = clock;
    }

    /** Called every second by a timer, which an exception would stop. */
    void tick() {
        try {
            if (serves.getAsBoolean()) {
                Instant now = clock.instant();
                feeds.get().stream().filter(feed -> feed.isInForceAt(now)).forEach(feed -> send(feed, now));
            } else {
                // What begins now may not have been served from its start.
                finished.clear();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("the heartbeats of phones cannot be sent, trying again", e);
        }
    }

    private void send(PhonesFeed feed, Instant now) {
        FeedAccount account = feed.account();
        Instant period = startOfPeriod(feed.feed().limitMinutes(), now);
        Instant last = finished.putIfAbsent(account, period);
        if (last == null || !period.isAfter(last) || !inFlight.add(account)) {
            return;
        }
        EventOrigin origin =
                new EventOrigin(account.district(), account.source(), "heartbeat-" + period.getEpochSecond(), period);
        try {
            sink.append(new Heartbeat(origin, Optional.empty()))
                    .whenComplete((result, failure) -> sent(account, period, result, failure));
        } catch (RuntimeException | Error e) {
            sent(account, period, null, e);
        }
    }

    /** The next tick tries again unless it is written. */
    private void sent(FeedAccount account, Instant period, AppendResult result, Throwable failure) {
        if (failure != null) {
            LOG.error("a heartbeat of the phones of {} was not written, trying again", account, failure);
        } else if (result == AppendResult.APPENDED) {
            finished.put(account, period);
        }
        inFlight.remove(account);
    }

    private static Instant startOfPeriod(int limitMinutes, Instant now) {
        long seconds = Duration.ofMinutes(limitMinutes).toSeconds() / PER_LIMIT;
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), seconds) * seconds);
    }
}
