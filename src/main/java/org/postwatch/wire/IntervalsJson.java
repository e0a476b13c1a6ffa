package org.postwatch.wire;

import java.time.LocalDate;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostDayIntervals;
import tools.jackson.core.JsonGenerator;

/** A post's day: the values of {@code postwatch.intervals}. */
public final class IntervalsJson {
    private static final int TYPICAL_BYTES = 512;

    private IntervalsJson() {}

    public static byte[] write(PostDayIntervals day) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            JsonOutput.writeFormatAndDistrict(json, day.district());
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
    public static PostDayIntervals read(byte[] bytes) {
        JsonInput tree = JsonInput.of(bytes);
        return new PostDayIntervals(
                tree.text("district"),
                tree.text("campus"),
                tree.text("post"),
                tree.parse("date", "a date", LocalDate::parse),
                tree.number("revision"),
                tree.flag("sealed"),
                tree.list("intervals", IntervalsJson::interval));
    }

    private static void write(JsonGenerator json, CoverageInterval interval) {
        json.writeStartObject();
        JsonOutput.writeInstant(json, "from", interval.from());
        JsonOutput.writeOptional(json, "to", interval.to());
        json.writeStringProperty("state", interval.state().wireName());
        JsonOutput.writeStrings(json, "counted", interval.counted());
        JsonOutput.writeReasons(json, interval.reasons());
        json.writeEndObject();
    }

    private static CoverageInterval interval(JsonInput tree) {
        return new CoverageInterval(
                tree.instant("from"),
                tree.optionalInstant("to"),
                tree.constant("state", "a state", CoverageState.values(), CoverageState::wireName),
                tree.strings("counted"),
                tree.reasons());
    }
}
