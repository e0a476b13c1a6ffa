package org.postwatch.intake.cloudevents;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.intake.DropReason;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.MessageRejection.MessageFault;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.DecodeResult.DecodeFailure;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.RejectedEventSummary;

/**
 * Reads the MQTT Protocol Binding for CloudEvents 1.0: structured content mode in JSON, and with MQTT 5 binary content mode. Safe
 * for threads.
 */
public final class CloudEventsMqttReader {
    private static final String CONTENT_TYPE = "content-type";
    private static final byte[] NO_KEY = {};

    private final EventReader reader = new EventReader();

    /** The event of a message, which must be of the source's feed and district. Never throws. */
    public IntakeResult evaluate(IntakeMessage message, IntakeSource source) {
        byte[] structured;
        try {
            structured = structured(message);
        } catch (InvalidRequestException e) {
            return malformed(e.field().isEmpty() ? "body" : e.field(), e.getMessage());
        }
        DecodeResult decoded = reader.read(source.district().getBytes(StandardCharsets.UTF_8), structured);
        return decoded.match(
                event -> ofSource(event.event(), message, source),
                tick -> notAnEvent(),
                command -> notAnEvent(),
                failure -> IntakeResult.rejected(rejection(failure, structured)));
    }

    /** An MQTT 3.1.1 message has no content type and is always structured. */
    private static byte[] structured(IntakeMessage message) {
        String media = message.header(CONTENT_TYPE)
                .orElse(CloudEventsHttpReader.STRUCTURED)
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        if (media.equals(CloudEventsHttpReader.STRUCTURED)) {
            return message.body();
        }
        if (media.startsWith("application/cloudevents")
                || message.header("specversion").isEmpty()) {
            throw InvalidRequestException.malformed(
                    CONTENT_TYPE,
                    "expected '" + CloudEventsHttpReader.STRUCTURED
                            + "', or 'application/json' with the attributes in user properties");
        }
        Map<String, String> attributes = new TreeMap<>(message.headers());
        attributes.remove(CONTENT_TYPE);
        return BinaryEvent.toStructured(attributes, "", media, message.body());
    }

    private static IntakeResult ofSource(Event event, IntakeMessage message, IntakeSource source) {
        if (message.retained() && !event.type().shape().isState()) {
            return IntakeResult.dropped(DropReason.RETAINED);
        }
        if (!event.source().equals(source.feed())) {
            String detail = "expected the feed of this source, '" + source.feed() + "'";
            return IntakeResult.rejected(
                    MessageRejection.malformed("source", detail).ofType(event.type()));
        }
        return new IntakeResult(List.of(event), Map.of(), List.of(), Set.of());
    }

    /** With the type that the event claims: people should learn of a weapon that cannot be read. */
    private static MessageRejection rejection(DecodeFailure failure, byte[] structured) {
        MessageRejection rejection = failure.reason().equals(DecodeFailure.TOO_LARGE)
                ? new MessageRejection(MessageFault.TOO_LARGE, "body", failure.detail())
                : MessageRejection.malformed(failure.field().isEmpty() ? "body" : failure.field(), failure.expected());
        return EventType.ofWireName(RejectedEventSummary.of(NO_KEY, structured).type())
                .map(rejection::ofType)
                .orElse(rejection);
    }

    private static IntakeResult notAnEvent() {
        return malformed("type", "expected an event of a feed, found a command or a clock tick");
    }

    private static IntakeResult malformed(String field, String detail) {
        return IntakeResult.rejected(MessageRejection.malformed(field, detail));
    }
}
