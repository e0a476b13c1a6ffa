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
import org.postwatch.incident.Kind;
import org.postwatch.oracle.Coverage.Duty;
import org.postwatch.oracle.Coverage.Piece;
import org.postwatch.plan.CampusPlan;

/** One incident a window: its gaps that opened; or, when none did, that one is expected. */
final class CoverageIncidents {
    private final World world;
    private final CampusPlan plan;
    private final Coverage coverage;
    private final List<EntranceEvent> triggers;
    private final Forecast forecast;

    CoverageIncidents(World world, CampusPlan plan, Coverage coverage, List<Event> standing) {
        this.world = world;
        this.plan = plan;
        this.coverage = coverage;
        forecast = new Forecast(world, plan, coverage, standing);
        triggers = standing.stream()
                .filter(EntranceEvent.class::isInstance)
                .map(EntranceEvent.class::cast)
                .filter(e -> e.campus().equals(plan.id()))
                .toList();
    }

    List<Incident> all() {
        List<Incident> all = new ArrayList<>();
        for (Duty duty : coverage.duties()) {
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
                all.add(Incident.of(id, Kind.COVERAGE, Map.of(), episodes, reasons));
            } else {
                forecast.expected(duty)
                        .ifPresent(why -> all.add(Incident.of(id, Kind.COVERAGE, Map.of(), List.of(), why)));
            }
        }
        return all;
    }

    /** Each maximal run of gap states; the reasons are those of the last piece of the last gap that opened. */
    private void gaps(Duty duty, List<Episode> episodes, List<Reason> reasons) {
        Episodes rule = new Episodes(world, duty.post().grace(), duty.post().ladder(), triggers);
        List<Piece> pieces = coverage.pieces(duty);
        for (int i = 0; i < pieces.size(); i++) {
            if (!pieces.get(i).answer().state().isGap()) {
                continue;
            }
            int end = i;
            while (end < pieces.size() && pieces.get(end).answer().state().isGap()) {
                end++;
            }
            boolean covered = end < pieces.size();
            Instant to = covered ? pieces.get(end).from() : duty.window().to();
            Piece last = pieces.get(end - 1);
            rule.of(pieces.get(i).from(), to, covered ? "covered" : "window-ended")
                    .ifPresent(episode -> {
                        episodes.add(episode);
                        reasons.clear();
                        reasons.addAll(last.answer().reasons());
                    });
            i = end;
        }
    }
}
