package org.postwatch.demo;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.replay.EventRecording.RecordedLine;

/** Writes lines to their topics, as feeds with a producer of their own do. They have arrived after a flush of the producer. */
final class TopicLineSender implements LineSender {
    private final DemoProducer producer;
    private final int partition;

    TopicLineSender(DemoProducer producer, int partition) {
        this.producer = producer;
        this.partition = partition;
    }

    @Override
    public void send(Instant arrival, List<RecordedLine> lines) {
        for (RecordedLine line : lines) {
            producer.send(
                    new ProducerRecord<>(line.topic(), partition, arrival.toEpochMilli(), line.key(), line.value()));
        }
    }
}
