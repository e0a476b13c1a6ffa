package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.intake.MessageRejection;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.DecodeResult.DecodeFailure;
import org.postwatch.wire.EventReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of an event before it is one. The reader that every event passes makes the event, so that what intake writes is
 * never rejected as malformed afterwards.
 */
final class EventDraft {
    private static final JsonMapper JSON = new JsonMapper();

    /** An event, or why the values make none. */
    sealed interface DraftResult {
        record DraftedEvent(Event event) implements DraftResult {}

        record RejectedDraft(MessageRejection rejection) implements DraftResult {}
    }

    private final String district;
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final Map<String, Object> data = new LinkedHashMap<>();

    EventDraft(String district, String source, EventType type) {
        this.district = district;
        attributes.put("specversion", "1.0");
        attributes.put("source", source);
        attributes.put("type", type.wireName());
        attributes.put("partitionkey", district);
    }

    EventDraft attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    boolean hasData(String name) {
        return data.containsKey(name);
    }

    boolean hasAttribute(String name) {
        return attributes.containsKey(name);
    }

    EventDraft data(String name, Object value) {
        data.put(name, value);
        return this;
    }

    DraftResult make(EventReader reader) {
        byte[] bytes;
        try {
            ObjectNode json = JSON.createObjectNode();
            put(json, attributes);
            put(json.putObject("data"), data);
            bytes = JSON.writeValueAsBytes(json);
        } catch (JacksonException e) {
            return malformed("event", "expected text of whole characters");
        }
        DecodeResult result = reader.read(district.getBytes(UTF_8), bytes);
        return result.match(
                decoded -> new DraftResult.DraftedEvent(decoded.event()),
                tick -> malformed("type", "expected a type of event that feeds may send"),
                command -> malformed("type", "expected a type of event that feeds may send"),
                EventDraft::rejected);
    }

    private static void put(ObjectNode json, Map<String, Object> values) {
        values.forEach((name, value) -> {
            if (value instanceof Boolean flag) {
                json.put(name, flag);
            } else if (value instanceof Instant instant) {
                json.put(name, instant.truncatedTo(ChronoUnit.MILLIS).toString());
            } else {
                json.put(name, ExpressionFunction.text(value));
            }
        });
    }

    private static DraftResult rejected(DecodeFailure failure) {
        if (failure.reason().equals(DecodeFailure.TOO_LARGE)) {
            return new DraftResult.RejectedDraft(new MessageRejection(
                    MessageRejection.MessageFault.TOO_LARGE, "event", "expected an event of at most 64 KB"));
        }
        return new DraftResult.RejectedDraft(
                MessageRejection.malformed(failure.field().isEmpty() ? "event" : failure.field(), failure.expected()));
    }

    private static DraftResult malformed(String field, String detail) {
        return new DraftResult.RejectedDraft(MessageRejection.malformed(field, detail));
    }
}
