package org.postwatch.codec;

import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostNow;
import org.postwatch.coverage.State;
import tools.jackson.core.JsonGenerator;

/** What a campus is now: the values of {@code postwatch.coverage}. */
public final class CoverageJson {
    private static final int BYTES_TYPICAL = 512;

    private CoverageJson() {}

    public static byte[] write(CampusNow campus) {
        return Output.object(BYTES_TYPICAL, json -> {
            Output.format(json, campus.district());
            json.writeStringProperty("campus", campus.campus());
            json.writeStringProperty("state", campus.state().wireName());
            json.writeArrayPropertyStart("posts");
            campus.posts().forEach(post -> write(json, post));
            json.writeEndArray();
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static CampusNow read(byte[] bytes) {
        OutputTree tree = OutputTree.of(bytes);
        return new CampusNow(
                tree.text("district"),
                tree.text("campus"),
                tree.constant("state", "a state", State.values(), State::wireName),
                tree.list("posts", CoverageJson::post));
    }

    private static void write(JsonGenerator json, PostNow post) {
        json.writeStartObject();
        json.writeStringProperty("post", post.post());
        json.writeStringProperty("state", post.state().wireName());
        Output.optional(json, "since", post.since());
        Output.strings(json, "counted", post.counted());
        Output.reasons(json, post.reasons());
        json.writeEndObject();
    }

    private static PostNow post(OutputTree tree) {
        return new PostNow(
                tree.text("post"),
                tree.constant("state", "a state", State.values(), State::wireName),
                tree.optionalInstant("since"),
                tree.strings("counted"),
                tree.reasons());
    }
}
