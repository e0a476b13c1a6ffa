package org.postwatch.wire;

import org.postwatch.coverage.PostDayIntervals;

/** The intervals of a post on one day: the values of {@code postwatch.intervals}. */
public final class IntervalsJson {
    private IntervalsJson() {}

    public static byte[] write(PostDayIntervals day) {
        return TopicJson.write(day);
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message names the field */
    public static PostDayIntervals read(byte[] bytes) {
        return TopicJson.read(bytes, PostDayIntervals.class);
    }
}
