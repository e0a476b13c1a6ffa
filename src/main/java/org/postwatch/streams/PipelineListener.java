package org.postwatch.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.notification.engine.AlertState;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.text.WireName;

/**
 * Observes the processors, for health and metrics. Called on task threads: implementations must be fast, thread-safe
 * and throw nothing. Work may be repeated after an aborted transaction; a task that starts reports all of its state
 * again.
 */
public interface PipelineListener {
    /** Sees nothing. */
    PipelineListener NONE = new PipelineListener() {};

    /** The two applications. */
    enum PipelineStage implements WireName {
        COVERAGE,
        NOTIFICATION
    }

    /**
     * A task started on this instance with its state restored; discard earlier reports of the partition.
     *
     * @param clock the greatest tick or stamp that the state remembers; the epoch when there was none
     */
    default void onTaskStarted(PipelineStage part, int partition, Instant clock) {}

    /** The partition is no longer this instance's. */
    default void onTaskClosed(PipelineStage part, int partition) {}

    /** A tick was worked off. */
    default void onTick(PipelineStage part, int partition, Instant clock) {}

    /**
     * COVERAGE read the tick of an instance, whether or not it turns the clock.
     *
     * @param instance the one that wrote it
     * @param apart from that instance's wall clock to the broker's: negative when the broker is behind
     */
    default void onTickRead(int partition, long offset, String instance, Duration apart) {}

    /** A record became a dead letter. */
    default void onRecordRejected(PipelineStage part, String reason) {}

    /** A record of an input topic lay in another partition than its district's, and was forwarded. */
    default void onRecordForwarded(String topic) {}

    /**
     * An incident was published as opened.
     *
     * @param after since the arrival stamp of the event or plan; for a deadline since the instant that the facts imply
     */
    default void onIncidentOpened(IncidentCause by, Duration after) {}

    /** Why an incident opens. */
    enum IncidentCause implements WireName {
        EVENT,
        PLAN,
        /** Time has come. */
        DEADLINE
    }

    /** A disclosure decision was recorded. */
    default void onDecision(DisclosureRecord.DisclosureOutcome outcome) {}

    /** A canary of this partition came through to NOTIFICATION. */
    default void onCanary(int partition) {}

    /** An alert of the districts of the partition changed; empty: it was removed. */
    default void onAlertChanged(int partition, String key, Optional<AlertState> affair) {}
}
