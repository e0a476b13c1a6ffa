package org.postwatch.intake;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One message of a vendor as it arrived. Its text form has no values: it may be logged.
 *
 * @param topic the MQTT topic; empty for other transports
 * @param retained whether the MQTT broker had kept it from before the subscription
 * @param headers by lower-case name; several headers of one name are joined with {@code ", "} (RFC 9110, 5.3); the user
 *     properties of an MQTT 5 message
 * @param query the parameters of the address, decoded; the first of several with one name
 * @param body the bytes as received; empty if there are none
 * @param arrival when Postwatch received it (milliseconds)
 * @param clientSubject the subject of the client's certificate (RFC 2253), if TLS verified one
 */
public record IntakeMessage(
        Transport transport,
        String topic,
        boolean retained,
        Map<String, String> headers,
        Map<String, String> query,
        byte[] body,
        Instant arrival,
        Optional<String> clientSubject) {
    /** Bytes of a body, over every transport. A larger message is rejected. */
    public static final int MAX_BYTES = 256 * 1024;

    public IntakeMessage {
        Objects.requireNonNull(transport);
        Objects.requireNonNull(topic);
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
        Objects.requireNonNull(body);
        Objects.requireNonNull(arrival);
        Objects.requireNonNull(clientSubject);
    }

    /** A message that an MQTT broker delivered. */
    public static IntakeMessage mqtt(String topic, boolean retained, byte[] body, Instant arrival) {
        return new IntakeMessage(Transport.MQTT, topic, retained, Map.of(), Map.of(), body, arrival, Optional.empty());
    }

    /** A message in an answer that Postwatch asked for. */
    public static IntakeMessage polled(byte[] body, Instant arrival) {
        return new IntakeMessage(Transport.POLL, "", false, Map.of(), Map.of(), body, arrival, Optional.empty());
    }

    /** A request that a vendor sent, from a client without a certificate. */
    public static IntakeMessage webhook(
            Map<String, String> headers, Map<String, String> query, byte[] body, Instant arrival) {
        return new IntakeMessage(Transport.WEBHOOK, "", false, headers, query, body, arrival, Optional.empty());
    }

    /** A header by its lower-case name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String toString() {
        return transport.documentName() + " message of " + body.length + " bytes at " + arrival;
    }
}
