package org.postwatch.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import org.postwatch.routing.Recipient;

/** What waits for one recipient, in order; one at a time is on its way. */
final class Line {
    /** After so many failures of the same one the next one is tried once: perhaps only that one is not liked. */
    private static final int STUBBORN = 3;

    final String name;
    /** Absent while no document names the recipient. */
    Terms terms;
    /** To be sent as soon as the recipient can be spoken to. */
    final TreeSet<Standing> waiting;
    /** Not before a time of their own. */
    final TreeSet<Standing> later = new TreeSet<>(
            Comparator.comparing((Standing standing) -> standing.notBefore).thenComparing(standing -> standing.key));

    Attempt inFlight;
    /** The recipient is left alone until then, but for what is urgent. */
    Instant rest;
    /** In a row, by whatever notice. */
    int failures;

    /** Why the last attempt failed. */
    String reason = "";

    String lastTried;
    Instant lastTaken;
    /** Its place in the order of all lines; absent: nothing to do. */
    Instant wake;

    Line(String name) {
        this.name = name;
        this.waiting = new TreeSet<>(Comparator.comparing((Standing standing) -> !standing.notice.urgent())
                .thenComparing(standing -> standing.notice.at())
                .thenComparing(standing -> standing.key));
    }

    void add(Standing standing) {
        (standing.notBefore == null ? waiting : later).add(standing);
    }

    void remove(Standing standing) {
        (standing.notBefore == null ? waiting : later).remove(standing);
    }

    /** Those whose own time has come stand with the others. */
    void advance(Instant now) {
        while (!later.isEmpty() && !later.first().notBefore.isAfter(now)) {
            Standing standing = later.pollFirst();
            standing.notBefore = null;
            waiting.add(standing);
        }
    }

    /** The one to send now. */
    Optional<Standing> next(Instant now) {
        if (waiting.isEmpty() || terms == null) {
            return Optional.empty();
        }
        Standing first = waiting.first();
        boolean resting = rest != null && now.isBefore(rest);
        if (resting) {
            return first.notice.urgent() ? Optional.of(first) : Optional.empty();
        }
        boolean stubborn = first.attempts > 0 && first.attempts % STUBBORN == 0 && first.key.equals(lastTried);
        Standing second = stubborn ? waiting.higher(first) : null;
        return Optional.of(second == null ? first : second);
    }

    /** When there is something to do at the earliest; null: not before something happens. */
    Instant due() {
        if (inFlight != null) {
            return null;
        }
        Instant own = later.isEmpty() ? null : later.first().notBefore;
        if (waiting.isEmpty()) {
            return own;
        }
        Standing first = waiting.first();
        boolean held = terms == null || rest != null && !first.notice.urgent();
        if (!held) {
            return Instant.MIN;
        }
        Instant given = first.since == null ? null : first.since.plus(giveUpAfter());
        return earliest(earliest(terms == null ? null : rest, given), own);
    }

    Duration giveUpAfter() {
        return terms == null ? Recipient.GIVE_UP_USUAL : terms.giveUpAfter();
    }

    private static Instant earliest(Instant a, Instant b) {
        return a == null ? b : b == null || a.isBefore(b) ? a : b;
    }
}
