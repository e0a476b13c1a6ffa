package org.postwatch.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Entry.Outcome;

/** What was decided about telling a district's recipients. */
public record Disclosures(List<Entry> entries) {
    public Disclosures {
        entries = List.copyOf(entries);
    }

    /** Notices by recipient. */
    Map<String, Integer> told() {
        return count(Outcome.TOLD, Entry::recipient);
    }

    /** By what decided. */
    Map<String, Integer> refused() {
        return count(Outcome.REFUSED, Entry::rule);
    }

    /** By what stood in the way. */
    Map<String, Integer> held() {
        return count(Outcome.HELD, Entry::rule);
    }

    /** By where it went instead, which only the reason says. */
    Map<String, Integer> passedOver() {
        return count(Outcome.PASSED_OVER, entry -> entry.reason().contains("digest") ? "into digests" : "to nobody");
    }

    private Map<String, Integer> count(Outcome outcome, Function<Entry, String> by) {
        return entries.stream()
                .filter(entry -> entry.outcome() == outcome)
                .collect(Collectors.toMap(by, entry -> 1, Integer::sum, TreeMap::new));
    }

    /** As {@code board 12, console 4}, the most first. */
    static String text(Map<String, Integer> counts) {
        List<Map.Entry<String, Integer>> most = new ArrayList<>(counts.entrySet());
        most.sort(Comparator.comparing(Map.Entry<String, Integer>::getValue).reversed());
        return most.isEmpty()
                ? "none"
                : most.stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }
}
