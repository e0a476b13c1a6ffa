package org.postwatch.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DeliveryResult.DeliveryStatus;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.model.PendingDelivery;

/**
 * Compares the current notices with the recorded results: it returns the attempts to start now and takes their
 * results. It depends only on its inputs, the given time and a random source; not thread-safe.
 *
 * <p>Each recipient has a queue in the order of {@link Notice#at()}, urgent notices first, with one attempt at a
 * time. A newer revision replaces a waiting one. A failure delays the whole queue, unless other notices are delivered
 * meanwhile: then only that notice. Nothing is sent before {@link #start}.
 */
public final class DeliveryReconciler {
    /** Of one recipient; beyond, the oldest is given up. */
    static final int MAX_WAITING = 10_000;

    private final DeliveryResultStore results;
    private final DeliverySettlement settlement;
    private final ExponentialBackoff backoff;
    private final Map<String, NoticeDeliveryState> states = new HashMap<>();
    private final Map<String, RecipientQueue> queues = new HashMap<>();
    private final TreeSet<RecipientQueue> schedule = new TreeSet<>(
            Comparator.comparing((RecipientQueue line) -> line.scheduledAt).thenComparing(line -> line.name));
    private boolean started;

    /** @param chance from 0 to 1, without 1; spreads retries */
    public DeliveryReconciler(DeliveryResultStore register, DoubleSupplier chance) {
        this.results = register;
        this.settlement = new DeliverySettlement(register);
        this.backoff = new ExponentialBackoff(chance);
    }

    /**
     * How a recipient, named {@code district/recipient}, is to be dealt with from now on; empty: there is none such.
     */
    public void setPolicy(String recipient, Optional<DeliveryPolicy> terms, Instant now) {
        RecipientQueue line = queue(recipient);
        line.policy = terms.orElse(null);
        line.backoffUntil = null;
        line.failures = 0;
        line.ready.stream()
                .filter(standing -> standing.attempts == 0)
                .forEach(standing -> standing.retryingSince = terms.isPresent() ? null : now);
        reschedule(line);
    }

    /** What a recipient should now know; empty: nothing any more. */
    public void offer(String key, Optional<Notice> notice, Instant now) {
        if (notice.isEmpty()) {
            remove(key);
            return;
        }
        NoticeDeliveryState standing = states.computeIfAbsent(key, NoticeDeliveryState::new);
        if (notice.get().revision() <= standing.revision) {
            return;
        }
        RecipientQueue line = queue(recipientOf(key));
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
     * What others have put on record. Before {@link #start} it is what is known; afterwards it comes from somebody who
     * was stopped for a while and has not learnt yet that another has taken over: what was written here stands.
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
                enqueue(queue(recipientOf(standing.key)), standing, now);
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
        reschedule(line);
    }

    /**
     * What is to be sent now, at most so many. Each has to be answered before its recipient is sent anything else. What
     * is settled without sending goes to the register.
     */
    public List<DeliveryAttempt> poll(Instant now, int max) {
        List<DeliveryAttempt> attempts = new ArrayList<>();
        while (started
                && attempts.size() < max
                && !schedule.isEmpty()
                && !schedule.first().scheduledAt.isAfter(now)) {
            RecipientQueue line = schedule.first();
            line.promoteDelayed(now);
            settlement.settleUnsent(line, now);
            line.nextToSend(now).ifPresent(standing -> attempts.add(startAttempt(line, standing, now)));
            reschedule(line);
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

    /** When {@link #poll} has something to say, if nothing happens before. */
    public Optional<Instant> nextDue() {
        return schedule.isEmpty() ? Optional.empty() : Optional.of(schedule.first().scheduledAt);
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
        RecipientQueue line = queue(attempt.recipient());
        if (line.inFlight != attempt) {
            return;
        }
        line.inFlight = null;
        NoticeDeliveryState standing = states.get(attempt.notice().key());
        if (standing == null) {
            // Forgotten while it was on its way; it may have arrived all the same.
            results.remove(attempt.notice().key(), attempt.notice().ref());
        }
        // A newer revision has taken its place in the line meanwhile.
        boolean current = standing != null && standing.notice == attempt.notice();
        if (current) {
            line.add(standing);
        }
        if (standing != null && answer.isPresent()) {
            apply(line, standing, attempt, answer.get(), current, now);
        }
        reschedule(line);
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
                later -> () -> retryLater(line, standing, attempt, later, current, now),
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
            resetFailures(line, now);
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

    private void retryLater(
            RecipientQueue line,
            NoticeDeliveryState standing,
            DeliveryAttempt attempt,
            AttemptResult.TemporaryFailure later,
            boolean current,
            Instant now) {
        line.failures++;
        line.lastFailure = later.reason();
        if (current) {
            standing.lastFailure = later.reason();
        }
        if (attempt.isFirst() && !later.mayHaveBeenDelivered()) {
            standing.mayHaveBeenSent = false;
        }
        boolean onlyThis =
                current && line.lastDeliveredAt != null && line.lastDeliveredAt.isAfter(standing.retryingSince);
        if (current && (onlyThis || standing.notice.urgent())) {
            line.remove(standing);
            standing.notBefore = now.plus(backoff.delay(standing.attempts, later.retryAfter()));
            line.add(standing);
        }
        if (!onlyThis || later.retryAfter().isPresent()) {
            line.backoffUntil = now.plus(backoff.delay(line.failures, later.retryAfter()));
        } else {
            line.failures = 0;
        }
        if (current && !standing.resending) {
            results.pending(pending(standing, later, now));
        }
        // They would have been tried by now.
        line.ready.forEach(
                waiting -> waiting.retryingSince = waiting.retryingSince == null ? now : waiting.retryingSince);
        settlement.giveUp(line, now);
    }

    private static PendingDelivery pending(
            NoticeDeliveryState standing, AttemptResult.TemporaryFailure failure, Instant now) {
        Notice notice = standing.notice;
        return new PendingDelivery(
                notice.district(),
                notice.recipient(),
                notice.subject(),
                notice.revision(),
                standing.attempts,
                standing.retryingSince,
                now,
                failure.likelyPermanent(),
                failure.reason());
    }

    private void resetFailures(RecipientQueue line, Instant now) {
        if (line.failures > 0) {
            line.ready.forEach(waiting -> waiting.retryingSince = waiting.attempts == 0 ? null : waiting.retryingSince);
        }
        line.failures = 0;
        line.backoffUntil = null;
        line.lastDeliveredAt = now;
    }

    private void remove(String key) {
        NoticeDeliveryState standing = states.remove(key);
        if (standing == null) {
            return;
        }
        RecipientQueue line = queue(recipientOf(key));
        if (standing.notice != null) {
            line.remove(standing);
        }
        boolean onItsWay = line.inFlight != null && line.inFlight.notice().key().equals(key);
        if (started && standing.hasRecord) {
            if (!onItsWay) {
                results.remove(key, standing.ref);
            }
        } else if (standing.hasRecord) {
            // Perhaps the last life of the subject; known only when all is read.
            NoticeDeliveryState rest = new NoticeDeliveryState(key);
            rest.ref = standing.ref;
            rest.hasRecord = true;
            rest.settledRevision = standing.settledRevision;
            rest.settledAt = standing.settledAt;
            states.put(key, rest);
        }
        reschedule(line);
    }

    private RecipientQueue queue(String name) {
        return queues.computeIfAbsent(name, RecipientQueue::new);
    }

    private void reschedule(RecipientQueue line) {
        if (line.scheduledAt != null) {
            schedule.remove(line);
        }
        line.scheduledAt = line.nextDue();
        if (line.scheduledAt != null) {
            schedule.add(line);
        } else if (line.policy == null && line.inFlight == null && line.ready.isEmpty() && line.delayed.isEmpty()) {
            queues.remove(line.name);
        }
    }

    /** {@code district/recipient} of a key. */
    static String recipientOf(String key) {
        return NoticeKey.parse(key).recipient().text();
    }
}
