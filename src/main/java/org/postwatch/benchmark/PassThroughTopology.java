package org.postwatch.benchmark;

import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;

/**
 * The minimum that any topology over these events does: it reads and decodes each, keeps no state and forwards
 * nothing. Its rate is the limit of this machine.
 */
final class PassThroughTopology {
    private PassThroughTopology() {}

    /** @param rejected counts what could not be decoded, so that decoding cannot be left out */
    static Topology build(LongAdder rejected) {
        Topology topology = new Topology();
        source(topology, "clock", Topics.CLOCK);
        source(topology, "entrance-events", Topics.ENTRANCE_EVENTS);
        source(topology, "camera-events", Topics.CAMERA_EVENTS);
        source(topology, "staffing-events", Topics.STAFFING_EVENTS);
        topology.addProcessor(
                "DECODE",
                () -> new DecodingProcessor(rejected),
                "clock",
                "entrance-events",
                "camera-events",
                "staffing-events");
        return topology;
    }

    private static void source(Topology topology, String name, String topic) {
        topology.addSource(name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic);
    }

    private static final class DecodingProcessor implements Processor<byte[], byte[], Void, Void> {
        private final EventReader reader = new EventReader();
        private final LongAdder rejected;

        DecodingProcessor(LongAdder rejected) {
            this.rejected = rejected;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            if (reader.read(record.key(), record.value()) instanceof DecodeResult.DecodeFailure) {
                rejected.increment();
            }
        }
    }
}
