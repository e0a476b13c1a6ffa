package org.postwatch.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.PlanJson;
import org.postwatch.event.Canary;
import org.postwatch.event.EventType;
import org.postwatch.event.Origin;
import org.postwatch.plan.District;
import org.postwatch.runtime.sight.ClientGauges;
import org.postwatch.topology.CanaryDistricts;
import org.postwatch.topology.Signature;
import org.postwatch.topology.Topics;

/**
 * At every full minute one canary into every partition, for a district of its own there. Several instances do no harm: of
 * one minute the first canary is answered.
 */
final class Canaries implements AutoCloseable {
    /** Plans come by another topic than events: one that overtook its district's plan would be set aside. */
    private static final Duration KNOWN_AFTER = Duration.ofSeconds(5);

    private final Pulse pulse;
    private final List<District> districts;
    private final Optional<Signature> signature;
    private final EventWriter writer = new EventWriter();

    private Canaries(Pulse pulse, List<District> districts, Optional<Signature> signature) {
        this.signature = signature;
        this.pulse = pulse;
        this.districts = districts;
    }

    /**
     * The districts of the canaries are announced first, and the first canaries are sent when they are known.
     *
     * @param instanceKey signs the canaries, if the instances have one
     */
    static Canaries start(ClientSettings clients, int partitions, ClientGauges gauges, Optional<String> instanceKey) {
        // What comes later than that is worth nothing: somebody may have been alarmed by then, as they should.
        Pulse pulse = new Pulse(
                clients,
                "canaries",
                ChronoUnit.MINUTES,
                Duration.ofSeconds(20),
                "canaries cannot be sent, who asks for a watchdog will miss it",
                gauges);
        Canaries canaries = new Canaries(pulse, CanaryDistricts.of(partitions), instanceKey.map(Signature::new));
        pulse.first(canaries::plan);
        pulse.beat(KNOWN_AFTER, canaries::fly);
        return canaries;
    }

    private void plan() {
        districts.forEach(district -> send(Topics.PLANS, PlanJson.key(district.id()), PlanJson.encode(district)));
    }

    private void fly(Instant minute) {
        for (District district : districts) {
            Origin origin = new Origin(district.id(), CanaryDistricts.FEED, "canary-" + minute, minute);
            send(Topics.of(EventType.CANARY), district.id(), writer.write(new Canary(origin)));
        }
    }

    private void send(String topic, String key, byte[] value) {
        // The default partitioner puts a district's own key where its partition is.
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes, value);
        signature.ifPresent(signs -> record.headers()
                .add(Signature.HEADER, signs.of(topic, bytes, value).getBytes(StandardCharsets.US_ASCII)));
        pulse.send(record);
    }

    @Override
    public void close() {
        pulse.close();
    }
}
