package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

/** What Kafka says of a start after a kill is not logged; what sounds like it and is not, is. */
class KafkaNoiseFilterTest {
    private static final TaskCorruptedException STATE_RESTORE = new TaskCorruptedException(Set.of(new TaskId(0, 1)));

    private final KafkaNoiseFilter filter = new KafkaNoiseFilter();

    @Test
    void a_state_restore_is_not_logged() {
        assertThat(filter(
                        "stream-task [0_1] State store {} did not find checkpoint offsets while stores are not empty",
                        null))
                .isEqualTo(FilterReply.DENY);
        assertThat(filter("Encounter corrupted task {}, will group it with other corrupted tasks", STATE_RESTORE))
                .isEqualTo(FilterReply.DENY);
        String several = "stream-thread [a] Get exceptions for the following tasks: {}";
        assertThat(filter(several, null, Map.of(new TaskId(0, 1), STATE_RESTORE)))
                .isEqualTo(FilterReply.DENY);
        assertThat(filter(
                        several,
                        null,
                        Map.of(
                                new TaskId(0, 1),
                                STATE_RESTORE,
                                new TaskId(0, 2),
                                new IllegalStateException("a fault"))))
                .isEqualTo(FilterReply.NEUTRAL);
        assertThat(filter(several, null, Map.of())).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void a_load_that_fails_before_leadership_is_not_logged_and_any_other_is() {
        String load = "[GroupCoordinator id=1] Failed to load metadata from {} with epoch {} due to {}.";
        assertThat(filter(load, new NotLeaderOrFollowerException("no longer the leader")))
                .isEqualTo(FilterReply.DENY);
        assertThat(filter(load, new CorruptRecordException("broken"))).isEqualTo(FilterReply.NEUTRAL);
        String connection = " Connection to node {} ({}) could not be established. Node may not be available.";
        assertThat(filter("[TransactionCoordinator id=1]" + connection, null)).isEqualTo(FilterReply.DENY);
        assertThat(filter("[Producer clientId=a]" + connection, null)).isEqualTo(FilterReply.NEUTRAL);
        String rollback = "Rollback of ongoing transaction for transactionalId a-1 failed due to error ";
        assertThat(filter(rollback + "NOT_COORDINATOR", null)).isEqualTo(FilterReply.DENY);
        assertThat(filter(rollback + "INVALID_TXN_STATE", null)).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void a_global_store_that_is_not_assigned_yet_is_not_logged() {
        assertThat(filter(
                        "[Consumer] Not updating last stable offset for partition {} as it is no longer assigned",
                        null))
                .isEqualTo(FilterReply.DENY);
        assertThat(filter("[Consumer] Not updating high watermark for partition {} as it is no longer assigned", null))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    private FilterReply filter(String format, Throwable fault, Object... parameters) {
        return filter.decide(null, null, Level.ERROR, format, parameters, fault);
    }
}
