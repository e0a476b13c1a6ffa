package org.postwatch.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postwatch.coverage.Reason;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.oracle.Coverage.PostWindow;
import org.postwatch.oracle.Coverage.ResultChange;
import org.postwatch.plan.CampusPlan;

/** One incident a window: its gaps that opened; or, when none did, that one is expected. */
final class CoverageIncidents {
    private final World world;
    private final CampusPlan plan;
    private final Coverage coverage;
    private final List<EntranceEvent> triggers;
    private final CoverageForecast forecast;

    CoverageIncidents(World world, CampusPlan plan, Coverage coverage, List<Event> standing) {
        this.world = world;
        this.plan = plan;
        this.coverage = coverage;
        forecast = new CoverageForecast(world, plan, coverage, standing);
        triggers = standing.stream()
                .filter(EntranceEvent.class::isInstance)
                .map(EntranceEvent.class::cast)
                .filter(e -> e.campus().equals(plan.id()))
                .toList();
    }

    List<Incident> all() {
        List<Incident> all = new ArrayList<>();
        for (PostWindow duty : coverage.postWindows()) {
            String id = "coverage/%s/%s/%s/%s"
                    .formatted(
                            plan.id(),
                            duty.post().id(),
                            duty.window().date(),
                            duty.window().name());
            List<Episode> episodes = new ArrayList<>();
            List<Reason> reasons = new ArrayList<>();
            gaps(duty, episodes, reasons);
            if (!episodes.isEmpty()) {
                all.add(Incident.of(id, IncidentKind.COVERAGE, Map.of(), episodes, reasons));
            } else {
                forecast.expectedReasons(duty)
                        .ifPresent(why -> all.add(Incident.of(id, IncidentKind.COVERAGE, Map.of(), List.of(), why)));
            }
        }
        return all;
    }

    /** Each maximal run of gap states; the reasons are those of the last piece of the last gap that opened. */
    private void gaps(PostWindow duty, List<Episode> episodes, List<Reason> reasons) {
        EpisodeRule rule =
                new EpisodeRule(world, duty.post().grace(), duty.post().ladder(), triggers);
        List<ResultChange> pieces = coverage.resultChanges(duty);
        for (int i = 0; i < pieces.size(); i++) {
            if (!pieces.get(i).result().state().isGap()) {
                continue;
            }
            int end = i;
            while (end < pieces.size() && pieces.get(end).result().state().isGap()) {
                end++;
            }
            boolean covered = end < pieces.size();
            Instant to = covered ? pieces.get(end).from() : duty.window().to();
            ResultChange last = pieces.get(end - 1);
            rule.evaluate(pieces.get(i).from(), to, covered ? "covered" : "window-ended")
                    .ifPresent(episode -> {
                        episodes.add(episode);
                        reasons.clear();
                        reasons.addAll(last.result().reasons());
                    });
            i = end;
        }
    }
}
