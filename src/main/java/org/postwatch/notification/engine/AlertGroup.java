package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Alerts that one recipient is notified of in one notice, while any of them is open. Its members are in a table of their own,
 * so that a thousand alerts that join cost a thousand small writes.
 *
 * @param route path of the route that groups them
 * @param subject of its notices; derived from the instant at which the group was created, so that a later group has another
 * @param interval the shortest time between two notices
 * @param due when the next notice is due; {@link AlertState#NEVER} while nothing is new
 * @param memberRemoved whether an alert of the last notice has left the group
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
