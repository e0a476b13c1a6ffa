package org.postwatch.topology;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.topology.Onlooker.Part;
import org.postwatch.watch.Setbacks.LookFailed;
import org.postwatch.watch.Verdict;
import org.postwatch.watch.Verdict.SetAside;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one record after the other: each is taken whole, or set aside with a reason before anything was written, or aborts
 * the transaction; at the third time it is set aside untried.
 */
abstract class Intake implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** No stamp and no tick turns the clock further beyond the wall clock. */
    static final Duration AHEAD_MAX = Duration.ofSeconds(60);

    private final Part part;
    private final InstantSource wallClock;
    private final Attempts attempts;
    private final Onlooker onlooker;
    private ProcessorContext<byte[], byte[]> context;
    private Outbound out;

    Intake(Part part, InstantSource wallClock, Attempts attempts, Onlooker onlooker) {
        this.part = part;
        this.wallClock = wallClock;
        this.attempts = attempts;
        this.onlooker = onlooker;
    }

    @Override
    public final void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        out = new Outbound(newContext, reason -> onlooker.setAside(part, reason));
        begin(newContext, out);
        onlooker.begins(part, context.taskId().partition(), clock());
        begun();
    }

    @Override
    public final void close() {
        onlooker.ends(part, context.taskId().partition());
    }

    /** The onlooker knows of the task. */
    void begun() {}

    /** A tick was worked off. */
    final void ticked(Instant tick) {
        onlooker.ticked(part, context.taskId().partition(), tick);
    }

    /** A task begins, with the state that it has. */
    abstract void begin(ProcessorContext<byte[], byte[]> newContext, Outbound newOut);

    /** How far time has come for this task. */
    abstract Instant clock();

    /** @param stamp when the record arrived, as the broker has it */
    abstract Verdict take(Record<byte[], byte[]> record, RecordMetadata at, Instant stamp);

    /** Whether time goes on by the stamps of a topic. */
    boolean turnsBy(String topic) {
        return true;
    }

    @Override
    public final void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        Instant stamp = Instant.ofEpochMilli(record.timestamp());
        if (attempts.isHopeless(at)) {
            LOG.error("{} is set aside: it could not be processed twice; see the errors before", Attempts.place(at));
            setAside(record, at, new SetAside("unprocessable", "processing failed twice; the log has the errors"));
            return;
        }
        try {
            out.at(turnsBy(at.topic()) ? later(clock(), stamp) : clock());
            if (take(record, at, stamp) instanceof SetAside aside) {
                setAside(record, at, aside);
            }
        } catch (KafkaException | LookFailed e) {
            // The broker's trouble, or this task's, or that of a unit that was due: nothing that the record could help.
            throw e;
        } catch (RuntimeException e) {
            attempts.failed(at);
            throw e;
        }
    }

    private void setAside(Record<byte[], byte[]> record, RecordMetadata at, SetAside aside) {
        Instant stamp = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        out.at(later(clock(), stamp));
        out.deadLetter(
                record.key(),
                record.value(),
                record.headers(),
                new DeadLetterHeaders(aside.reason(), aside.detail(), at.topic(), at.partition(), at.offset(), stamp));
    }

    /** A stamp or tick as far as it may turn the clock: not beyond the wall clock and 60 s more. */
    final Instant bounded(Instant time) {
        Instant latest = wallClock.instant().plus(AHEAD_MAX);
        return time.isAfter(latest) ? latest : time;
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static String key(Record<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /** Another partition's districts are not known here, and nobody may speak for another. */
    static SetAside wrongKey(String expected, Record<byte[], byte[]> record) {
        return new SetAside("wrong-key", "record key: expected '" + expected + "', found '" + key(record) + "'");
    }

    static SetAside malformed(IllegalArgumentException e) {
        return new SetAside("malformed", String.valueOf(e.getMessage()));
    }
}
