package org.postwatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.demo.device.DeviceMessage;
import org.postwatch.demo.device.DeviceMessage.MqttMessage;
import org.postwatch.demo.device.DeviceMessage.WebhookCall;
import org.postwatch.demo.device.SimulatedDevices;
import org.postwatch.event.Event;
import org.postwatch.replay.EventRecording.RecordedLine;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.EventWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends lines through intake, each as the device or the feed that reports it: as a message of the vendor if the district has
 * connected the device, else in a batch of CloudEvents of its feed. It waits until the event is on its topic, and requires that it
 * is the recorded event but for its id. What is no event of a feed, as a command of an operator, is written to its topic.
 */
final class IntakeLineSender implements LineSender {
    private static final Duration MAX_ARRIVAL_TIME = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DayClock clock;
    private final SimulatedDevices devices;
    private final FrontServerClient http;
    private final Optional<MqttPublisher> mqtt;
    private final TopicLineSender topics;
    private final ArrivedEvents arrived;
    private final RenamedEvents renamed;
    private final EventReader reader = new EventReader();
    private final EventWriter writer = new EventWriter();
    private final IntakeCounts counts = new IntakeCounts();
    private final List<Event> batch = new ArrayList<>();

    IntakeLineSender(
            DayClock clock,
            SimulatedDevices devices,
            FrontServerClient http,
            Optional<MqttPublisher> mqtt,
            TopicLineSender topics,
            ArrivedEvents arrived,
            RenamedEvents renamed) {
        this.clock = clock;
        this.devices = devices;
        this.http = http;
        this.mqtt = mqtt;
        this.topics = topics;
        this.arrived = arrived;
        this.renamed = renamed;
    }

    IntakeCounts counts() {
        return counts;
    }

    @Override
    public void send(Instant arrival, List<RecordedLine> lines) throws InterruptedException {
        clock.set(arrival);
        for (RecordedLine line : lines) {
            if (reader.read(line.key(), line.value()) instanceof DecodeResult.DecodedEvent decoded) {
                send(decoded.event());
            } else {
                sendBatch();
                counts.addCommand();
                topics.send(
                        arrival,
                        List.of(new RecordedLine(
                                line.topic(), line.key(), renamed.toArrived(line.value()), line.stamp())));
            }
        }
        sendBatch();
    }

    private void send(Event event) throws InterruptedException {
        Optional<DeviceMessage> message = devices.messageOf(event);
        if (message.isEmpty()) {
            if (!batch.isEmpty() && !batch.get(0).source().equals(event.source())) {
                sendBatch();
            }
            batch.add(event);
            return;
        }
        sendBatch();
        if (message.get() instanceof WebhookCall call) {
            http.call(call);
            counts.addWebhook();
        } else if (message.get() instanceof MqttMessage published) {
            mqtt.orElseThrow().publish(published.topic(), published.payload());
            counts.addMqtt();
        }
        awaitArrival(event);
    }

    private void sendBatch() throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        http.post(batch.get(0).source(), batch);
        counts.addBatch(batch.size());
        for (Event event : batch) {
            awaitArrival(event);
        }
        batch.clear();
    }

    private void awaitArrival(Event recorded) throws InterruptedException {
        Event event = arrived.next(recorded.type().topic(), MAX_ARRIVAL_TIME)
                .orElseThrow(() -> new DemoException("an event of the recording was sent and is not on its topic after "
                        + MAX_ARRIVAL_TIME.toSeconds() + " s: " + text(recorded) + "; run with -v for the log"));
        if (!withoutId(event).equals(withoutId(recorded))) {
            throw new DemoException("an event arrives changed: sent as " + text(recorded) + ", found " + text(event));
        }
        renamed.add(recorded, event);
    }

    private String text(Event event) {
        return withoutId(event).put("id", event.id()).toString();
    }

    private ObjectNode withoutId(Event event) {
        JsonNode node = JSON.readTree(writer.write(event));
        ((ObjectNode) node).remove("id");
        return (ObjectNode) node;
    }
}
