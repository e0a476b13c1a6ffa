package org.postwatch.runtime.sight;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Values of a label that others choose, up to a number; beyond, they are all "other": each value is a series for ever. */
final class Known {
    static final String OTHER = "other";

    private final int max;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Known(int max) {
        this.max = max;
    }

    String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        if (known.size() >= max) {
            return OTHER;
        }
        known.add(value);
        return value;
    }
}
