package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.incident.IncidentKey;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.AlertOverview;

/**
 * An alert, and what each recipient knows of it.
 *
 * @param openedAt the clock when its present or last episode was reported
 * @param changedAt the clock when it last changed
 * @param routed whether routes were evaluated: false until the district's routing is known
 * @param recipients by their ids
 * @param escalation the steps while nobody acknowledges, fixed when the episode opened
 * @param lastUpdateAt the clock when its recipients last got an update
 * @param nextUpdateAt when the next update is due; {@link #NEVER} if none is
 * @param deadline when it is evaluated again, at the latest
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

    /** Alerts that are over are kept this long: the facts of a date may change until it is sealed, three days after a gap. */
    public static final Duration RETENTION = Duration.ofDays(4);

    /** The shortest time between two updates of one alert, as reasons may change often. */
    public static final Duration MIN_UPDATE_INTERVAL = Duration.ofMinutes(1);

    /** @param until when it expires */
    public record Acknowledgement(String by, Instant at, Instant until) {}

    public record OperatorNote(Instant at, String by, String text) {}

    /**
     * A step of the escalation. Its delay counts from the moment at which a recipient of the step before was notified; while
     * the notifications of all of them are suppressed, it waits.
     *
     * @param route path of its route
     * @param number from 1, as the route lists them
     * @param afterOpening the sum of the delays up to this step
     * @param delay after the step before was notified
     * @param previousRecipients the recipients of the step before; for the first one those of the route itself
     * @param countsFrom only notices to them from this instant on count; {@link #NEVER} until the step before is taken
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

    /** What an operations center sees of it. */
    public AlertOverview overview() {
        SortedMap<String, AlertOverview.RecipientOverview> known = new TreeMap<>();
        recipients.forEach((id, state) -> known.put(id, state.overview()));
        return new AlertOverview(
                alert,
                openedAt,
                changedAt,
                acknowledgement.map(
                        ack -> new AlertOverview.AcknowledgementOverview(ack.by(), ack.at(), planned(ack.until()))),
                notes.stream()
                        .map(note -> new AlertOverview.NoteOverview(note.at(), note.by(), note.text()))
                        .toList(),
                known,
                acknowledgement.isPresent() || alert.status() != Alert.AlertStatus.OPEN
                        ? Optional.empty()
                        : escalation.stream()
                                .filter(step -> !step.taken())
                                .map(EscalationStepState::due)
                                .min(Instant::compareTo)
                                .flatMap(AlertState::planned));
    }

    static Optional<Instant> planned(Instant at) {
        return Optional.of(at).filter(instant -> instant.isBefore(NEVER));
    }

    IncidentKey key() {
        return new IncidentKey(alert.district(), alert.id());
    }
}
