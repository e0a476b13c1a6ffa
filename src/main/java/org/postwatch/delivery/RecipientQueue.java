package org.postwatch.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import org.postwatch.notification.model.Recipient;

/** The waiting notices of one recipient, in order. At most one attempt runs at a time. */
final class RecipientQueue {
    /** After this many failures of a notice the next notice is tried once: the recipient may reject only the first one. */
    private static final int ATTEMPTS_BEFORE_NEXT = 3;

    final String name;
    /** Absent while no document names the recipient. */
    DeliveryPolicy policy;
    /** To be sent as soon as the recipient is reachable. */
    final TreeSet<NoticeDeliveryState> ready;
    /** Notices that wait until a time of their own. */
    final TreeSet<NoticeDeliveryState> delayed =
            new TreeSet<>(Comparator.comparing((NoticeDeliveryState standing) -> standing.notBefore)
                    .thenComparing(standing -> standing.key));

    DeliveryAttempt inFlight;
    /** Until then only urgent notices are tried. */
    Instant backoffUntil;
    /** Consecutive failures, of any notice. */
    int failures;

    /** Why the last attempt failed. */
    String lastFailure = "";

    String lastAttempted;
    Instant lastDeliveredAt;
    /** When it is due; null: nothing to do. */
    Instant scheduledAt;

    RecipientQueue(String name) {
        this.name = name;
        this.ready = new TreeSet<>(Comparator.comparing((NoticeDeliveryState standing) -> !standing.notice.urgent())
                .thenComparing(standing -> standing.notice.at())
                .thenComparing(standing -> standing.key));
    }

    void add(NoticeDeliveryState standing) {
        (standing.notBefore == null ? ready : delayed).add(standing);
    }

    void remove(NoticeDeliveryState standing) {
        (standing.notBefore == null ? ready : delayed).remove(standing);
    }

    /** Moves notices whose time has come to the ready ones. */
    void promoteDelayed(Instant now) {
        while (!delayed.isEmpty() && !delayed.first().notBefore.isAfter(now)) {
            NoticeDeliveryState standing = delayed.pollFirst();
            standing.notBefore = null;
            ready.add(standing);
        }
    }

    /** The notice to send now. */
    Optional<NoticeDeliveryState> nextToSend(Instant now) {
        if (ready.isEmpty() || policy == null) {
            return Optional.empty();
        }
        NoticeDeliveryState first = ready.first();
        boolean resting = backoffUntil != null && now.isBefore(backoffUntil);
        if (resting) {
            return first.notice.urgent() ? Optional.of(first) : Optional.empty();
        }
        boolean stubborn =
                first.attempts > 0 && first.attempts % ATTEMPTS_BEFORE_NEXT == 0 && first.key.equals(lastAttempted);
        NoticeDeliveryState second = stubborn ? ready.higher(first) : null;
        return Optional.of(second == null ? first : second);
    }

    /** When it is due at the earliest; null: not before something changes. */
    Instant nextDue() {
        if (inFlight != null) {
            return null;
        }
        Instant own = delayed.isEmpty() ? null : delayed.first().notBefore;
        if (ready.isEmpty()) {
            return own;
        }
        NoticeDeliveryState first = ready.first();
        boolean held = policy == null || backoffUntil != null && !first.notice.urgent();
        if (!held) {
            return Instant.MIN;
        }
        Instant given = first.retryingSince == null ? null : first.retryingSince.plus(giveUpAfter());
        return earliest(earliest(policy == null ? null : backoffUntil, given), own);
    }

    Duration giveUpAfter() {
        return policy == null ? Recipient.DEFAULT_GIVE_UP_AFTER : policy.giveUpAfter();
    }

    private static Instant earliest(Instant a, Instant b) {
        return a == null ? b : b == null || a.isBefore(b) ? a : b;
    }
}
