package org.postwatch.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.plan.DistrictSettings;

/** One incident for each silence of a feed. */
record SilentFeeds(World world, SilenceTimeline feeds) {

    List<Incident> all() {
        DistrictSettings settings = world.district().settings();
        EpisodeRule rule = new EpisodeRule(world, settings.feedGrace(), settings.feedLadder(), List.of());
        List<Incident> all = new ArrayList<>();
        for (String source : world.district().feeds().keySet()) {
            for (SilenceTimeline.SilentSpan s : feeds.silences(source)) {
                Reason why = Reason.of(ReasonCode.FEED_SILENT, source, s.since());
                rule.evaluate(s.since(), s.end().orElse(Instant.MAX), s.closeReason())
                        .ifPresent(episode -> all.add(Incident.of(
                                "feed-silent/" + source + "/" + s.since(),
                                IncidentKind.FEED_SILENT,
                                Map.of(),
                                List.of(episode),
                                List.of(why))));
            }
        }
        return all;
    }
}
