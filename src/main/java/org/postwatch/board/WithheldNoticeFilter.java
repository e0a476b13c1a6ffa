package org.postwatch.board;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.notification.model.DisclosureRecord;

/**
 * Selects the denials and suppressions to print: the first of similar ones. Suppressions by a group or by quiet hours
 * are similar for all kinds; the others are only counted.
 */
final class WithheldNoticeFilter {
    private static final Set<String> ROUTINE_RULES = Set.of("group", "quiet hours");

    private final Map<String, Instant> startTimes;
    private final Set<List<String>> seen = new HashSet<>();

    /** @param from by district: earlier decisions are not printed */
    WithheldNoticeFilter(Map<String, Instant> from) {
        this.startTimes = from;
    }

    Optional<NoticeLine> lineIfNew(DisclosureRecord entry) {
        boolean against = entry.outcome() == DisclosureRecord.DisclosureOutcome.DENIED
                || entry.outcome() == DisclosureRecord.DisclosureOutcome.SUPPRESSED;
        if (!against || entry.at().isBefore(startTimes.get(entry.district()))) {
            return Optional.empty();
        }
        String kind = ROUTINE_RULES.contains(entry.rule()) ? "" : entry.kind();
        return seen.add(List.of(entry.district(), entry.recipient(), entry.rule(), kind))
                ? Optional.of(NoticeLine.of(entry))
                : Optional.empty();
    }
}
