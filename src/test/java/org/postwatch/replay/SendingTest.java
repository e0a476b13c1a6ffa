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
import org.postwatch.topology.Topics;

class SendingTest {
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");

    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(
            false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final Sending sending = new Sending(
            producer,
            2,
            new Plans(List.of("d"), List.of(new Plans.Entry("d", new byte[] {1}))),
            new Recording(List.of(new Recording.Line(Topics.CAMERA_EVENTS, new byte[] {'d'}, new byte[] {2}, T)), T, T),
            (step, done, all) -> {});

    @Test
    void a_record_that_the_broker_does_not_take_ends_the_replay() {
        sending.plans();
        producer.errorNext(new TimeoutException("nobody answers"));
        producer.completeNext();
        sending.lines(1);

        assertThatThrownBy(sending::flush)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the broker of the replay does not take all records: nobody answers");
    }

    @Test
    void of_one_instant_the_clock_comes_last() {
        sending.plans();
        sending.lines(1);
        sending.flush();

        assertThat(producer.history())
                .filteredOn(record -> !record.topic().equals(Topics.CLOCK))
                .allSatisfy(record -> assertThat(record.timestamp()).isEqualTo(T.toEpochMilli()));
        assertThat(producer.history())
                .filteredOn(record -> record.topic().equals(Topics.CLOCK))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.timestamp()).isEqualTo(T.toEpochMilli() + 1));
    }
}
