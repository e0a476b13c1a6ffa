package org.postwatch.intake.mqtt;

import java.util.Arrays;
import java.util.Map;

/**
 * A message as the broker delivered it.
 *
 * @param retained whether the broker had kept it from before the subscription
 * @param isRedelivered whether the broker delivers it again until it is acknowledged: QoS 1 and 2
 * @param headers the user properties of MQTT 5 by lower-case name, and its content type as {@code content-type}
 * @param acknowledgement to run once, at most; after the end of the connection it does nothing
 */
record ReceivedMessage(
        String topic,
        boolean retained,
        boolean isRedelivered,
        Map<String, String> headers,
        byte[] payload,
        Runnable acknowledgement) {
    /** Whether the other one may be this one, delivered again. */
    boolean hasSameContent(ReceivedMessage other) {
        return topic.equals(other.topic)
                && retained == other.retained
                && isRedelivered == other.isRedelivered
                && headers.equals(other.headers)
                && Arrays.equals(payload, other.payload);
    }
}
