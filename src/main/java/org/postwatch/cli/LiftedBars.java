package org.postwatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postwatch.routing.Bar;
import org.postwatch.routing.Routing;
import org.postwatch.runtime.PlanRegister.InForce;

/** The bars that an apply is asked to lift, against those that hold. */
final class LiftedBars {
    private final SortedSet<Bar> asked;
    private final SortedSet<Bar> used = new TreeSet<>();

    LiftedBars(SortedSet<Bar> asked) {
        this.asked = asked;
    }

    /**
     * The bars that hold in a district, that its documents no longer state and that somebody asks to lift.
     *
     * @param refusals a line is added for every bar that would be lifted and nobody asks for
     */
    List<String> of(InForce inForce, Routing documents, List<String> refusals) {
        List<String> lifted = new ArrayList<>();
        for (Bar bar : inForce.bars().minus(documents.mandatoryDenials())) {
            if (asked.contains(bar)) {
                used.add(bar);
                lifted.add(bar.toString());
            } else {
                refusals.add(documents.district() + ": " + why(bar, documents)
                        + "; a bar holds until somebody lifts it: keep it, or add --lift-bar " + bar);
            }
        }
        return lifted;
    }

    private static String why(Bar bar, Routing documents) {
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
    List<String> unused() {
        return asked.stream()
                .filter(bar -> !used.contains(bar))
                .map(bar -> "--lift-bar " + bar + " lifts nothing: no such bar holds, or the documents still state it")
                .collect(Collectors.toList());
    }
}
