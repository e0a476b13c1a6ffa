package org.postwatch.board;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.routing.Entry;

/**
 * Which decisions against telling are worth a line: of those that are alike the first one. What a group's pause or quiet
 * hours hold is alike whatever its kind; the rest is only counted.
 */
final class Refusals {
    private static final Set<String> EVERYDAY = Set.of("group", "quiet hours");

    private final Map<String, Instant> from;
    private final Set<List<String>> said = new HashSet<>();

    /** @param from by district: what was decided before is not told */
    Refusals(Map<String, Instant> from) {
        this.from = from;
    }

    Optional<News> news(Entry entry) {
        boolean against = entry.outcome() == Entry.Outcome.REFUSED || entry.outcome() == Entry.Outcome.HELD;
        if (!against || entry.at().isBefore(from.get(entry.district()))) {
            return Optional.empty();
        }
        String kind = EVERYDAY.contains(entry.rule()) ? "" : entry.kind();
        return said.add(List.of(entry.district(), entry.recipient(), entry.rule(), kind))
                ? Optional.of(News.of(entry))
                : Optional.empty();
    }
}
