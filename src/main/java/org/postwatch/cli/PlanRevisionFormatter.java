package org.postwatch.cli;

import java.util.List;
import java.util.stream.Stream;
import org.postwatch.plan.PlanRevision;

/** The record of an apply, for people. */
final class PlanRevisionFormatter {
    private PlanRevisionFormatter() {}

    /** A change as a line: the district's own as {@code socorro-nm: …}, a campus's with its district before it. */
    static String formatChange(String district, String change) {
        return change.startsWith(district + ": ") ? change : district + "/" + change;
    }

    static List<String> format(PlanRevision applied, DistrictTimeZones zones) {
        String head = zones.formatTime(applied.appliedAt(), applied.district()) + "  " + applied.district() + "  by "
                + applied.author() + ": " + applied.reason()
                + (applied.restated() ? "  (restated)" : "")
                + applied.effectiveFrom().map(from -> "  (from " + from + ")").orElse("");
        return Stream.concat(
                        Stream.of(head),
                        applied.changes().stream()
                                .map(change -> "  " + formatChange(applied.district(), change))
                                .map(line -> zones.localizeTimes(line, applied.district())))
                .toList();
    }
}
