package org.postwatch.codec;

import java.time.LocalDate;
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.PostDay;
import org.postwatch.coverage.State;
import tools.jackson.core.JsonGenerator;

/** A post's day: the values of {@code postwatch.intervals}. */
public final class IntervalsJson {
    private static final int BYTES_TYPICAL = 512;

    private IntervalsJson() {}

    public static byte[] write(PostDay day) {
        return Output.object(BYTES_TYPICAL, json -> {
            Output.format(json, day.district());
            json.writeStringProperty("campus", day.campus());
            json.writeStringProperty("post", day.post());
            json.writeStringProperty("date", day.date().toString());
            json.writeNumberProperty("revision", day.revision());
            json.writeBooleanProperty("sealed", day.sealed());
            json.writeArrayPropertyStart("intervals");
            day.intervals().forEach(interval -> write(json, interval));
            json.writeEndArray();
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static PostDay read(byte[] bytes) {
        OutputTree tree = OutputTree.of(bytes);
        return new PostDay(
                tree.text("district"),
                tree.text("campus"),
                tree.text("post"),
                tree.as("date", "a date", LocalDate::parse),
                tree.number("revision"),
                tree.flag("sealed"),
                tree.list("intervals", IntervalsJson::interval));
    }

    private static void write(JsonGenerator json, Interval interval) {
        json.writeStartObject();
        Output.instant(json, "from", interval.from());
        Output.optional(json, "to", interval.to());
        json.writeStringProperty("state", interval.state().wireName());
        Output.strings(json, "counted", interval.counted());
        Output.reasons(json, interval.reasons());
        json.writeEndObject();
    }

    private static Interval interval(OutputTree tree) {
        return new Interval(
                tree.instant("from"),
                tree.optionalInstant("to"),
                tree.constant("state", "a state", State.values(), State::wireName),
                tree.strings("counted"),
                tree.reasons());
    }
}
