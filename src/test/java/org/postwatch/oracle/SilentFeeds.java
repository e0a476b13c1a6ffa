package org.postwatch.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.plan.Settings;

/** One incident for each silence of a feed. */
record SilentFeeds(World world, Feeds feeds) {

    List<Incident> all() {
        Settings settings = world.district().settings();
        Episodes rule = new Episodes(world, settings.feedGrace(), settings.feedLadder(), List.of());
        List<Incident> all = new ArrayList<>();
        for (String source : world.district().feeds().keySet()) {
            for (Feeds.Silence s : feeds.silences(source)) {
                Reason why = Reason.of("feed-silent", source, s.since());
                rule.of(s.since(), s.end().orElse(Instant.MAX), s.by())
                        .ifPresent(episode -> all.add(Incident.of(
                                "feed-silent/" + source + "/" + s.since(),
                                Kind.FEED_SILENT,
                                Map.of(),
                                List.of(episode),
                                List.of(why))));
            }
        }
        return all;
    }
}
