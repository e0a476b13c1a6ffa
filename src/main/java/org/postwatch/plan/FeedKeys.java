package org.postwatch.plan;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The secrets that a feed signs its events with. Which of them count is decided by the arrival of an event, so that a change of
 * secrets means the same while it happens and when state is rebuilt from the inputs.
 */
public record FeedKeys(List<FeedKey> keys) {
    /** Of a feed that does not sign. */
    public static final FeedKeys NONE = new FeedKeys(List.of());

    /** The maximum number of keys that are valid at the same time. */
    public static final int MAX_KEYS = 20;

    public FeedKeys {
        keys = List.copyOf(keys);
    }

    /** Whether an event that arrives then counts only when it is signed: from the start of the first secret on. */
    public boolean isSignatureRequired(Instant arrival, ZoneId zone) {
        return keys.stream().anyMatch(key -> !arrival.isBefore(key.dates().start(zone)));
    }

    /** The first local time after the start of the first secret at which none counts, so that nothing of the feed does. */
    public Optional<LocalDateTime> firstGap() {
        List<LocalDateTimeRange> byStart = keys.stream()
                .map(FeedKey::dates)
                .sorted(Comparator.comparing(dates -> dates.from().orElse(LocalDateTime.MIN)))
                .toList();
        LocalDateTime covered = LocalDateTime.MIN;
        for (LocalDateTimeRange dates : byStart) {
            boolean follows = dates.from().orElse(LocalDateTime.MIN).isAfter(covered);
            if (follows && !covered.equals(LocalDateTime.MIN)) {
                return Optional.of(covered);
            }
            LocalDateTime until = dates.until().orElse(LocalDateTime.MAX);
            covered = until.isAfter(covered) ? until : covered;
        }
        return keys.isEmpty() || covered.equals(LocalDateTime.MAX) ? Optional.empty() : Optional.of(covered);
    }

    /** The names of the secrets with which an event that arrives then may be signed. */
    public List<String> secretsAt(Instant arrival, ZoneId zone) {
        return keys.stream()
                .filter(key -> key.dates().contains(arrival, zone))
                .map(FeedKey::secret)
                .toList();
    }
}
