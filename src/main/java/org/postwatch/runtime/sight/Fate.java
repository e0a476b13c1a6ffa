package org.postwatch.runtime.sight;

import java.util.Locale;

/** What became of a notice on its way out. */
public enum Fate {
    DELIVERED,
    /** Given up. */
    FAILED,
    /** Over before a pager was called for it. */
    SUPERSEDED,
    /** An attempt failed, and there will be another one. */
    RETRIED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
