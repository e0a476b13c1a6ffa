package org.postwatch.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.state.FailureBackoff.EvaluationFailedException;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.ProcessingResult.Rejection;
import org.postwatch.state.RecoverableEngine;
import org.postwatch.streams.PipelineListener.PipelineStage;
import org.postwatch.wire.DeadLetterHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes records one by one: each is applied completely, or rejected with a reason before anything is written, or
 * aborts the transaction; at the third attempt it is rejected without processing.
 */
abstract class RecordProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(RecordProcessor.class);

    /** No stamp and no tick turns the clock further beyond the wall clock. */
    static final Duration MAX_CLOCK_LEAD = Duration.ofSeconds(60);

    /** Plans are kept for good, unlike what is forwarded, and 'plan apply' puts them in the right place. */
    static final Rejection MISPLACED_PLAN = new Rejection(
            "misplaced",
            "the plan lies in another partition than its district's; expected a plan written by './postwatch plan"
                    + " apply'");

    private final PipelineStage stage;
    private final InstantSource wallClock;
    private final ProcessingFailureTracker failures;
    private final PipelineListener listener;
    private ProcessorContext<byte[], byte[]> context;
    private final SignatureVerifier signatureVerifier;
    private RecordForwarder forwarder;
    private ForwardedRecordDeduplicator deduplicator;
    private StateRepublisher republisher;
    private RecoverableEngine engine;
    private StateLossDetector lostState;
    /** Of every topic; 0 when nobody has said: then every record counts as in its place. */
    private int partitions;

    RecordProcessor(
            PipelineStage part,
            InstantSource wallClock,
            RecordAuthentication trust,
            ProcessingFailureTracker attempts,
            PipelineListener onlooker) {
        this.stage = part;
        this.wallClock = wallClock;
        this.signatureVerifier = new SignatureVerifier(trust);
        this.failures = attempts;
        this.listener = onlooker;
    }

    @Override
    public final void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        partitions = newContext.appConfigs().get(Topics.PARTITIONS_CONFIG) instanceof Integer count ? count : 0;
        deduplicator = new ForwardedRecordDeduplicator(newContext.getStateStore(
                stage == PipelineStage.COVERAGE ? CoverageTopology.STORE : NotificationTopology.STORE));
        forwarder = new RecordForwarder(newContext, reason -> listener.onRecordRejected(stage, reason));
        engine = onInit(newContext, forwarder);
        lostState = new StateLossDetector(stage, engine, wallClockTime(), isRecorded());
        limitClock();
        republisher = StateRepublisher.createIfPending(
                newContext, uncleanShutdown(newContext), stage, engine::startRepublication, units -> {
                    forwarder.setTimestamp(engine.clock());
                    return republish(units);
                });
        listener.onTaskStarted(stage, context.taskId().partition(), engine.clock());
        afterInit();
    }

    @Override
    public final void close() {
        listener.onTaskClosed(stage, context.taskId().partition());
    }

    /** Null after a stop in order. */
    static UncleanShutdown uncleanShutdown(ProcessorContext<?, ?> context) {
        return context.appConfigs().get(Topics.UNCLEAN_SHUTDOWN_CONFIG) instanceof UncleanShutdown stop ? stop : null;
    }

    /** Publishes at most {@code units} units of the state again; returns whether there are more. */
    boolean republish(int units) {
        return engine.continueRepublication(units);
    }

    /** The listener has the task. */
    void afterInit() {}

    /** A tick was worked off. */
    final void afterTick(Instant tick) {
        if (republisher != null) {
            republisher.afterTick();
        }
        listener.onTick(stage, context.taskId().partition(), tick);
    }

    /** A task begins, with the state that it has. */
    abstract RecoverableEngine onInit(ProcessorContext<byte[], byte[]> newContext, RecordForwarder newOut);

    /**
     * A tick is worked off.
     *
     * @return whether all earlier input has been read
     */
    final boolean checkCaughtUp(Instant stamp) {
        return lostState.onTick(stamp, wallClockTime());
    }

    /**
     * Stamps are a broker's clock and ticks an instance's: each of them can be wrong, by days. None of them turns the
     * clock beyond this instance's own; a stored clock that is ahead of it is set back, and says so.
     */
    private void limitClock() {
        Instant latest = wallClock.instant().plus(MAX_CLOCK_LEAD);
        forwarder.setTimestamp(earlier(engine.clock(), latest));
        engine.limitClock(latest).ifPresent(before -> {
            LOG.error(
                    "the stored clock of {}, partition {}, stood at {}, {} s ahead of this instance's clock: it is set"
                            + " back to {}. See 'Wrong clocks' in docs/operations-running.md",
                    stage.wireName(),
                    context.taskId().partition(),
                    before,
                    Duration.between(latest.minus(MAX_CLOCK_LEAD), before).toSeconds(),
                    latest);
        });
    }

    /** Verifies the signatures of records. */
    final SignatureVerifier signatureVerifier() {
        return signatureVerifier;
    }

    /** A record that lies in its district's partition, or has no district. */
    abstract ProcessingResult handle(Record<byte[], byte[]> record, RecordOrigin at);

    /** Whether time goes on by the stamps of a topic. */
    boolean advancesClock(String topic) {
        return true;
    }

    @Override
    public final void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        if (failures.hasFailedTooOften(place)) {
            LOG.error(
                    "{} is rejected: processing it failed twice; see the errors before",
                    ProcessingFailureTracker.position(place));
            reject(
                    record,
                    RecordOrigin.asRead(record, place),
                    new Rejection("unprocessable", "processing failed twice; the log has the errors"));
            return;
        }
        try {
            limitClock();
            process(record, place);
        } catch (KafkaException | EvaluationFailedException | MissingSecretException e) {
            // The broker's trouble, or this task's or instance's, or that of a unit that was due: nothing that the
            // record could help.
            throw e;
        } catch (RuntimeException e) {
            failures.failed(place);
            throw e;
        }
    }

    private void process(Record<byte[], byte[]> record, RecordMetadata place) {
        RecordOrigin at;
        try {
            at = RecordOrigin.asSent(record, place);
        } catch (IllegalArgumentException e) {
            rejectOnce(record, RecordOrigin.asRead(record, place), malformed(e));
            return;
        }
        Optional<Rejection> unsigned =
                at.isForwarded() ? signatureVerifier.verifyForwardedRecord(record, at) : Optional.empty();
        if (unsigned.isPresent()) {
            rejectOnce(record, RecordOrigin.asRead(record, place), unsigned.get());
        } else if (isMisplaced(record, at.topic())) {
            handleMisplaced(record, at);
        } else if (!needsDeduplication(at) || deduplicator.recordIfNew(at)) {
            forwarder.setTimestamp(advancesClock(at.topic()) ? clockAfter(at.stamp()) : engine.clock());
            if (!at.topic().equals(Topics.CLOCK)) {
                // An old stamp of a tick may be a wrong clock, and a system that has anything to say has older plans.
                lostState.onRecord(at.stamp());
            }
            if (handle(record, at) instanceof Rejection aside) {
                reject(record, at, aside);
            }
        }
    }

    /**
     * Whether it changes something each time that it is handled. After an unclean stop input is read again from
     * before it;
     * events are known by their ids, and nothing else is.
     */
    private boolean needsDeduplication(RecordOrigin at) {
        boolean event = !at.topic().equals(Topics.COMMANDS) && stage == PipelineStage.COVERAGE;
        return at.isForwarded()
                || !(event || at.topic().equals(Topics.CLOCK) || at.topic().equals(Topics.PLANS));
    }

    private boolean isMisplaced(Record<byte[], byte[]> record, String topic) {
        return Topics.forwardingStage(topic).isPresent() && isInWrongPartition(record);
    }

    /** Whether its district belongs to another task: the producer's partitioner decides where a record lies. */
    final boolean isInWrongPartition(Record<byte[], byte[]> record) {
        return record.key() != null
                && partitions > 0
                && CoverageTopology.partition(record.key(), partitions)
                        != context.taskId().partition();
    }

    private void handleMisplaced(Record<byte[], byte[]> record, RecordOrigin at) {
        if (at.isForwarded()) {
            rejectOnce(
                    record,
                    at,
                    new Rejection(
                            "misplaced",
                            "it was forwarded to partition " + context.taskId().partition() + " of " + Topics.MISPLACED
                                    + ", which is not its district's either"));
        } else if (Topics.forwardingStage(at.topic()).orElseThrow() == stage) {
            forwarder.forwardMisplaced(record, at, signatureVerifier.signForwardedRecord(record, at));
            listener.onRecordForwarded(at.topic());
        }
    }

    /** Both applications read {@link Topics#MISPLACED}; one of them rejects records that neither can use. */
    private void rejectOnce(Record<byte[], byte[]> record, RecordOrigin at, Rejection aside) {
        if (stage == PipelineStage.COVERAGE) {
            reject(record, at, aside);
        }
    }

    private void reject(Record<byte[], byte[]> record, RecordOrigin at, Rejection aside) {
        forwarder.setTimestamp(clockAfter(at.stamp()));
        forwarder.forwardDeadLetter(
                record.key(),
                record.value(),
                record.headers(),
                new DeadLetterHeaders(
                        aside.reason(), aside.detail(), at.topic(), at.partition(), at.offset(), at.stamp()));
    }

    final Instant wallClockTime() {
        return wallClock.instant();
    }

    /** Recorded data lies there whole before it is read. */
    final boolean isRecorded() {
        return wallClock == RecordedTime.CLOCK;
    }

    /** Whether a tick is not from an instance whose clock is ahead of the broker's by more than 60 s. */
    static boolean isCredible(Instant tick, Instant stamp) {
        return !tick.isAfter(stamp.plus(MAX_CLOCK_LEAD));
    }

    /**
     * The time of a tick. An implausible tick counts as its arrival time, because deadlines wait for ticks and this
     * may be the only instance.
     */
    final Instant timeOfTick(Instant tick, Instant stamp) {
        return earlier(
                isCredible(tick, stamp) ? tick : stamp, wallClock.instant().plus(MAX_CLOCK_LEAD));
    }

    /** What the clock becomes by a stamp or a tick. */
    final Instant clockAfter(Instant by) {
        return later(engine.clock(), earlier(by, wallClock.instant().plus(MAX_CLOCK_LEAD)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static String keyOf(Record<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /** The key of a record must be its district: districts of other partitions are unknown here. */
    static Rejection wrongKey(String expected, Record<byte[], byte[]> record) {
        return new Rejection("wrong-key", "record key: expected '" + expected + "', found '" + keyOf(record) + "'");
    }

    static Rejection malformed(IllegalArgumentException e) {
        return new Rejection("malformed", String.valueOf(e.getMessage()));
    }
}
