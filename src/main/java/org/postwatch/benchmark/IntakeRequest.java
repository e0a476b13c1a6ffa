package org.postwatch.benchmark;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.postwatch.event.Event;
import org.postwatch.wire.EventWriter;

/**
 * A request with events of one district.
 *
 * @param token the credential of the feeds of the district
 */
record IntakeRequest(String token, List<Event> events) {
    IntakeRequest {
        events = List.copyOf(events);
    }

    String contentType() {
        return events.size() == 1 ? "application/cloudevents+json" : "application/cloudevents-batch+json";
    }

    byte[] body(EventWriter writer) {
        if (events.size() == 1) {
            return writer.write(events.get(0));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Event event : events) {
            body.write(body.size() == 0 ? '[' : ',');
            body.writeBytes(writer.write(event));
        }
        body.write(']');
        return body.toByteArray();
    }
}
