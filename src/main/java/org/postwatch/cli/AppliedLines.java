package org.postwatch.cli;

import java.util.List;
import java.util.stream.Stream;
import org.postwatch.plan.Applied;

/** The record of an apply, for people. */
final class AppliedLines {
    private AppliedLines() {}

    /** A change as a line: the district's own as {@code socorro-nm: …}, a campus's with its district before it. */
    static String line(String district, String change) {
        return change.startsWith(district + ": ") ? change : district + "/" + change;
    }

    static List<String> of(Applied applied, Zones zones) {
        String head = zones.time(applied.at(), applied.district()) + "  " + applied.district() + "  by "
                + applied.author() + ": " + applied.reason()
                + (applied.restated() ? "  (restated)" : "")
                + applied.from().map(from -> "  (from " + from + ")").orElse("");
        return Stream.concat(
                        Stream.of(head),
                        applied.changes().stream()
                                .map(change -> "  " + line(applied.district(), change))
                                .map(line -> zones.within(line, applied.district())))
                .toList();
    }
}
