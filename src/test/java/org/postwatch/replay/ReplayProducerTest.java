package org.postwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.postwatch.streams.Topics;

class ReplayProducerTest {
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");

    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(
            false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final ReplayProducer replayProducer = new ReplayProducer(
            producer,
            2,
            new ReplayPlans(List.of("d"), List.of(new ReplayPlans.PlanRecord("d", new byte[] {1}))),
            new EventRecording(
                    List.of(new EventRecording.RecordedLine(Topics.CAMERA_EVENTS, new byte[] {'d'}, new byte[] {2}, T)),
                    T,
                    T),
            (step, done, all) -> {});

    @Test
    void a_record_that_the_broker_rejects_ends_the_replay() {
        replayProducer.sendPlans();
        producer.errorNext(new TimeoutException("nobody answers"));
        producer.completeNext();
        replayProducer.sendLines(1);

        assertThatThrownBy(replayProducer::flush)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the broker of the replay does not take all records: nobody answers");
    }

    @Test
    void at_one_instant_the_clock_comes_last() {
        replayProducer.sendPlans();
        replayProducer.sendLines(1);
        replayProducer.flush();

        assertThat(producer.history())
                .filteredOn(record -> !record.topic().equals(Topics.CLOCK))
                .allSatisfy(record -> assertThat(record.timestamp()).isEqualTo(T.toEpochMilli()));
        assertThat(producer.history())
                .filteredOn(record -> record.topic().equals(Topics.CLOCK))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.timestamp()).isEqualTo(T.toEpochMilli() + 1));
    }
}
