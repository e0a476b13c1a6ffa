package org.postwatch.delivery.cap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.postwatch.notification.model.Notice;

/**
 * An alert expires, so it is sent again while its subject is open, as an Update with its own name and time. Both follow from
 * the notice and the clock alone: a restart sends the same bytes, and a later message names the renewals before it
 * without having seen them.
 */
final class CapRenewals {
    /** Some are left before an alert expires when one could not be sent. */
    static final Duration INTERVAL = Duration.ofHours(6);

    /** One message of a subject: the revision itself, or a renewal of it. */
    record CapMessage(String key, Instant sent) {}

    private CapRenewals() {}

    /** The message to send now: the revision itself in its first six hours, and then the latest renewal that is due. */
    static CapMessage currentMessage(Notice notice, Instant now) {
        return renewal(notice.revisionKey(), notice.at(), renewalNumber(notice.at(), now));
    }

    /** How long it is until the next one. */
    static Duration untilNext(Notice notice, Instant now) {
        return Duration.between(now, sentAt(notice.at(), renewalNumber(notice.at(), now) + 1));
    }

    /** What a message replaces, the oldest first: earlier revisions, and renewals that have not expired when it is sent. */
    static List<CapMessage> replacedMessages(Notice notice, CapMessage message) {
        List<CapMessage> before = new ArrayList<>();
        List<Instant> decided = new ArrayList<>(notice.earlierRevisions().stream()
                .map(Notice.EarlierRevision::at)
                .toList());
        List<String> keys = new ArrayList<>(notice.earlierRevisionKeys());
        decided.add(notice.at());
        keys.add(notice.revisionKey());
        for (int i = 0; i < keys.size(); i++) {
            Instant until = i + 1 < keys.size() ? decided.get(i + 1) : message.sent();
            add(before, keys.get(i), decided.get(i), until, message);
        }
        return before;
    }

    private static void add(List<CapMessage> before, String key, Instant decided, Instant until, CapMessage message) {
        if (key.equals(message.key())) {
            return;
        }
        before.add(new CapMessage(key, decided));
        long last = renewalNumber(decided, until.minusMillis(1));
        long alive = renewalNumber(decided, message.sent().minus(CapAlertFactory.EXPIRES_AFTER)) + 1;
        for (long n = Math.max(1, alive); n <= last; n++) {
            before.add(renewal(key, decided, n));
        }
    }

    private static CapMessage renewal(String key, Instant decided, long number) {
        return number == 0
                ? new CapMessage(key, decided)
                : new CapMessage(key + "-r" + number, sentAt(decided, number));
    }

    private static Instant sentAt(Instant decided, long number) {
        return decided.plus(INTERVAL.multipliedBy(number));
    }

    private static long renewalNumber(Instant decided, Instant now) {
        return now.isBefore(decided) ? 0 : Duration.between(decided, now).dividedBy(INTERVAL);
    }
}
