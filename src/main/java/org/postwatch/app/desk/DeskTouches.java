package org.postwatch.app.desk;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.desk.DeskAction;
import org.postwatch.desk.DeskTouch;
import org.postwatch.text.PrintableText;
import org.postwatch.text.WireName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that the page of a desk and its instance exchange. */
final class DeskTouches {
    /** In one request. */
    static final int MAX_TOUCHES = 50;

    private static final Duration MAX_HEARTBEAT_AGE = Duration.ofSeconds(30);

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The result of one touch, for the page.
     *
     * @param status {@code recorded} and {@code rejected} are final; {@code waiting} is sent again unchanged; {@code ahead} is sent
     *     again after the page corrected its time
     */
    record TouchResult(String id, String status, String detail) {
        static TouchResult recorded(String id) {
            return new TouchResult(id, "recorded", "");
        }

        static TouchResult rejected(String id, String detail) {
            return new TouchResult(id, "rejected", detail);
        }

        static TouchResult ahead(String id) {
            return new TouchResult(id, "ahead", "its time is in the future");
        }

        static TouchResult waiting(String id, String detail) {
            return new TouchResult(id, "waiting", detail);
        }
    }

    /** A touch, or why it is none. */
    record ReadTouch(String id, Optional<DeskTouch> touch, String fault) {}

    /** A span, with both ends. */
    record OpenTime(Instant since, Instant at) {}

    private DeskTouches() {}

    /** @throws IllegalArgumentException if the body is no list of touches */
    static List<ReadTouch> read(byte[] body) {
        List<ReadTouch> touches = new ArrayList<>();
        for (JsonNode touch : parse(body).path("touches")) {
            touches.add(readTouch(touch));
        }
        if (touches.isEmpty() || touches.size() > MAX_TOUCHES) {
            throw new IllegalArgumentException("touches: expected a list of 1 to " + MAX_TOUCHES);
        }
        return touches;
    }

    private static ReadTouch readTouch(JsonNode json) {
        String id = json.path("id").asString("");
        try {
            String where = PrintableText.removeNonPrintable(json.path("where").asString(""))
                    .strip();
            return new ReadTouch(
                    id,
                    Optional.of(new DeskTouch(
                            id,
                            WireName.find(DeskAction.class, json.path("action").asString(""))
                                    .orElseThrow(
                                            () -> new IllegalArgumentException("action: expected one of the page")),
                            json.path("subject").asString(""),
                            where.isEmpty() ? Optional.empty() : Optional.of(where),
                            instant(json.path("time")))),
                    "");
        } catch (IllegalArgumentException e) {
            return new ReadTouch(id, Optional.empty(), e.getMessage());
        }
    }

    /**
     * The time in which the page was open and everything that was touched was sent. It ends when the page sent it, not when it
     * arrives: meanwhile somebody may touch something.
     *
     * @throws IllegalArgumentException if it ended long before its arrival
     */
    static OpenTime readOpenTime(byte[] body, Instant now) {
        JsonNode json = parse(body);
        Instant at = instant(json.path("at"));
        Instant since = instant(json.path("since"));
        if (at.isBefore(now.minus(MAX_HEARTBEAT_AGE))) {
            throw new IllegalArgumentException(
                    "at: expected the present time, within " + MAX_HEARTBEAT_AGE.toSeconds() + " s");
        }
        Instant end = at.isAfter(now) ? now : at;
        return new OpenTime(since.isAfter(end) ? end : since, end);
    }

    private static Instant instant(JsonNode millis) {
        if (!millis.isIntegralNumber() || !millis.canConvertToLong()) {
            throw new IllegalArgumentException("time: expected milliseconds since 1970");
        }
        try {
            return Instant.ofEpochMilli(millis.asLong());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("time: " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("expected JSON", e);
        }
    }

    static byte[] write(Instant now, List<TouchResult> results) {
        ObjectNode json = JSON.createObjectNode().put("now", now.toEpochMilli());
        ArrayNode array = json.putArray("results");
        results.forEach(result -> array.addObject()
                .put("id", result.id())
                .put("status", result.status())
                .put("detail", result.detail()));
        return JSON.writeValueAsBytes(json);
    }
}
