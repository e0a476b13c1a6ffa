package org.postwatch.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DeliveryResult.DeliveryStatus;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeKey;

/**
 * Compares the current notices with the recorded results: it returns the attempts to start now and takes their
 * results. It depends only on its inputs, the given time and a random source; not thread-safe.
 *
 * <p>Each recipient has a queue in the order of {@link Notice#at()}, urgent notices first, with one attempt at a
 * time. A newer revision replaces a waiting one. A failure delays the whole queue, unless other notices are delivered
 * meanwhile: then only that notice. Nothing is sent before {@link #start}.
 */
public final class DeliveryReconciler {
    /** For each recipient. Beyond it, the oldest notice fails. */
    static final int MAX_WAITING = 10_000;

    private final DeliveryResultStore results;
    private final DeliverySettlement settlement;
    private final DeliveryRetry retry;
    private final Map<String, NoticeDeliveryState> states = new HashMap<>();
    private final DeliverySchedule schedule = new DeliverySchedule();
    private boolean started;

    /** @param chance from 0 to 1, without 1; spreads retries */
    public DeliveryReconciler(DeliveryResultStore register, DoubleSupplier chance) {
        this.results = register;
        this.settlement = new DeliverySettlement(register);
        this.retry = new DeliveryRetry(register, settlement, chance);
    }

    /**
     * Sets the policy of a recipient, named {@code district/recipient}; empty: no document names the recipient.
     */
    public void setPolicy(String recipient, Optional<DeliveryPolicy> terms, Instant now) {
        RecipientQueue line = schedule.queue(recipient);
        line.policy = terms.orElse(null);
        line.backoffUntil = null;
        line.failures = 0;
        line.ready.stream()
                .filter(standing -> standing.attempts == 0)
                .forEach(standing -> standing.retryingSince = terms.isPresent() ? null : now);
        schedule.update(line);
    }

    /** Takes the current notice of a key; empty: the recipient needs none any more. */
    public void offer(String key, Optional<Notice> notice, Instant now) {
        if (notice.isEmpty()) {
            remove(key);
            return;
        }
        NoticeDeliveryState standing = states.computeIfAbsent(key, NoticeDeliveryState::new);
        if (notice.get().revision() <= standing.revision) {
            return;
        }
        RecipientQueue line = schedule.queue(recipientOf(key));
        if (standing.notice != null) {
            line.remove(standing);
        }
        boolean untold = standing.notice != null && !standing.resending;
        standing.notice = notice.get();
        standing.ref = notice.get().ref();
        standing.revision = notice.get().revision();
        standing.attempts = 0;
        standing.notBefore = null;
        standing.resending = false;
        // A notice that cannot be delivered fails eventually, even if a new revision is published each minute.
        standing.retryingSince = untold ? standing.retryingSince : null;
        // Before the recorded results are known, an older revision may have been delivered.
        standing.pendingSince =
                started && untold ? standing.pendingSince : notice.get().at();
        if (started) {
            enqueue(line, standing, now);
        }
    }

    /**
     * Takes a recorded result. After {@link #start} it comes from a worker that was paused and does not know yet that
     * another one took over: then the result that was recorded here is recorded again.
     */
    public void restore(String key, Optional<DeliveryResult> delivery) {
        if (started) {
            Optional.ofNullable(states.get(key))
                    .map(standing -> standing.lastRecorded)
                    .filter(last -> delivery.map(DeliveryResult::revision).orElse(0) <= last.revision())
                    .ifPresent(results::record);
            return;
        }
        if (delivery.isPresent()) {
            states.computeIfAbsent(key, NoticeDeliveryState::new).restore(delivery.get());
        } else if (states.containsKey(key)) {
            NoticeDeliveryState standing = states.get(key);
            standing.hasRecord = false;
            standing.settledRevision = 0;
            standing.mayHaveBeenSent = false;
            standing.deliveredAt = null;
        }
    }

    /** All recorded results were restored: sending may start. */
    public void start(Instant now) {
        started = true;
        for (NoticeDeliveryState standing : List.copyOf(states.values())) {
            if (standing.revision == 0) {
                remove(standing.key);
            } else {
                enqueue(schedule.queue(recipientOf(standing.key)), standing, now);
            }
        }
    }

    private void enqueue(RecipientQueue line, NoticeDeliveryState standing, Instant now) {
        if (standing.isSettled()) {
            settlement.scheduleResend(line, standing, now);
        } else {
            boolean held = line.failures > 0 || line.policy == null;
            standing.retryingSince = standing.retryingSince == null && held ? now : standing.retryingSince;
            line.add(standing);
            if (line.ready.size() > MAX_WAITING) {
                NoticeDeliveryState oldest = line.ready.stream()
                        .filter(waiting -> !waiting.notice.urgent())
                        .findFirst()
                        .orElseGet(line.ready::first);
                settlement.settle(line, oldest, DeliveryStatus.FAILED, "more than " + MAX_WAITING + " wait", now);
            }
        }
        schedule.update(line);
    }

    /**
     * Returns the attempts to start now, at most {@code max}. Each needs {@link #complete} before the next attempt for its
     * recipient. Notices that are settled without an attempt are recorded.
     */
    public List<DeliveryAttempt> poll(Instant now, int max) {
        List<DeliveryAttempt> attempts = new ArrayList<>();
        Optional<RecipientQueue> due = schedule.firstDue(now);
        while (started && attempts.size() < max && due.isPresent()) {
            RecipientQueue line = due.get();
            line.promoteDelayed(now);
            settlement.settleUnsent(line, now);
            line.nextToSend(now).ifPresent(standing -> attempts.add(startAttempt(line, standing, now)));
            schedule.update(line);
            due = schedule.firstDue(now);
        }
        return attempts;
    }

    /** The start of the oldest pending delivery, across revisions. */
    public Optional<Instant> oldestWaiting() {
        return states.values().stream()
                .filter(standing -> started && standing.notice != null && !standing.resending)
                .map(standing -> standing.pendingSince)
                .min(Comparator.naturalOrder());
    }

    /** When {@link #poll} has something to return, if nothing changes before. */
    public Optional<Instant> nextDue() {
        return schedule.nextDue();
    }

    private DeliveryAttempt startAttempt(RecipientQueue line, NoticeDeliveryState standing, Instant now) {
        standing.attempts++;
        standing.retryingSince = standing.retryingSince == null ? now : standing.retryingSince;
        line.lastAttempted = standing.key;
        line.remove(standing);
        standing.notice = standing.resending || !standing.isUnsentNotification()
                ? standing.notice
                : standing.notice.asOriginalNotification();
        boolean first = !standing.mayHaveBeenSent && !standing.resending;
        standing.mayHaveBeenSent |= first;
        // An intent to deliver may be recorded.
        standing.hasRecord = true;
        line.inFlight = new DeliveryAttempt(line.name, standing.notice, standing.attempts, first);
        return line.inFlight;
    }

    /** The response of the recipient; empty: the attempt was interrupted and is repeated. */
    public void complete(DeliveryAttempt attempt, Optional<AttemptResult> answer, Instant now) {
        RecipientQueue line = schedule.queue(attempt.recipient());
        if (line.inFlight != attempt) {
            return;
        }
        line.inFlight = null;
        NoticeDeliveryState standing = states.get(attempt.notice().key());
        if (standing == null) {
            // Removed during the attempt; it may have been delivered nevertheless.
            results.remove(attempt.notice().key(), attempt.notice().ref());
        }
        // Otherwise a newer revision has replaced it in the queue.
        boolean current = standing != null && standing.notice == attempt.notice();
        if (current) {
            line.add(standing);
        }
        if (standing != null && answer.isPresent()) {
            apply(line, standing, attempt, answer.get(), current, now);
        }
        schedule.update(line);
    }

    private void apply(
            RecipientQueue line,
            NoticeDeliveryState standing,
            DeliveryAttempt attempt,
            AttemptResult answer,
            boolean current,
            Instant now) {
        Runnable effect = answer.match(
                delivered -> () ->
                        settle(line, standing, attempt, DeliveryStatus.DELIVERED, delivered.detail(), current, now),
                later -> () -> retry.retryLater(line, standing, attempt, later, current, now),
                rejected ->
                        () -> settle(line, standing, attempt, DeliveryStatus.FAILED, rejected.reason(), current, now));
        effect.run();
    }

    private void settle(
            RecipientQueue line,
            NoticeDeliveryState standing,
            DeliveryAttempt attempt,
            DeliveryStatus outcome,
            String detail,
            boolean current,
            Instant now) {
        if (outcome == DeliveryStatus.DELIVERED) {
            retry.resetFailures(line, now);
        }
        if (current && standing.resending && outcome == DeliveryStatus.DELIVERED) {
            line.remove(standing);
            settlement.scheduleResend(line, standing, now);
        } else if (current) {
            settlement.settle(line, standing, outcome, detail, now);
        } else {
            standing.deliveredAt = outcome == DeliveryStatus.DELIVERED ? now : null;
            settlement.record(standing, attempt.notice(), outcome, attempt.number(), detail, now);
        }
    }

    private void remove(String key) {
        NoticeDeliveryState standing = states.remove(key);
        if (standing == null) {
            return;
        }
        RecipientQueue line = schedule.queue(recipientOf(key));
        if (standing.notice != null) {
            line.remove(standing);
        }
        boolean onItsWay = line.inFlight != null && line.inFlight.notice().key().equals(key);
        if (started && standing.hasRecord) {
            if (!onItsWay) {
                results.remove(key, standing.ref);
            }
        } else if (standing.hasRecord) {
            // Whether the subject gets another notice is known only when everything has been read.
            NoticeDeliveryState rest = new NoticeDeliveryState(key);
            rest.ref = standing.ref;
            rest.hasRecord = true;
            rest.settledRevision = standing.settledRevision;
            rest.settledAt = standing.settledAt;
            states.put(key, rest);
        }
        schedule.update(line);
    }

    /** {@code district/recipient} of a key. */
    static String recipientOf(String key) {
        return NoticeKey.parse(key).recipient().text();
    }
}
