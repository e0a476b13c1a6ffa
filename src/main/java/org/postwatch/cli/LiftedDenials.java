package org.postwatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postwatch.app.clients.PlanRepository.CurrentPlan;
import org.postwatch.notification.policy.MandatoryDenial;
import org.postwatch.notification.route.RoutingConfig;

/** The mandatory denials that {@code plan apply} lifts on request. */
final class LiftedDenials {
    private final SortedSet<MandatoryDenial> requested;
    private final SortedSet<MandatoryDenial> matched = new TreeSet<>();

    LiftedDenials(SortedSet<MandatoryDenial> requested) {
        this.requested = requested;
    }

    /**
     * The mandatory denials of a district that its new documents no longer contain and whose lift was requested.
     *
     * @param refusals gets a line for each mandatory denial that the documents no longer contain and whose lift was not requested
     */
    List<String> lift(CurrentPlan inForce, RoutingConfig documents, List<String> refusals) {
        List<String> lifted = new ArrayList<>();
        for (MandatoryDenial denial : inForce.retainedDenials().minus(documents.mandatoryDenials())) {
            if (requested.contains(denial)) {
                matched.add(denial);
                lifted.add(denial.toString());
            } else {
                refusals.add(documents.district() + ": " + describe(denial, documents)
                        + "; a mandatory denial stays in force until you lift it: put it back, or add --lift-denial "
                        + denial);
            }
        }
        return lifted;
    }

    private static String describe(MandatoryDenial denial, RoutingConfig documents) {
        return switch (denial.kind()) {
            case CLASS -> "class '" + denial.name() + "' is denied, but not by the new documents";
            case DOMAIN -> "domain '" + denial.name() + "' is denied, but not by the new documents";
            case AGENCY -> {
                String now = documents.agencies().get(denial.name());
                yield "agency '" + denial.name() + "' is denied, and the documents "
                        + (now == null
                                ? "no longer contain it"
                                : "change its class to '" + now + "', which is not denied");
            }
        };
    }

    /** A line for each requested lift that has no effect. */
    List<String> describeUnused() {
        return requested.stream()
                .filter(denial -> !matched.contains(denial))
                .map(denial -> "--lift-denial " + denial
                        + " has no effect: it is not in force, or the documents still contain it")
                .collect(Collectors.toList());
    }
}
