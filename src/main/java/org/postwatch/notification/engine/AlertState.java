package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.notification.model.Alert;

/**
 * A matter, and who knows what of it.
 *
 * @param said the clock when its present or last episode was said to be open
 * @param changed the clock when it last became another
 * @param walked whether the tree was asked: false until the district's routing is known
 * @param lines by recipient
 * @param chain what follows while nobody acknowledges, fixed when the episode opened
 * @param updated the clock when its recipients last got an update
 * @param updateDue when the next update is due; {@link #NEVER} if none is
 * @param deadline when it is to be looked at again
 */
public record AlertState(
        Alert alert,
        Instant openedAt,
        Instant changedAt,
        boolean routed,
        Optional<Acknowledgement> acknowledgement,
        List<OperatorNote> notes,
        SortedMap<String, RecipientState> recipients,
        List<EscalationStepState> escalation,
        Instant lastUpdateAt,
        Instant nextUpdateAt,
        Instant deadline) {
    /** Nothing is due. */
    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** What is over is known for so long: a date's facts may change until it seals, three days after a gap in it. */
    public static final Duration RETENTION = Duration.ofDays(4);

    /** The shortest time between two updates of one matter, as reasons may change often. */
    public static final Duration MIN_UPDATE_INTERVAL = Duration.ofMinutes(1);

    /** @param until when it expires */
    public record Acknowledgement(String by, Instant at, Instant until) {}

    /** What an operator wrote. */
    public record OperatorNote(Instant at, String by, String text) {}

    /**
     * A step of the escalation. Its pause counts from the moment at which somebody of the step before was notified; while
     * all of them are held back, it waits.
     *
     * @param route whose it is
     * @param step from 1, as the route lists them
     * @param after the pauses up to this step in all
     * @param pause after the step before was notified
     * @param before the recipients of the step before; for the first one those of the route itself
     * @param since a notice to them counts from this instant on; {@link #NEVER} until the step before is taken
     * @param due {@link #NEVER} until somebody of the step before was notified
     */
    public record EscalationStepState(
            String route,
            int number,
            Duration afterOpening,
            Duration delay,
            List<String> previousRecipients,
            Instant countsFrom,
            Instant due,
            List<String> to,
            boolean taken) {
        public EscalationStepState {
            previousRecipients = List.copyOf(previousRecipients);
            to = List.copyOf(to);
        }

        boolean isAwaitingPreviousStep() {
            return !taken && due.equals(NEVER) && !countsFrom.equals(NEVER);
        }

        EscalationStepState withCountsFrom(Instant instant) {
            return new EscalationStepState(
                    route, number, afterOpening, delay, previousRecipients, instant, due, to, taken);
        }

        EscalationStepState withDue(Instant instant) {
            return new EscalationStepState(
                    route, number, afterOpening, delay, previousRecipients, countsFrom, instant, to, taken);
        }

        EscalationStepState asTaken() {
            return new EscalationStepState(
                    route, number, afterOpening, delay, previousRecipients, countsFrom, due, to, true);
        }
    }

    public AlertState {
        notes = List.copyOf(notes);
        recipients = Collections.unmodifiableSortedMap(new TreeMap<>(recipients));
        escalation = List.copyOf(escalation);
    }

    String key() {
        return alert.district() + "/" + alert.id();
    }
}
