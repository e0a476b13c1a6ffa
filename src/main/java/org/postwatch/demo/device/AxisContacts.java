package org.postwatch.demo.device;

import java.util.Map;
import java.util.Optional;
import org.postwatch.demo.device.DeviceMessage.MqttMessage;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.intake.IntakeSource;

/** Contacts of doors at the inputs of devices of the profile {@code axis}. */
final class AxisContacts extends SimulatedSource {
    AxisContacts(IntakeSource source) {
        super(source);
    }

    @Override
    Optional<DeviceMessage> messageOf(Event event) {
        return event instanceof EntranceEvent door
                ? stateOf(door)
                        .flatMap(state -> idOfEntrance("port", door.campus(), door.entrance())
                                .map(id -> change(id, state, door)))
                : Optional.empty();
    }

    /** That of the contact; empty if it is no event of the contact. */
    private Optional<String> stateOf(EntranceEvent door) {
        String meaning = door.type().shortName();
        if (meaning.equals(source().parameters().get("portOn"))) {
            return Optional.of("1");
        }
        return meaning.equals(source().parameters().get("portOff")) ? Optional.of("0") : Optional.empty();
    }

    private static DeviceMessage change(String id, String state, EntranceEvent door) {
        int end = id.lastIndexOf('/');
        String port = id.substring(end + 1);
        return new MqttMessage(
                id.substring(0, end) + "/event/tns:onvif/Device/tns:axis/IO/Port/$source/port/" + port,
                DeviceJson.write(Map.of(
                        "timestamp",
                        door.time().toEpochMilli(),
                        "topic",
                        "onvif:Device/axis:IO/Port",
                        "message",
                        Map.of("source", Map.of("port", port), "key", Map.of(), "data", Map.of("state", state)))));
    }
}
