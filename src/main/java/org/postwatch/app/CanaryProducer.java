package org.postwatch.app;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.observability.ClientMetricsBinder;
import org.postwatch.plan.District;
import org.postwatch.streams.CanaryDistricts;
import org.postwatch.streams.RecordSigner;
import org.postwatch.streams.Topics;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.PlanJson;

/**
 * At every full minute one canary into every partition, for a district of its own there. Several instances do no harm:
 * of one minute the first canary is answered.
 */
final class CanaryProducer implements AutoCloseable {
    /** Plans and events are on different topics: a canary that arrives before its district's plan would be rejected. */
    private static final Duration FIRST_CANARY_DELAY = Duration.ofSeconds(5);

    private final PeriodicProducer producer;
    private final List<District> districts;
    private final Optional<RecordSigner> signer;
    private final EventWriter writer = new EventWriter();

    private CanaryProducer(PeriodicProducer pulse, List<District> districts, Optional<RecordSigner> signature) {
        this.signer = signature;
        this.producer = pulse;
        this.districts = districts;
    }

    /**
     * The districts of the canaries are announced first, and the first canaries are sent when they are known.
     *
     * @param instanceKey signs the canaries, if the instances have one
     */
    static CanaryProducer start(
            ClientSettings clients, int partitions, ClientMetricsBinder gauges, Optional<String> instanceKey) {
        // A later canary is useless: by then its absence has been noticed, as it should be.
        PeriodicProducer pulse = new PeriodicProducer(
                clients,
                "canaries",
                ChronoUnit.MINUTES,
                Duration.ofSeconds(20),
                "canaries cannot be sent: recipients with a watchdog will miss it",
                gauges,
                Clock.systemUTC());
        CanaryProducer canaries =
                new CanaryProducer(pulse, CanaryDistricts.of(partitions), instanceKey.map(RecordSigner::new));
        pulse.runFirst(canaries::publishDistricts);
        pulse.schedule(FIRST_CANARY_DELAY, canaries::sendCanaries);
        return canaries;
    }

    private void publishDistricts() {
        districts.forEach(district -> send(Topics.PLANS, PlanJson.key(district.id()), PlanJson.encode(district)));
    }

    private void sendCanaries(Instant minute) {
        for (District district : districts) {
            EventOrigin origin = new EventOrigin(district.id(), CanaryDistricts.FEED, "canary-" + minute, minute);
            send(EventType.CANARY.topic().topicName(), district.id(), writer.write(new CanaryEvent(origin)));
        }
    }

    private void send(String topic, String key, byte[] value) {
        // The default partitioner puts a district's own key where its partition is.
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes, value);
        signer.ifPresent(signs -> record.headers()
                .add(RecordSigner.HEADER, signs.sign(topic, bytes, value).getBytes(StandardCharsets.US_ASCII)));
        producer.send(record);
    }

    @Override
    public void close() {
        producer.close();
    }
}
