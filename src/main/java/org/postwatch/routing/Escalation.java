package org.postwatch.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A step of a route's escalation, for one matter.
 *
 * @param step from 1, as the route lists them
 * @param after the opening, in all
 * @param to who may be told; nobody: the step is skipped, and its time is not waited for
 */
public record Escalation(int step, Duration after, List<String> to) {
    public Escalation {
        to = List.copyOf(to);
    }

    public boolean isSkipped() {
        return to.isEmpty();
    }

    /** What follows on a route while nobody acknowledges, those whom the policy refuses left out. */
    public static List<Escalation> of(Route route, Routing routing, Matter matter) {
        List<Escalation> steps = new ArrayList<>();
        Duration after = Duration.ZERO;
        for (int i = 0; i < route.escalate().size(); i++) {
            Route.Step step = route.escalate().get(i);
            List<String> to = step.to().stream()
                    .filter(id -> mayKnow(routing, routing.recipients().get(id), matter))
                    .toList();
            after = to.isEmpty() ? after : after.plus(step.after());
            steps.add(new Escalation(i + 1, after, to));
        }
        return steps;
    }

    private static boolean mayKnow(Routing routing, Recipient recipient, Matter matter) {
        return recipient != null && routing.policy().on(recipient, matter) instanceof Ruling.Granted;
    }
}
