package org.postwatch.delivery.cap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.postwatch.routing.Notice;

/**
 * An alert expires, so it is sent again while its subject is open, as an Update with its own name and time. Both follow from
 * the notice and the clock alone: a restart sends the same bytes, and a later message names the renewals before it
 * without having seen them.
 */
final class Renewals {
    /** Some are left before an alert expires when one could not be sent. */
    static final Duration EVERY = Duration.ofHours(6);

    /** One message of a subject: the revision itself, or a renewal of it. */
    record Message(String key, Instant sent) {}

    private Renewals() {}

    /** The message to send now: the revision itself in its first six hours, and then the latest renewal that is due. */
    static Message due(Notice notice, Instant now) {
        return message(notice.revisionKey(), notice.at(), number(notice.at(), now));
    }

    /** How long it is until the next one. */
    static Duration untilNext(Notice notice, Instant now) {
        return Duration.between(now, sent(notice.at(), number(notice.at(), now) + 1));
    }

    /** What a message replaces, the oldest first: earlier revisions, and renewals that have not expired when it is sent. */
    static List<Message> before(Notice notice, Message message) {
        List<Message> before = new ArrayList<>();
        List<Instant> decided = new ArrayList<>(
                notice.earlier().stream().map(Notice.Earlier::at).toList());
        List<String> keys = new ArrayList<>(notice.earlierKeys());
        decided.add(notice.at());
        keys.add(notice.revisionKey());
        for (int i = 0; i < keys.size(); i++) {
            Instant until = i + 1 < keys.size() ? decided.get(i + 1) : message.sent();
            add(before, keys.get(i), decided.get(i), until, message);
        }
        return before;
    }

    private static void add(List<Message> before, String key, Instant decided, Instant until, Message message) {
        if (key.equals(message.key())) {
            return;
        }
        before.add(new Message(key, decided));
        long last = number(decided, until.minusMillis(1));
        long alive = number(decided, message.sent().minus(Composer.EXPIRES_AFTER)) + 1;
        for (long n = Math.max(1, alive); n <= last; n++) {
            before.add(message(key, decided, n));
        }
    }

    private static Message message(String key, Instant decided, long number) {
        return number == 0 ? new Message(key, decided) : new Message(key + "-r" + number, sent(decided, number));
    }

    private static Instant sent(Instant decided, long number) {
        return decided.plus(EVERY.multipliedBy(number));
    }

    private static long number(Instant decided, Instant now) {
        return now.isBefore(decided) ? 0 : Duration.between(decided, now).dividedBy(EVERY);
    }
}
