package org.postwatch.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.streams.Topics;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.RoutingJson;

/** Sends the plans of a district. */
final class PlanSender {
    private PlanSender() {}

    /** Returns when they are on their topic: facts assume the plan, so it is there before the first of them. */
    static void send(Scenario scenario, int partition, DemoProducer producer) {
        // Of two records with the same stamp either may be read first.
        Instant first = scenario.recording().first().minusSeconds(1);
        String district = scenario.district();
        send(
                producer,
                partition,
                first,
                PlanJson.key(district),
                PlanJson.encode(scenario.day().district()));
        scenario.day()
                .campuses()
                .forEach((id, plan) ->
                        send(producer, partition, first, PlanJson.key(district, id), PlanJson.encode(plan)));
        send(producer, partition, first, RoutingJson.key(district), RoutingJson.encode(scenario.routing()));
        producer.flush();
    }

    private static void send(DemoProducer producer, int partition, Instant stamp, String key, byte[] value) {
        producer.send(new ProducerRecord<>(
                Topics.PLANS, partition, stamp.toEpochMilli(), key.getBytes(StandardCharsets.UTF_8), value));
    }
}
