package org.postwatch.demo.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.demo.device.DeviceMessage.MqttMessage;
import org.postwatch.demo.device.DeviceMessage.WebhookCall;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.Transport;

/** Buttons of the profile {@code shelly-gen2}: a push over MQTT or as a call, and over MQTT that a device is reachable. */
final class ShellyButtons extends SimulatedSource {
    private static final String KIND = "device";

    private final String secret;

    /** @param secret the key of the calls; empty over MQTT */
    ShellyButtons(IntakeSource source, String secret) {
        super(source);
        this.secret = secret;
    }

    @Override
    Optional<DeviceMessage> messageOf(Event event) {
        boolean isMqtt = source().transport().kind() == Transport.MQTT;
        if (event.type() == EventType.BUZZER_PRESSED) {
            EntranceEvent press = (EntranceEvent) event;
            return idOfEntrance(KIND, press.campus(), press.entrance())
                    .map(id -> isMqtt ? notification(id, press) : call(id));
        }
        if (isMqtt && event instanceof DeviceReport report && report.type() != EventType.DEVICE_TAMPERED) {
            return idOfDevice(KIND, report.campus(), report.device())
                    .map(id -> new MqttMessage(
                            id + "/online", Boolean.toString(report.isWorking()).getBytes(UTF_8)));
        }
        return Optional.empty();
    }

    private static DeviceMessage notification(String id, EntranceEvent press) {
        String[] parts = id.split("/");
        Map<String, Object> push =
                Map.of("component", parts[1], "id", 0, "event", "single_push", "ts", DeviceJson.seconds(press.time()));
        return new MqttMessage(
                parts[0] + "/events/rpc",
                DeviceJson.write(Map.of(
                        "src",
                        parts[0],
                        "dst",
                        parts[0] + "/events",
                        "method",
                        "NotifyEvent",
                        "params",
                        Map.of("ts", DeviceJson.seconds(press.time()), "events", List.of(push)))));
    }

    private DeviceMessage call(String id) {
        String[] parts = id.split("/");
        String query = "key=" + URLEncoder.encode(secret, UTF_8) + "&device=" + URLEncoder.encode(parts[0], UTF_8)
                + "&input=" + URLEncoder.encode(parts[1], UTF_8);
        return new WebhookCall("GET", hookPath() + "?" + query, Map.of(), new byte[0]);
    }
}
