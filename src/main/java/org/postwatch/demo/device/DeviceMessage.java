package org.postwatch.demo.device;

import java.util.Map;

/** What a device sends. */
public sealed interface DeviceMessage {
    /** A message to an MQTT broker. */
    record MqttMessage(String topic, byte[] payload) implements DeviceMessage {}

    /**
     * A call of a webhook.
     *
     * @param path with its query, as {@code /v1/hooks/elm/front-door?key=K}
     * @param body empty for a GET
     */
    record WebhookCall(String method, String path, Map<String, String> headers, byte[] body) implements DeviceMessage {}
}
