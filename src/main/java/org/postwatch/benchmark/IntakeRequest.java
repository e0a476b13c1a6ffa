package org.postwatch.benchmark;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A request with events of one feed.
 *
 * @param token the credential of the feed
 */
record IntakeRequest(String token, String contentType, byte[] body) {
    static IntakeRequest single(String token, byte[] event) {
        return new IntakeRequest(token, "application/cloudevents+json", event);
    }

    static IntakeRequest batch(String token, List<byte[]> events) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] event : events) {
            body.write(body.size() == 0 ? '[' : ',');
            body.writeBytes(event);
        }
        body.write(']');
        return new IntakeRequest(token, "application/cloudevents-batch+json", body.toByteArray());
    }
}
