package org.postwatch.notification.engine;

import java.util.Optional;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.PolicyDecision;
import org.postwatch.notification.route.RoutingConfig;

/** Denies what the policy does not grant, and notifications of a recipient's own failed deliveries. */
final class PolicyStep implements WithholdStep {
    @Override
    public Optional<Decision.Deny> decide(DecisionInput input) {
        return findDenial(input.routing(), input.recipient(), input.alert());
    }

    static Optional<Decision.Deny> findDenial(RoutingConfig routing, Recipient recipient, Alert alert) {
        if (EngineAlerts.isDeliveryFailureOf(recipient.id(), alert)) {
            return Optional.of(new Decision.Deny(new WithheldReason.OwnDeliveryFailure()));
        }
        return routing.policy().decide(recipient, alert) instanceof PolicyDecision.Denied denied
                ? Optional.of(new Decision.Deny(new WithheldReason.DeniedByPolicy(denied)))
                : Optional.empty();
    }
}
