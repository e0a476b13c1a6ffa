package org.postwatch.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the verifier compared, and what was not as it must be. */
final class Findings {
    private static final int MAX_SHOWN = 60;

    enum FindingKind {
        LOST,
        TWICE,
        WRONG
    }

    private final Map<FindingKind, Integer> counts = new EnumMap<>(FindingKind.class);
    private final List<String> shown = new ArrayList<>();
    private long compared;

    void compared(long more) {
        compared += more;
    }

    void add(FindingKind sort, String what) {
        counts.merge(sort, 1, Integer::sum);
        if (shown.size() < MAX_SHOWN) {
            shown.add(sort + " " + what);
        }
    }

    long compared() {
        return compared;
    }

    int count(FindingKind sort) {
        return counts.getOrDefault(sort, 0);
    }

    boolean isClean() {
        return counts.isEmpty();
    }

    /** The first of them, a line each. */
    List<String> shown() {
        return shown;
    }

    @Override
    public String toString() {
        return "%,d compared: %d lost, %d twice, %d wrong"
                .formatted(compared, count(FindingKind.LOST), count(FindingKind.TWICE), count(FindingKind.WRONG));
    }
}
