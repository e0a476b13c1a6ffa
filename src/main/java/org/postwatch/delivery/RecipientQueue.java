package org.postwatch.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import org.postwatch.notification.model.Recipient;

/** What waits for one recipient, in order; one at a time is on its way. */
final class RecipientQueue {
    /** After so many failures of the same one the next one is tried once: perhaps only that one is not liked. */
    private static final int ATTEMPTS_BEFORE_NEXT = 3;

    final String name;
    /** Absent while no document names the recipient. */
    DeliveryPolicy policy;
    /** To be sent as soon as the recipient can be spoken to. */
    final TreeSet<NoticeDeliveryState> ready;
    /** Not before a time of their own. */
    final TreeSet<NoticeDeliveryState> delayed =
            new TreeSet<>(Comparator.comparing((NoticeDeliveryState standing) -> standing.notBefore)
                    .thenComparing(standing -> standing.key));

    DeliveryAttempt inFlight;
    /** The recipient is left alone until then, but for what is urgent. */
    Instant backoffUntil;
    /** In a row, by whatever notice. */
    int failures;

    /** Why the last attempt failed. */
    String lastFailure = "";

    String lastAttempted;
    Instant lastDeliveredAt;
    /** Its place in the order of all lines; absent: nothing to do. */
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

    /** Those whose own time has come stand with the others. */
    void promoteDelayed(Instant now) {
        while (!delayed.isEmpty() && !delayed.first().notBefore.isAfter(now)) {
            NoticeDeliveryState standing = delayed.pollFirst();
            standing.notBefore = null;
            ready.add(standing);
        }
    }

    /** The one to send now. */
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

    /** When there is something to do at the earliest; null: not before something happens. */
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
