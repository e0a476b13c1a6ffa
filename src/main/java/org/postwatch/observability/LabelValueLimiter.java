package org.postwatch.observability;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the number of values of a label that comes from outside; further values become "other", because each value
 * is a new series.
 */
final class LabelValueLimiter {
    static final String OTHER = "other";

    private final int max;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    LabelValueLimiter(int max) {
        this.max = max;
    }

    String limit(String value) {
        if (seen.contains(value)) {
            return value;
        }
        if (seen.size() >= max) {
            return OTHER;
        }
        seen.add(value);
        return value;
    }
}
