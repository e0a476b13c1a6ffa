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
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Delivery.Outcome;
import org.postwatch.routing.Notice;

/**
 * What recipients should know against what they were told: says what is to be sent now and takes the answers. A function of
 * what it is told, the clock it is handed and chance; not safe for threads.
 *
 * <p>Each recipient has a line of its own, in the order of {@link Notice#at()}, what is urgent first, one on its way at a
 * time; a newer revision takes the place of one that waits. Failures keep the whole line waiting, unless the recipient takes
 * others meanwhile: then only that one. Nothing is sent before {@link #begin}.
 */
public final class Reconciler {
    /** Of one recipient; beyond, the oldest is given up. */
    static final int WAITING_MAX = 10_000;

    private final Register register;
    private final Settling settling;
    private final Backoff backoff;
    private final Map<String, Standing> standings = new HashMap<>();
    private final Map<String, Line> lines = new HashMap<>();
    private final TreeSet<Line> order =
            new TreeSet<>(Comparator.comparing((Line line) -> line.wake).thenComparing(line -> line.name));
    private boolean begun;

    /** @param chance from 0 to 1, without 1; spreads retries */
    public Reconciler(Register register, DoubleSupplier chance) {
        this.register = register;
        this.settling = new Settling(register);
        this.backoff = new Backoff(chance);
    }

    /** How a recipient, named {@code district/recipient}, is to be dealt with from now on; empty: there is none such. */
    public void terms(String recipient, Optional<Terms> terms, Instant now) {
        Line line = line(recipient);
        line.terms = terms.orElse(null);
        line.rest = null;
        line.failures = 0;
        line.waiting.stream()
                .filter(standing -> standing.attempts == 0)
                .forEach(standing -> standing.since = terms.isPresent() ? null : now);
        wake(line);
    }

    /** What a recipient should now know; empty: nothing any more. */
    public void notice(String key, Optional<Notice> notice, Instant now) {
        if (notice.isEmpty()) {
            forget(key);
            return;
        }
        Standing standing = standings.computeIfAbsent(key, Standing::new);
        if (notice.get().revision() <= standing.revision) {
            return;
        }
        Line line = line(lineOf(key));
        if (standing.notice != null) {
            line.remove(standing);
        }
        boolean untold = standing.notice != null && !standing.refreshing;
        standing.notice = notice.get();
        standing.ref = notice.get().ref();
        standing.revision = notice.get().revision();
        standing.attempts = 0;
        standing.notBefore = null;
        standing.refreshing = false;
        // What never arrives must be given up some day, also when it is said anew each minute.
        standing.since = untold ? standing.since : null;
        // Before it is known what is on record an older revision may have been told.
        standing.untoldSince =
                begun && untold ? standing.untoldSince : notice.get().at();
        if (begun) {
            enter(line, standing, now);
        }
    }

    /**
     * What others have put on record. Before {@link #begin} it is what is known; afterwards it comes from somebody who was
     * stopped for a while and has not learnt yet that another has taken over: what was written here stands.
     */
    public void delivery(String key, Optional<Delivery> delivery) {
        if (begun) {
            Optional.ofNullable(standings.get(key))
                    .map(standing -> standing.last)
                    .filter(last -> delivery.map(Delivery::revision).orElse(0) <= last.revision())
                    .ifPresent(register::became);
            return;
        }
        if (delivery.isPresent()) {
            standings.computeIfAbsent(key, Standing::new).record(delivery.get());
        } else if (standings.containsKey(key)) {
            Standing standing = standings.get(key);
            standing.recorded = false;
            standing.settled = 0;
            standing.maybeTold = false;
            standing.taken = null;
        }
    }

    /** All that is on record was told: from now on there is something to send. */
    public void begin(Instant now) {
        begun = true;
        for (Standing standing : List.copyOf(standings.values())) {
            if (standing.revision == 0) {
                forget(standing.key);
            } else {
                enter(line(lineOf(standing.key)), standing, now);
            }
        }
    }

    private void enter(Line line, Standing standing, Instant now) {
        if (standing.isSettled()) {
            settling.refreshLater(line, standing, now);
        } else {
            boolean held = line.failures > 0 || line.terms == null;
            standing.since = standing.since == null && held ? now : standing.since;
            line.add(standing);
            if (line.waiting.size() > WAITING_MAX) {
                Standing oldest = line.waiting.stream()
                        .filter(waiting -> !waiting.notice.urgent())
                        .findFirst()
                        .orElseGet(line.waiting::first);
                settling.settle(line, oldest, Outcome.FAILED, "more than " + WAITING_MAX + " wait", now);
            }
        }
        wake(line);
    }

    /**
     * What is to be sent now, at most so many. Each has to be answered before its recipient is sent anything else. What is
     * settled without sending goes to the register.
     */
    public List<Attempt> due(Instant now, int max) {
        List<Attempt> attempts = new ArrayList<>();
        while (begun
                && attempts.size() < max
                && !order.isEmpty()
                && !order.first().wake.isAfter(now)) {
            Line line = order.first();
            line.advance(now);
            settling.untold(line, now);
            line.next(now).ifPresent(standing -> attempts.add(attempt(line, standing, now)));
            wake(line);
        }
        return attempts;
    }

    /** Since when the oldest notice waits that its recipient does not have yet, though it was said anew meanwhile. */
    public Optional<Instant> oldestWaiting() {
        return standings.values().stream()
                .filter(standing -> begun && standing.notice != null && !standing.refreshing)
                .map(standing -> standing.untoldSince)
                .min(Comparator.naturalOrder());
    }

    /** When {@link #due} has something to say, if nothing happens before. */
    public Optional<Instant> next() {
        return order.isEmpty() ? Optional.empty() : Optional.of(order.first().wake);
    }

    private Attempt attempt(Line line, Standing standing, Instant now) {
        standing.attempts++;
        standing.since = standing.since == null ? now : standing.since;
        line.lastTried = standing.key;
        line.remove(standing);
        standing.notice = standing.refreshing || !standing.isNews() ? standing.notice : standing.notice.asNews();
        boolean first = !standing.maybeTold && !standing.refreshing;
        standing.maybeTold |= first;
        // Somebody may have put it on record that they are about to be told.
        standing.recorded = true;
        line.inFlight = new Attempt(line.name, standing.notice, standing.attempts, first);
        return line.inFlight;
    }

    /** What the other side said; empty: the attempt was broken off, and is made again. */
    public void answered(Attempt attempt, Optional<Answer> answer, Instant now) {
        Line line = line(attempt.line());
        if (line.inFlight != attempt) {
            return;
        }
        line.inFlight = null;
        Standing standing = standings.get(attempt.notice().key());
        if (standing == null) {
            // Forgotten while it was on its way; it may have arrived all the same.
            register.forgotten(attempt.notice().key(), attempt.notice().ref());
        }
        // A newer revision has taken its place in the line meanwhile.
        boolean current = standing != null && standing.notice == attempt.notice();
        if (current) {
            line.add(standing);
        }
        if (standing != null && answer.isPresent()) {
            said(line, standing, attempt, answer.get(), current, now);
        }
        wake(line);
    }

    private void said(Line line, Standing standing, Attempt attempt, Answer answer, boolean current, Instant now) {
        if (answer instanceof Answer.Later later) {
            postpone(line, standing, attempt, later, current, now);
            return;
        }
        Outcome outcome = answer instanceof Answer.Taken ? Outcome.DELIVERED : Outcome.FAILED;
        String detail = answer instanceof Answer.Taken taken ? taken.detail() : ((Answer.Never) answer).reason();
        if (outcome == Outcome.DELIVERED) {
            recovered(line, now);
        }
        if (current && standing.refreshing && outcome == Outcome.DELIVERED) {
            line.remove(standing);
            settling.refreshLater(line, standing, now);
        } else if (current) {
            settling.settle(line, standing, outcome, detail, now);
        } else {
            standing.taken = outcome == Outcome.DELIVERED ? now : null;
            settling.write(standing, attempt.notice(), outcome, attempt.number(), detail, now);
        }
    }

    private void postpone(
            Line line, Standing standing, Attempt attempt, Answer.Later later, boolean current, Instant now) {
        line.failures++;
        line.reason = later.reason();
        if (current) {
            standing.reason = later.reason();
        }
        if (attempt.first() && !later.perhapsTaken()) {
            standing.maybeTold = false;
        }
        boolean onlyThis = current && line.lastTaken != null && line.lastTaken.isAfter(standing.since);
        if (current && (onlyThis || standing.notice.urgent())) {
            line.remove(standing);
            standing.notBefore = now.plus(backoff.after(standing.attempts, later.after()));
            line.add(standing);
        }
        if (!onlyThis || later.after().isPresent()) {
            line.rest = now.plus(backoff.after(line.failures, later.after()));
        } else {
            line.failures = 0;
        }
        // They would have been tried by now.
        line.waiting.forEach(waiting -> waiting.since = waiting.since == null ? now : waiting.since);
        settling.giveUp(line, now);
    }

    private void recovered(Line line, Instant now) {
        if (line.failures > 0) {
            line.waiting.forEach(waiting -> waiting.since = waiting.attempts == 0 ? null : waiting.since);
        }
        line.failures = 0;
        line.rest = null;
        line.lastTaken = now;
    }

    private void forget(String key) {
        Standing standing = standings.remove(key);
        if (standing == null) {
            return;
        }
        Line line = line(lineOf(key));
        if (standing.notice != null) {
            line.remove(standing);
        }
        boolean onItsWay = line.inFlight != null && line.inFlight.notice().key().equals(key);
        if (begun && standing.recorded) {
            if (!onItsWay) {
                register.forgotten(key, standing.ref);
            }
        } else if (standing.recorded) {
            // Perhaps the last life of the subject; known only when all is read.
            Standing rest = new Standing(key);
            rest.ref = standing.ref;
            rest.recorded = true;
            rest.settled = standing.settled;
            rest.settledAt = standing.settledAt;
            standings.put(key, rest);
        }
        wake(line);
    }

    private Line line(String name) {
        return lines.computeIfAbsent(name, Line::new);
    }

    private void wake(Line line) {
        if (line.wake != null) {
            order.remove(line);
        }
        line.wake = line.due();
        if (line.wake != null) {
            order.add(line);
        } else if (line.terms == null && line.inFlight == null && line.waiting.isEmpty() && line.later.isEmpty()) {
            lines.remove(line.name);
        }
    }

    /** {@code district/recipient} of a key. */
    static String lineOf(String key) {
        int recipient = key.indexOf('/') + 1;
        return key.substring(0, key.indexOf('/', recipient));
    }
}
