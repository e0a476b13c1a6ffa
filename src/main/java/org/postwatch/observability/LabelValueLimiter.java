package org.postwatch.observability;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Values of a label that others choose, up to a number; beyond, they are all "other": each value is a series for ever. */
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
