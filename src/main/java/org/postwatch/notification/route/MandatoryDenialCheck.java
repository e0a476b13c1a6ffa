package org.postwatch.notification.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.DisclosurePolicy;

/**
 * Checks what no configuration may do: send to a denied class or domain, or disclose conduct outside of school
 * administration. Documents are checked, and compiled routing is checked again by its readers.
 */
public final class MandatoryDenialCheck {
    private MandatoryDenialCheck() {}

    /** @throws IllegalArgumentException naming everything that is denied */
    public static RoutingConfig requireNoViolations(RoutingConfig routing) {
        List<String> violations = violations(routing);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(
                    "the routing of '" + routing.district() + "' is refused: " + String.join("; ", violations));
        }
        return routing;
    }

    /** Everything in it that is denied, in words; empty when it is fine. */
    public static List<String> violations(RoutingConfig routing) {
        DisclosurePolicy policy = routing.policy();
        List<String> violations = new ArrayList<>();
        for (Recipient recipient : routing.recipients().values()) {
            String known = routing.agencies().get(recipient.agency());
            if (!recipient.agencyClass().equals(known)) {
                violations.add("recipient '" + recipient.id() + "' is given the class '" + recipient.agencyClass()
                        + "', but its agency '" + recipient.agency() + "' is of "
                        + (known == null ? "none" : "'" + known + "'"));
            }
            if (policy.deniedClasses().contains(recipient.agencyClass())) {
                violations.add("recipient '" + recipient.id() + "' is of the class '" + recipient.agencyClass()
                        + "', which is denied");
            }
            policy.findDeniedDomain(recipient.address())
                    .ifPresent(domain -> violations.add("recipient '" + recipient.id() + "' is reached at '" + domain
                            + "', which is denied with all below it"));
        }
        sharedAddresses(routing.recipients().values()).forEach(shared -> violations.add(shared.describe()));
        policy.rules().stream()
                .filter(rule -> disclosesConduct(rule.agencyClass(), rule.kinds()))
                .forEach(rule -> violations.add("rule '" + rule.name() + "' grants conduct to the class '"
                        + rule.agencyClass() + "'; only '" + AgencyClasses.OWN_AGENCY_CLASS + "' may know of it"));
        return violations;
    }

    /**
     * Two recipients of different classes at one address: each would receive the other's notices.
     *
     * @param second the one that is listed later
     */
    public record SharedAddress(Recipient first, Recipient second) {
        String describe() {
            return "recipients '" + first.id() + "' of class '" + first.agencyClass() + "' and '" + second.id()
                    + "' of class '" + second.agencyClass() + "' have one address";
        }
    }

    /** Each recipient that has the address of an earlier one of another class, once. */
    public static List<SharedAddress> sharedAddresses(Collection<Recipient> recipients) {
        Map<String, Recipient> byDestination = new HashMap<>();
        List<SharedAddress> shared = new ArrayList<>();
        for (Recipient recipient : recipients) {
            Optional<Recipient> first = recipient.address().destinations().stream()
                    .sorted()
                    .map(destination -> byDestination.putIfAbsent(destination, recipient))
                    .filter(other -> other != null && !other.agencyClass().equals(recipient.agencyClass()))
                    .reduce((a, b) -> a);
            first.ifPresent(other -> shared.add(new SharedAddress(other, recipient)));
        }
        return shared;
    }

    /** Whether a grant would disclose conduct to another class than the district's own. */
    public static boolean disclosesConduct(String agencyClass, Iterable<String> kinds) {
        for (String kind : kinds) {
            if (kind.equals(Alert.CONDUCT) && !agencyClass.equals(AgencyClasses.OWN_AGENCY_CLASS)) {
                return true;
            }
        }
        return false;
    }
}
