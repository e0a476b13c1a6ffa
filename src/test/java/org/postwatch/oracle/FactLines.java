package org.postwatch.oracle;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;

/** Facts as lines of text, so that two ways of working them out can be compared and read. */
public final class FactLines {
    private FactLines() {}

    public static String interval(String campus, String post, LocalDate date, CoverageInterval i) {
        return "interval %s/%s %s [%s, %s) %s counted=%s reasons=%s"
                .formatted(
                        campus,
                        post,
                        date,
                        i.from(),
                        i.to().map(Instant::toString).orElse(""),
                        i.state(),
                        String.join(",", i.counted()),
                        reasons(i.reasons()));
    }

    /** A line for the incident and one for each of its episodes. */
    public static List<String> incident(Incident incident) {
        List<String> lines = new ArrayList<>();
        String head = "incident " + incident.id();
        lines.add(head + " " + incident.status().wireName() + " reasons=" + reasons(incident.reasons()));
        int n = 0;
        for (Episode e : incident.episodes()) {
            n++;
            lines.add(head + " "
                    + "#%02d from=%s opened=%s closed=%s by=%s steps=%s"
                            .formatted(
                                    n,
                                    e.startedAt(),
                                    e.openedAt(),
                                    orDash(e.closedAt()),
                                    orDash(e.closeReason()),
                                    steps(e)));
        }
        return lines;
    }

    private static String reasons(List<Reason> reasons) {
        return reasons.stream().map(Reason::toString).collect(joining("; "));
    }

    private static String steps(Episode e) {
        return e.severityChanges().stream()
                .map(s -> s.severity() + "@" + s.at())
                .collect(joining(","));
    }

    private static String orDash(Optional<?> value) {
        return value.map(Object::toString).orElse("-");
    }
}
