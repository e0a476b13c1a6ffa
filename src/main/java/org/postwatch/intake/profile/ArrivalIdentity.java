package org.postwatch.intake.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeSource;

/**
 * The id and time of events whose message has no time. A message without an id is an event of its own each time that it is
 * delivered. One with an id is the same event when it is repeated within an hour: it keeps the arrival of its first delivery, as long
 * as this instance remembers it. After an hour the vendor may count from the beginning again, and a press must not be lost. Of
 * {@value #MAX_IDS} ids at most the arrival is kept, the longest unused first forgotten. Safe for threads.
 */
final class ArrivalIdentity {
    static final int MAX_IDS = 10_000;

    private static final Duration MAX_AGE = Duration.ofHours(1);

    private record EventKey(String district, String feed, String id) {}

    private final Supplier<String> freshIds;
    private final Map<EventKey, Instant> firstArrivals = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EventKey, Instant> eldest) {
            return size() > MAX_IDS;
        }
    };

    /** @param freshIds ids that were never given before */
    ArrivalIdentity(Supplier<String> freshIds) {
        this.freshIds = freshIds;
    }

    /** @param id what the message says makes the event itself; empty if it says nothing */
    void identify(EventDraft draft, IntakeMessage message, IntakeSource source, Optional<String> id) {
        draft.attribute("time", id.map(of -> firstArrival(message, source, of)).orElse(message.arrival()))
                .attribute("id", id.orElseGet(freshIds));
    }

    private synchronized Instant firstArrival(IntakeMessage message, IntakeSource source, String id) {
        return firstArrivals.compute(
                new EventKey(source.district(), source.feed(), id),
                (key, first) ->
                        first == null || first.plus(MAX_AGE).isBefore(message.arrival()) ? message.arrival() : first);
    }
}
