package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From {@code from} until {@code until} nobody is notified of alerts that match.
 *
 * @param warnAt when recipients are notified of its end; absent after that notice, or if it is too short
 */
public record Silence(
        String id,
        String createdBy,
        String reason,
        SortedMap<String, Set<String>> match,
        Instant from,
        Instant until,
        Optional<Instant> warnAt) {
    public Silence {
        match = Collections.unmodifiableSortedMap(new TreeMap<>(match));
    }

    boolean isActiveAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    Instant deadline() {
        return warnAt.orElse(until);
    }

    Silence withoutWarning() {
        return new Silence(id, createdBy, reason, match, from, until, Optional.empty());
    }
}
