package org.postwatch.wire;

import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import tools.jackson.core.JsonGenerator;

/** What a campus is now: the values of {@code postwatch.coverage}. */
public final class CoverageJson {
    private static final int TYPICAL_BYTES = 512;

    private CoverageJson() {}

    public static byte[] write(CampusCoverage campus) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            JsonOutput.writeFormatAndDistrict(json, campus.district());
            json.writeStringProperty("campus", campus.campus());
            json.writeStringProperty("state", campus.state().wireName());
            json.writeArrayPropertyStart("posts");
            campus.posts().forEach(post -> write(json, post));
            json.writeEndArray();
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static CampusCoverage read(byte[] bytes) {
        JsonInput tree = JsonInput.of(bytes);
        return new CampusCoverage(
                tree.text("district"),
                tree.text("campus"),
                tree.constant("state", "a state", CoverageState.values(), CoverageState::wireName),
                tree.list("posts", CoverageJson::post));
    }

    private static void write(JsonGenerator json, PostCoverage post) {
        json.writeStartObject();
        json.writeStringProperty("post", post.post());
        json.writeStringProperty("state", post.state().wireName());
        JsonOutput.writeOptional(json, "since", post.since());
        JsonOutput.writeStrings(json, "counted", post.counted());
        JsonOutput.writeReasons(json, post.reasons());
        json.writeEndObject();
    }

    private static PostCoverage post(JsonInput tree) {
        return new PostCoverage(
                tree.text("post"),
                tree.constant("state", "a state", CoverageState.values(), CoverageState::wireName),
                tree.optionalInstant("since"),
                tree.strings("counted"),
                tree.reasons());
    }
}
