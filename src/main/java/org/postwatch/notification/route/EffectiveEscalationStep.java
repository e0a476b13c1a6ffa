package org.postwatch.notification.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.PolicyDecision;

/**
 * A step of a route's escalation, for one alert.
 *
 * @param number from 1, as the route lists them
 * @param afterOpening the sum of the delays up to this step
 * @param to recipients that the policy allows; without any, the step is skipped and its delay is not waited for
 */
public record EffectiveEscalationStep(int number, Duration afterOpening, List<String> to) {
    public EffectiveEscalationStep {
        to = List.copyOf(to);
    }

    public boolean isSkipped() {
        return to.isEmpty();
    }

    /** The escalation steps of a route without the recipients that the policy denies. */
    public static List<EffectiveEscalationStep> listFor(Route route, RoutingConfig routing, Alert alert) {
        List<EffectiveEscalationStep> steps = new ArrayList<>();
        Duration after = Duration.ZERO;
        for (int i = 0; i < route.escalate().size(); i++) {
            Route.EscalationStep step = route.escalate().get(i);
            List<String> to = step.to().stream()
                    .filter(id -> isAllowed(routing, routing.recipients().get(id), alert))
                    .toList();
            after = to.isEmpty() ? after : after.plus(step.after());
            steps.add(new EffectiveEscalationStep(i + 1, after, to));
        }
        return steps;
    }

    private static boolean isAllowed(RoutingConfig routing, Recipient recipient, Alert alert) {
        return recipient != null && routing.policy().decide(recipient, alert) instanceof PolicyDecision.Granted;
    }
}
