package org.postwatch.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.chaos.Findings.FindingKind;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.incident.Incident;
import org.postwatch.oracle.FactLines;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.TopicValue;

/** Every interval and every incident of the kinds that are facts, against the oracle. */
final class OracleCheck {
    private final Findings findings;

    OracleCheck(Findings findings) {
        this.findings = findings;
    }

    /** What the topics say, by district, as lines that the oracle writes, too. */
    static Map<String, List<String>> lines(Collection<TopicRecord> intervals, Collection<TopicRecord> incidents) {
        Map<String, List<String>> lines = new TreeMap<>();
        for (TopicRecord said : intervals) {
            PostDayIntervals day = TopicValue.INTERVALS.read(said.value());
            day.intervals()
                    .forEach(interval -> lines.computeIfAbsent(said.district(), d -> new ArrayList<>())
                            .add(FactLines.interval(day.campus(), day.post(), day.date(), interval)));
        }
        for (TopicRecord said : incidents) {
            Incident incident = IncidentJson.read(said.value()).incident();
            if (incident.kind().isDerived()) {
                lines.computeIfAbsent(said.district(), d -> new ArrayList<>()).addAll(FactLines.incident(incident));
            }
        }
        return lines;
    }

    /** One district. */
    void check(String district, List<String> expected, List<String> found) {
        Map<String, String> wanted = bySubject(district, expected);
        Map<String, String> there = bySubject(district, found);
        wanted.forEach((subject, line) -> {
            String other = there.remove(subject);
            if (other == null) {
                findings.add(FindingKind.LOST, district + ": expected " + line);
            } else if (!other.equals(line)) {
                findings.add(FindingKind.WRONG, district + ": expected " + line + "\n      found    " + other);
            }
        });
        there.values().forEach(line -> findings.add(FindingKind.WRONG, district + ": not expected " + line));
        findings.compared(expected.size());
    }

    /** What a line is about: an interval's beginning, an incident, an episode of it. */
    private Map<String, String> bySubject(String district, List<String> lines) {
        Map<String, String> bySubject = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            String subject = words[0] + " " + words[1] + " "
                    + (words[0].equals("interval") || words[2].startsWith("#") ? words[2] : "")
                    + (words[0].equals("interval") ? words[3] : "");
            if (bySubject.put(subject, line) != null) {
                findings.add(FindingKind.TWICE, district + ": " + line);
            }
        }
        return bySubject;
    }
}
