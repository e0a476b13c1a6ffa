package org.postwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.TimeSpan;

/** One incident per silence of a feed. */
public final class FeedIncidents {
    private FeedIncidents() {}

    /** @param silences those of this feed */
    public static List<IncidentTimeline> of(District district, Feed feed, List<TimeSpan> silences) {
        EpisodeRule rule = new EpisodeRule(
                district.severities(),
                district.settings().feedLadder(),
                district.settings().feedGrace());
        List<IncidentTimeline> courses = new ArrayList<>();
        for (TimeSpan silence : silences) {
            rule.evaluate(new FaultSpan(silence, closeReason(district, feed, silence.to())), List.of())
                    .ifPresent(episode -> courses.add(new IncidentTimeline(
                            IncidentId.of(IncidentKind.FEED_SILENT, feed.source(), silence.from())
                                    .text(),
                            IncidentKind.FEED_SILENT,
                            Map.of("feed", feed.source()),
                            List.of(episode),
                            List.of(new IncidentTimeline.ReasonChange(
                                    silence.from(),
                                    List.of(Reason.of(ReasonCode.FEED_SILENT, feed.source(), silence.from())))))));
        }
        return courses;
    }

    /** What ends a silence: the dates of the feed, its hours, or an event. */
    private static String closeReason(District district, Feed feed, Instant end) {
        if (end.equals(feed.dates().end(district.zone()))) {
            return "retired";
        }
        return end.equals(Instant.MAX) || feed.hours().contains(end, district.zone()) ? "heard" : "hours-ended";
    }
}
