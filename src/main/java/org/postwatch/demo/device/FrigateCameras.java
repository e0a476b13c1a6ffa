package org.postwatch.demo.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postwatch.demo.device.DeviceMessage.MqttMessage;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.intake.IntakeSource;

/**
 * Cameras of the profile {@code frigate}: persons and guns, the state of a camera, and statistics, which are the heartbeat of the
 * feed.
 */
final class FrigateCameras extends SimulatedSource {
    private static final String KIND = "camera";

    FrigateCameras(IntakeSource source) {
        super(source);
    }

    @Override
    Optional<DeviceMessage> messageOf(Event event) {
        if (event instanceof Heartbeat && event.source().equals(source().feed())) {
            return Optional.of(statistics());
        }
        if (event instanceof DetectionEvent seen) {
            return seen.device()
                    .flatMap(device -> idOfDevice(KIND, seen.campus(), device))
                    .map(camera -> object(camera, seen));
        }
        if (event instanceof DeviceReport report && report.type() != EventType.DEVICE_TAMPERED) {
            return idOfDevice(KIND, report.campus(), report.device())
                    .map(camera -> new MqttMessage(
                            "frigate/" + camera + "/status/detect",
                            (report.isWorking() ? "online" : "offline").getBytes(UTF_8)));
        }
        return Optional.empty();
    }

    private DeviceMessage statistics() {
        Map<String, Object> cameras = source().map().byKind().get(KIND).keySet().stream()
                .collect(Collectors.toMap(camera -> camera, camera -> Map.of("camera_fps", 5)));
        return new MqttMessage("frigate/stats", DeviceJson.write(Map.of("cameras", cameras)));
    }

    private static DeviceMessage object(String camera, DetectionEvent seen) {
        Map<String, Object> after = Map.of(
                "id",
                seen.id(),
                "camera",
                camera,
                "label",
                seen.type() == EventType.WEAPON_SEEN ? "gun" : "person",
                "start_time",
                DeviceJson.seconds(seen.time()),
                "false_positive",
                false);
        return new MqttMessage(
                "frigate/events", DeviceJson.write(Map.of("type", "new", "before", Map.of(), "after", after)));
    }
}
