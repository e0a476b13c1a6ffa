package org.postwatch.streams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.postwatch.wire.DeadLetterHeaders;

/** Reads the output topics of a driver as bytes. */
final class DriverTopics {
    private DriverTopics() {}

    /** The records since the last read. */
    static List<TestRecord<byte[], byte[]>> read(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    static List<DeadLetterHeaders> deadLetters(TopologyTestDriver driver) {
        return read(driver, Topics.DEAD_LETTERS).stream()
                .map(DriverTopics::headersOf)
                .toList();
    }

    static DeadLetterHeaders headersOf(TestRecord<byte[], byte[]> letter) {
        Map<String, byte[]> headers = new HashMap<>();
        letter.headers().forEach(header -> headers.put(header.key(), header.value()));
        return DeadLetterHeaders.fromMap(headers);
    }
}
