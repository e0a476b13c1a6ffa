package org.postwatch.notification.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.PolicyDecision;

/**
 * A step of a route's escalation, for one matter.
 *
 * @param step from 1, as the route lists them
 * @param after the opening, in all
 * @param to who may be told; nobody: the step is skipped, and its time is not waited for
 */
public record EffectiveEscalationStep(int number, Duration afterOpening, List<String> to) {
    public EffectiveEscalationStep {
        to = List.copyOf(to);
    }

    public boolean isSkipped() {
        return to.isEmpty();
    }

    /** What follows on a route while nobody acknowledges, those whom the policy refuses left out. */
    public static List<EffectiveEscalationStep> listFor(Route route, RoutingConfig routing, Alert matter) {
        List<EffectiveEscalationStep> steps = new ArrayList<>();
        Duration after = Duration.ZERO;
        for (int i = 0; i < route.escalate().size(); i++) {
            Route.EscalationStep step = route.escalate().get(i);
            List<String> to = step.to().stream()
                    .filter(id -> isAllowed(routing, routing.recipients().get(id), matter))
                    .toList();
            after = to.isEmpty() ? after : after.plus(step.after());
            steps.add(new EffectiveEscalationStep(i + 1, after, to));
        }
        return steps;
    }

    private static boolean isAllowed(RoutingConfig routing, Recipient recipient, Alert matter) {
        return recipient != null && routing.policy().decide(recipient, matter) instanceof PolicyDecision.Granted;
    }
}
