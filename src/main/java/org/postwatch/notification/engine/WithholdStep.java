package org.postwatch.notification.engine;

import java.util.Optional;
import java.util.stream.Stream;

/** A step that may decide that a recipient is not notified, or not yet. */
interface WithholdStep {
    /** Empty when this step withholds nothing. */
    Optional<? extends Decision.Withhold> decide(DecisionInput input);

    /** This step, left out for what only the policy may withhold. */
    default WithholdStep unlessUrgent() {
        return input -> input.bypassesSuppression() ? Optional.empty() : decide(input);
    }

    /** These steps in their order: the first that withholds decides. */
    static WithholdStep firstOf(WithholdStep... steps) {
        return input -> Stream.of(steps)
                .<Decision.Withhold>flatMap(step -> step.decide(input).stream())
                .findFirst();
    }
}
