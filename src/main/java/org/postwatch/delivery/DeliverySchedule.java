package org.postwatch.delivery;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The queues of all recipients, in the order in which they are due. */
final class DeliverySchedule {
    private final Map<String, RecipientQueue> queues = new HashMap<>();
    private final TreeSet<RecipientQueue> due = new TreeSet<>(
            Comparator.comparing((RecipientQueue line) -> line.scheduledAt).thenComparing(line -> line.name));

    /** The queue of a recipient; a new one if it has none. */
    RecipientQueue queue(String recipient) {
        return queues.computeIfAbsent(recipient, RecipientQueue::new);
    }

    /** Updates the place of a queue after a change. A queue that has nothing left is removed. */
    void update(RecipientQueue line) {
        if (line.scheduledAt != null) {
            due.remove(line);
        }
        line.scheduledAt = line.nextDue();
        if (line.scheduledAt != null) {
            due.add(line);
        } else if (line.policy == null && line.inFlight == null && line.ready.isEmpty() && line.delayed.isEmpty()) {
            queues.remove(line.name);
        }
    }

    /** The queue that is due first, if one is due. */
    Optional<RecipientQueue> firstDue(Instant now) {
        return due.isEmpty() || due.first().scheduledAt.isAfter(now) ? Optional.empty() : Optional.of(due.first());
    }

    /** When a queue is due next; empty: not before something changes. */
    Optional<Instant> nextDue() {
        return due.isEmpty() ? Optional.empty() : Optional.of(due.first().scheduledAt);
    }
}
