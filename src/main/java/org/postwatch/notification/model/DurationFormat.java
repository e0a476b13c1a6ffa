package org.postwatch.notification.model;

import java.time.Duration;

/** How reasons say things. */
public final class DurationFormat {
    private DurationFormat() {}

    /** In the largest unit that leaves no rest: {@code 90 s}, {@code 5 min}, {@code 2 h}. */
    public static String format(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
