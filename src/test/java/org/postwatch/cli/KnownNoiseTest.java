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
class KnownNoiseTest {
    private static final TaskCorruptedException READ_ANEW = new TaskCorruptedException(Set.of(new TaskId(0, 1)));

    private final KnownNoise noise = new KnownNoise();

    @Test
    void state_that_is_read_again_is_no_news() {
        assertThat(said(
                        "stream-task [0_1] State store {} did not find checkpoint offsets while stores are not empty",
                        null))
                .isEqualTo(FilterReply.DENY);
        assertThat(said("Encounter corrupted task {}, will group it with other corrupted tasks", READ_ANEW))
                .isEqualTo(FilterReply.DENY);
        String several = "stream-thread [a] Get exceptions for the following tasks: {}";
        assertThat(said(several, null, Map.of(new TaskId(0, 1), READ_ANEW))).isEqualTo(FilterReply.DENY);
        assertThat(said(
                        several,
                        null,
                        Map.of(new TaskId(0, 1), READ_ANEW, new TaskId(0, 2), new IllegalStateException("a fault"))))
                .isEqualTo(FilterReply.NEUTRAL);
        assertThat(said(several, null, Map.of())).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void what_a_broker_loads_once_it_leads_again_is_no_news_and_what_it_cannot_load_is() {
        String load = "[GroupCoordinator id=1] Failed to load metadata from {} with epoch {} due to {}.";
        assertThat(said(load, new NotLeaderOrFollowerException("no longer the leader")))
                .isEqualTo(FilterReply.DENY);
        assertThat(said(load, new CorruptRecordException("broken"))).isEqualTo(FilterReply.NEUTRAL);
        String connection = " Connection to node {} ({}) could not be established. Node may not be available.";
        assertThat(said("[TransactionCoordinator id=1]" + connection, null)).isEqualTo(FilterReply.DENY);
        assertThat(said("[Producer clientId=a]" + connection, null)).isEqualTo(FilterReply.NEUTRAL);
        String rollback = "Rollback of ongoing transaction for transactionalId a-1 failed due to error ";
        assertThat(said(rollback + "NOT_COORDINATOR", null)).isEqualTo(FilterReply.DENY);
        assertThat(said(rollback + "INVALID_TXN_STATE", null)).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void a_global_store_that_is_not_assigned_yet_is_no_news() {
        assertThat(said(
                        "[Consumer] Not updating last stable offset for partition {} as it is no longer assigned",
                        null))
                .isEqualTo(FilterReply.DENY);
        assertThat(said("[Consumer] Not updating high watermark for partition {} as it is no longer assigned", null))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    private FilterReply said(String format, Throwable fault, Object... parameters) {
        return noise.decide(null, null, Level.ERROR, format, parameters, fault);
    }
}
