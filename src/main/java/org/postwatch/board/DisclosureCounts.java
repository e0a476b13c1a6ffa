package org.postwatch.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DisclosureRecord.DisclosureOutcome;

/** The counts of disclosure decisions of a district. */
public record DisclosureCounts(List<DisclosureRecord> records) {
    public DisclosureCounts {
        records = List.copyOf(records);
    }

    /** Notices by recipient. */
    Map<String, Integer> notified() {
        return countBy(DisclosureOutcome.NOTIFIED, DisclosureRecord::recipient);
    }

    /** Denials by rule. */
    Map<String, Integer> denied() {
        return countBy(DisclosureOutcome.DENIED, DisclosureRecord::rule);
    }

    /** Suppressed notices by rule. */
    Map<String, Integer> suppressed() {
        return countBy(DisclosureOutcome.SUPPRESSED, DisclosureRecord::rule);
    }

    /** Skipped notices, by whether they went into a digest; only the reason distinguishes them. */
    Map<String, Integer> skipped() {
        return countBy(
                DisclosureOutcome.SKIPPED, entry -> entry.reason().contains("digest") ? "into digests" : "not sent");
    }

    private Map<String, Integer> countBy(DisclosureOutcome outcome, Function<DisclosureRecord, String> by) {
        return records.stream()
                .filter(entry -> entry.outcome() == outcome)
                .collect(Collectors.toMap(by, entry -> 1, Integer::sum, TreeMap::new));
    }

    /** As {@code board 12, console 4}, the most first. */
    static String format(Map<String, Integer> counts) {
        List<Map.Entry<String, Integer>> most = new ArrayList<>(counts.entrySet());
        most.sort(Comparator.comparing(Map.Entry<String, Integer>::getValue).reversed());
        return most.isEmpty()
                ? "none"
                : most.stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }
}
