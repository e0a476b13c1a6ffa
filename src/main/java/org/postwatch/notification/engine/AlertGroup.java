package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Matters that one recipient is told of in one notice, while any of them is open. Its members stand in a table of their
 * own, so that a thousand that join cost a thousand small writes.
 *
 * @param subject of its notices; names the group's first instant, so that a later group is another
 * @param interval at least so long between two notices
 * @param lost whether a matter that it told of is told apart since
 * @param due when the next notice is; {@link AlertState#NEVER} while nothing is new
 */
public record AlertGroup(
        String recipient,
        String route,
        String subject,
        Duration interval,
        Instant due,
        Optional<Instant> lastNotifiedAt,
        boolean memberRemoved) {
    AlertGroup withDue(Instant at) {
        return new AlertGroup(recipient, route, subject, interval, at, lastNotifiedAt, memberRemoved);
    }

    AlertGroup withMemberRemoved(Instant at) {
        return new AlertGroup(recipient, route, subject, interval, at, lastNotifiedAt, true);
    }

    AlertGroup asNotified(Instant at) {
        return new AlertGroup(recipient, route, subject, interval, AlertState.NEVER, Optional.of(at), false);
    }
}
