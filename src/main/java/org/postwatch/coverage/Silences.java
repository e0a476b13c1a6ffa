package org.postwatch.coverage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.plan.Span;

/** When each feed of a district was silent, in order of time. */
public record Silences(Map<String, List<Span>> byFeed) {
    /** No feed is ever silent: what a forecast assumes. */
    public static final Silences NONE = new Silences(Map.of());

    public Silences {
        byFeed = Map.copyOf(byFeed);
    }

    /** The silence of a feed in which {@code t} falls. */
    public Optional<Span> at(String feed, Instant t) {
        for (Span span : byFeed.getOrDefault(feed, List.of())) {
            if (span.contains(t)) {
                return Optional.of(span);
            }
        }
        return Optional.empty();
    }

    public boolean isSilent(String feed, Instant t) {
        return at(feed, t).isPresent();
    }

    /** Whether a feed is silent at any instant of a span. */
    public boolean anyDuring(String feed, Span during) {
        return byFeed.getOrDefault(feed, List.of()).stream().anyMatch(s -> s.overlaps(during));
    }

    void addBoundaries(String feed, Collection<Instant> into) {
        for (Span span : byFeed.getOrDefault(feed, List.of())) {
            into.add(span.from());
            into.add(span.to());
        }
    }
}
