package org.postwatch.topology;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.postwatch.codec.AppliedJson;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.codec.Decoded;
import org.postwatch.codec.EventReader;
import org.postwatch.codec.PlanJson;
import org.postwatch.event.ConductSeen;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.routing.Command;
import org.postwatch.topology.Onlooker.Cause;
import org.postwatch.topology.Onlooker.Part;
import org.postwatch.watch.Receipt;
import org.postwatch.watch.Setbacks.LookFailed;
import org.postwatch.watch.Verdict;
import org.postwatch.watch.Verdict.SetAside;
import org.postwatch.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * COVERAGE: decodes what arrives and hands it to the watch, which reads state, asks the core, writes what changed and
 * says what is new. Whatever is refused becomes a dead letter before anything was written.
 */
final class CoverageProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(CoverageProcessor.class);
    /** Dead letters hold so much of the bytes as they came. */
    private static final int DEAD_LETTER_BYTES = 1_000_000;

    /** While more is due than one tick looks at; short enough to go unnoticed, long enough for events in between. */
    private static final Duration CATCH_UP_EVERY = Duration.ofMillis(50);

    private final int unitsPerTick;
    private final Attempts attempts;
    private final Onlooker onlooker;
    private final EventReader reader = new EventReader();
    private ProcessorContext<byte[], byte[]> context;
    private Outputs outputs;
    private Watch watch;
    /** More is due than was looked at. */
    private boolean behind;

    CoverageProcessor(int unitsPerTick, Attempts attempts, Onlooker onlooker) {
        this.unitsPerTick = unitsPerTick;
        this.attempts = attempts;
        this.onlooker = onlooker;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.outputs = new Outputs(context, onlooker);
        this.watch = new Watch(new StoreLedger(context), outputs, unitsPerTick, attempts);
        // Made anew, the watch may find more due than the next tick looks at.
        this.behind = true;
        context.schedule(CATCH_UP_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> catchUp(unitsPerTick));
        onlooker.begins(Part.COVERAGE, partition(), watch.clock());
    }

    private int partition() {
        return context.taskId().partition();
    }

    @Override
    public void close() {
        onlooker.ends(Part.COVERAGE, partition());
    }

    /** What a tick has left is worked off in small slices, at the watch's own clock: events need not wait for all of it. */
    private void catchUp(int units) {
        if (behind) {
            outputs.at(watch.clock());
            outputs.because(Cause.DEADLINE, watch.clock());
            behind = watch.work(units);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        if (attempts.isHopeless(at)) {
            LOG.error("{} is set aside: it could not be processed twice; see the errors before", Attempts.place(at));
            setAside(record, at, new SetAside("unprocessable", "processing failed twice; the log has the errors"));
            return;
        }
        try {
            Instant stamp = Instant.ofEpochMilli(record.timestamp());
            outputs.at(watch.clock().isAfter(stamp) ? watch.clock() : stamp);
            Verdict verdict = take(record, at, stamp);
            if (verdict instanceof SetAside aside) {
                setAside(record, at, aside);
            }
        } catch (KafkaException | LookFailed e) {
            // The broker's trouble, or this task's, or another unit's: nothing that the record could help.
            throw e;
        } catch (RuntimeException e) {
            attempts.failed(at);
            throw e;
        }
    }

    private Verdict take(Record<byte[], byte[]> record, RecordMetadata at, Instant stamp) {
        if (at.topic().equals(Topics.PLANS)) {
            outputs.because(Cause.PLAN, stamp);
            return plan(record, stamp);
        }
        outputs.because(at.topic().equals(Topics.CLOCK) ? Cause.DEADLINE : Cause.EVENT, stamp);
        return told(record, at, stamp);
    }

    private Verdict told(Record<byte[], byte[]> record, RecordMetadata at, Instant stamp) {
        Decoded decoded = reader.read(record.key(), record.value());
        if (decoded instanceof Decoded.Of of && of.event() instanceof ConductSeen) {
            return Whose.CONDUCT_HERE;
        } else if (decoded instanceof Decoded.Of of) {
            return watch.event(of.event(), new Receipt(stamp, record.value(), at.offset()));
        } else if (decoded instanceof Decoded.Tick tick) {
            return tick(tick, at, stamp);
        } else if (decoded instanceof Decoded.Commanded commanded) {
            return at.topic().equals(Topics.COMMANDS) ? command(commanded.command(), stamp) : Whose.WRONG_TOPIC;
        }
        Decoded.Rejected rejected = (Decoded.Rejected) decoded;
        return new SetAside(rejected.reason(), rejected.detail());
    }

    private Verdict command(Command command, Instant stamp) {
        return command instanceof Command.Resolve resolve && Whose.isOfCoverage(command)
                ? watch.resolve(resolve.district(), resolve.incident(), resolve.at(), stamp)
                : Verdict.TAKEN;
    }

    /** Only the metronome may turn the clock, and nobody may turn it far ahead of the broker's. */
    private Verdict tick(Decoded.Tick tick, RecordMetadata at, Instant stamp) {
        if (!at.topic().equals(Topics.CLOCK)) {
            return new SetAside("wrong-topic", "ticks belong to " + Topics.CLOCK);
        }
        if (tick.time().isAfter(stamp.plusSeconds(60))) {
            return new SetAside(
                    "future", "tick " + tick.time() + " is more than one minute after its arrival at " + stamp);
        }
        outputs.at(watch.clock().isAfter(tick.time()) ? watch.clock() : tick.time());
        behind = watch.tick(tick.time(), tick.keepOpenFrom());
        onlooker.ticked(Part.COVERAGE, partition(), tick.time());
        return Verdict.TAKEN;
    }

    private Verdict plan(Record<byte[], byte[]> record, Instant stamp) {
        if (record.key() == null || record.value() == null) {
            return new SetAside(
                    "malformed", "a plan has a key and a value; a campus is given up by a version without posts");
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (AppliedJson.isNoPlan(key)) {
            return Verdict.TAKEN;
        }
        int slash = key.indexOf('/');
        try {
            if (slash < 0) {
                District district = PlanJson.decodeDistrict(record.value());
                if (!key.equals(PlanJson.key(district.id()))) {
                    return wrongKey(key, PlanJson.key(district.id()));
                }
                watch.plan(district, stamp);
            } else {
                CampusPlan campus = PlanJson.decodeCampus(record.value());
                String district = key.substring(0, slash);
                if (!key.equals(PlanJson.key(district, campus.id()))) {
                    return wrongKey(key, PlanJson.key(district, campus.id()));
                }
                watch.plan(district, campus, stamp);
            }
            return Verdict.TAKEN;
        } catch (IllegalArgumentException e) {
            return new SetAside("malformed", String.valueOf(e.getMessage()));
        }
    }

    private static Verdict wrongKey(String found, String expected) {
        return new SetAside("wrong-key", "record key: expected '" + expected + "', found '" + found + "'");
    }

    private void setAside(Record<byte[], byte[]> record, RecordMetadata at, SetAside aside) {
        byte[] value = record.value();
        byte[] kept =
                value != null && value.length > DEAD_LETTER_BYTES ? Arrays.copyOf(value, DEAD_LETTER_BYTES) : value;
        onlooker.setAside(Part.COVERAGE, aside.reason());
        outputs.deadLetter(
                record.key(),
                kept,
                record.headers(),
                new DeadLetterHeaders(
                        aside.reason(),
                        aside.detail(),
                        at.topic(),
                        at.partition(),
                        at.offset(),
                        Instant.ofEpochMilli(Math.max(0, record.timestamp()))));
    }
}
