package org.postwatch.coverage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.plan.TimeSpan;

/** When each feed of a district was silent, in order of time. */
public record FeedSilences(Map<String, List<TimeSpan>> byFeed) {
    /** No feed is ever silent: what a forecast assumes. */
    public static final FeedSilences NONE = new FeedSilences(Map.of());

    public FeedSilences {
        byFeed = Map.copyOf(byFeed);
    }

    /** The silence of a feed in which {@code t} falls. */
    public Optional<TimeSpan> silenceAt(String feed, Instant t) {
        for (TimeSpan span : byFeed.getOrDefault(feed, List.of())) {
            if (span.contains(t)) {
                return Optional.of(span);
            }
        }
        return Optional.empty();
    }

    public boolean isSilent(String feed, Instant t) {
        return silenceAt(feed, t).isPresent();
    }

    /** Whether a feed is silent at any instant of a span. */
    public boolean hasSilenceDuring(String feed, TimeSpan during) {
        return byFeed.getOrDefault(feed, List.of()).stream().anyMatch(s -> s.overlaps(during));
    }

    void addBoundaries(String feed, Collection<Instant> into) {
        for (TimeSpan span : byFeed.getOrDefault(feed, List.of())) {
            into.add(span.from());
            into.add(span.to());
        }
    }
}
