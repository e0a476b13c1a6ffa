package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.postwatch.notification.engine.AlertState.EscalationStepState;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.route.EffectiveEscalationStep;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;

/** The escalation steps of an alert's routes, and when each is due while nobody acknowledges the alert. */
final class EscalationSchedule {
    private List<EscalationStepState> steps;

    EscalationSchedule(List<EscalationStepState> steps) {
        this.steps = List.copyOf(steps);
    }

    List<EscalationStepState> steps() {
        return steps;
    }

    List<Instant> pendingDueTimes() {
        return steps.stream()
                .filter(step -> !step.taken())
                .map(EscalationStepState::due)
                .toList();
    }

    /** Adds the steps of a route once; a step that may notify nobody is left out and not waited for. */
    void add(Route route, RoutingConfig routing, Alert alert, Instant from) {
        if (steps.stream().anyMatch(step -> step.route().equals(route.path()))) {
            return;
        }
        List<EscalationStepState> all = new ArrayList<>(steps);
        List<String> previous = route.to();
        Instant since = from;
        Duration waited = Duration.ZERO;
        for (EffectiveEscalationStep step : EffectiveEscalationStep.listFor(route, routing, alert)) {
            if (!step.isSkipped()) {
                all.add(new EscalationStepState(
                        route.path(),
                        step.number(),
                        step.afterOpening(),
                        step.afterOpening().minus(waited),
                        previous,
                        since,
                        AlertState.NEVER,
                        step.to(),
                        false));
                previous = step.to();
                since = AlertState.NEVER;
                waited = step.afterOpening();
            }
        }
        steps = all;
    }

    /** Takes and returns the steps that are due; the step after each waits until somebody of it is notified. */
    List<EscalationStepState> takeDue(Instant now) {
        List<EscalationStepState> due = new ArrayList<>();
        List<EscalationStepState> all = new ArrayList<>();
        for (EscalationStepState step : steps) {
            boolean follows = !due.isEmpty() && due.get(due.size() - 1).route().equals(step.route());
            if (!step.taken() && !step.due().isAfter(now)) {
                due.add(step);
                all.add(step.asTaken());
            } else {
                all.add(follows && step.countsFrom().equals(AlertState.NEVER) ? step.withCountsFrom(now) : step);
            }
        }
        steps = all;
        return due;
    }

    /** @param recipients what each recipient of the alert knows now */
    void setDueTimes(Map<String, RecipientState> recipients) {
        steps = steps.stream()
                .map(step -> step.isAwaitingPreviousStep() ? step.withDue(dueTime(step, recipients)) : step)
                .toList();
    }

    /** The delay runs from the first notice to somebody of the step before, or at once if nobody of it can be notified. */
    private static Instant dueTime(EscalationStepState step, Map<String, RecipientState> recipients) {
        List<RecipientState> previous = step.previousRecipients().stream()
                .map(recipients::get)
                .filter(Objects::nonNull)
                .toList();
        Optional<Instant> notified = previous.stream()
                .filter(RecipientState::wasNotifiedActive)
                .map(recipient -> recipient.lastNotifiedAt().orElseThrow())
                .filter(at -> !at.isBefore(step.countsFrom()))
                .min(Instant::compareTo);
        if (notified.isPresent()) {
            return notified.get().plus(step.delay());
        }
        boolean pending =
                previous.stream().anyMatch(recipient -> recipient.pending().isPresent());
        return pending ? AlertState.NEVER : step.countsFrom().plus(step.delay());
    }
}
