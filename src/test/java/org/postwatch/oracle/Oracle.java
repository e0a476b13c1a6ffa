package org.postwatch.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.incident.Incident;
import org.postwatch.plan.CampusPlan;

/**
 * The facts that a world implies, by brute force: the state is asked from first principles at every instant that could
 * matter. History kinds are not among them, and no date is ever sealed.
 */
public final class Oracle {
    private Oracle() {}

    /** Intervals and incidents as sorted lines, see {@link FactLines}. */
    public static List<String> facts(World w) {
        Admission admission = new Admission(w);
        SilenceTimeline feeds = new SilenceTimeline(w, admission.admitted);
        List<String> lines = new ArrayList<>();
        List<Incident> incidents = new ArrayList<>();
        for (CampusPlan plan : w.campuses().values()) {
            Coverage coverage = new Coverage(w, plan, admission.effective, feeds);
            for (LocalDate date : Coverage.dates(w, plan)) {
                for (var post : plan.versionOn(date).posts()) {
                    for (CoverageInterval i : coverage.intervals(post.id(), date)) {
                        lines.add(FactLines.interval(plan.id(), post.id(), date, i));
                    }
                }
            }
            incidents.addAll(new CoverageIncidents(w, plan, coverage, admission.effective).all());
            incidents.addAll(new UnwatchedEntrances(w, plan, admission.effective, feeds).all());
        }
        incidents.addAll(new NoShowIncidents(w, admission.effective, feeds).all());
        incidents.addAll(new SilentFeeds(w, feeds).all());
        incidents.addAll(new LapsingAgreements(w, admission.effective).all());
        incidents.forEach(i -> lines.addAll(FactLines.incident(i)));
        return lines.stream().sorted().toList();
    }

    /** What was rejected at admission, each once: {@code source id reason}, sorted. */
    public static List<String> rejected(World w) {
        return List.copyOf(new Admission(w).rejected);
    }
}
