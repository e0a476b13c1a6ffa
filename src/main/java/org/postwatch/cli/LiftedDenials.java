package org.postwatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postwatch.app.clients.PlanRepository.CurrentPlan;
import org.postwatch.notification.policy.MandatoryDenial;
import org.postwatch.notification.route.RoutingConfig;

/** The bars that an apply is asked to lift, against those that hold. */
final class LiftedDenials {
    private final SortedSet<MandatoryDenial> requested;
    private final SortedSet<MandatoryDenial> matched = new TreeSet<>();

    LiftedDenials(SortedSet<MandatoryDenial> asked) {
        this.requested = asked;
    }

    /**
     * The bars that hold in a district, that its documents no longer state and that somebody asks to lift.
     *
     * @param refusals a line is added for every bar that would be lifted and nobody asks for
     */
    List<String> lift(CurrentPlan inForce, RoutingConfig documents, List<String> refusals) {
        List<String> lifted = new ArrayList<>();
        for (MandatoryDenial bar : inForce.retainedDenials().minus(documents.mandatoryDenials())) {
            if (requested.contains(bar)) {
                matched.add(bar);
                lifted.add(bar.toString());
            } else {
                refusals.add(documents.district() + ": " + describe(bar, documents)
                        + "; a bar holds until somebody lifts it: keep it, or add --lift-bar " + bar);
            }
        }
        return lifted;
    }

    private static String describe(MandatoryDenial bar, RoutingConfig documents) {
        return switch (bar.kind()) {
            case CLASS -> "class '" + bar.name() + "' is barred, and the documents no longer bar it";
            case DOMAIN -> "domain '" + bar.name() + "' is barred, and the documents no longer bar it";
            case AGENCY -> {
                String now = documents.agencies().get(bar.name());
                yield "agency '" + bar.name() + "' is barred, and the documents "
                        + (now == null
                                ? "no longer have it"
                                : "make it one of class '" + now + "', which is not barred");
            }
        };
    }

    /** What was asked for and lifts nothing, in words. */
    List<String> describeUnused() {
        return requested.stream()
                .filter(bar -> !matched.contains(bar))
                .map(bar -> "--lift-bar " + bar + " lifts nothing: no such bar holds, or the documents still state it")
                .collect(Collectors.toList());
    }
}
