package org.postwatch.topology;

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
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.secrets.MissingSecretException;
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

    /** Plans are kept for good, unlike what is forwarded, and 'plan apply' puts them in the right place. */
    static final SetAside MISPLACED_PLAN = new SetAside(
            "misplaced",
            "the plan lies in another partition than its district's; expected a plan written by './postwatch plan apply'");

    private final Part part;
    private final InstantSource wallClock;
    private final Attempts attempts;
    private final Onlooker onlooker;
    private ProcessorContext<byte[], byte[]> context;
    private final SignatureCheck signatures;
    private Outbound out;
    private Forwarded forwarded;
    private Republisher republisher;
    private LostState lostState;
    /** Of every topic; 0 when nobody has said: then every record counts as in its place. */
    private int partitions;

    Intake(Part part, InstantSource wallClock, Trust trust, Attempts attempts, Onlooker onlooker) {
        this.part = part;
        this.wallClock = wallClock;
        this.signatures = new SignatureCheck(trust);
        this.attempts = attempts;
        this.onlooker = onlooker;
    }

    @Override
    public final void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        partitions = newContext.appConfigs().get(Topics.PARTITIONS_SETTING) instanceof Integer count ? count : 0;
        forwarded = new Forwarded(
                newContext.getStateStore(part == Part.COVERAGE ? CoverageTopology.STORE : RoutingTopology.STORE));
        out = new Outbound(newContext, reason -> onlooker.setAside(part, reason));
        begin(newContext, out);
        lostState = new LostState(part, rebuild(), wall(), isRecorded());
        limitClock();
        republisher = Republisher.of(newContext, uncleanStop(newContext), part, this::republishAll, units -> {
            out.at(clock());
            return republish(units);
        });
        onlooker.begins(part, context.taskId().partition(), clock());
        begun();
    }

    @Override
    public final void close() {
        onlooker.ends(part, context.taskId().partition());
    }

    /** Null after a stop in order. */
    static UncleanStop uncleanStop(ProcessorContext<?, ?> context) {
        return context.appConfigs().get(Topics.UNCLEAN_STOP_SETTING) instanceof UncleanStop stop ? stop : null;
    }

    /** Starts to publish again what state holds. */
    abstract void republishAll();

    /** Publishes so many units of it; returns whether there are more. */
    abstract boolean republish(int units);

    /** The onlooker knows of the task. */
    void begun() {}

    /** A tick was worked off. */
    final void ticked(Instant tick) {
        if (republisher != null) {
            republisher.ticked();
        }
        onlooker.ticked(part, context.taskId().partition(), tick);
    }

    /** A task begins, with the state that it has. */
    abstract void begin(ProcessorContext<byte[], byte[]> newContext, Outbound newOut);

    /** What the task does while lost state is rebuilt. */
    abstract LostState.Rebuild rebuild();

    /**
     * A tick is worked off.
     *
     * @return whether all earlier input has been read
     */
    final boolean readsTick(Instant stamp) {
        return lostState.ticks(stamp, wall());
    }

    /** How far time has come for this task. */
    abstract Instant clock();

    /**
     * From here on no record turns the task's clock beyond {@code latest}.
     *
     * @return where the clock stood, if it stood beyond it and was set back
     */
    abstract Optional<Instant> limitClock(Instant latest);

    /**
     * Stamps are a broker's clock and ticks an instance's: each of them can be wrong, by days. None of them turns the clock
     * beyond this instance's own; a stored clock that is ahead of it is set back, and says so.
     */
    private void limitClock() {
        Instant latest = wallClock.instant().plus(AHEAD_MAX);
        out.at(earlier(clock(), latest));
        limitClock(latest).ifPresent(before -> {
            LOG.error(
                    "the stored clock of {}, partition {}, stood at {}, {} s ahead of this instance's clock: it is set"
                            + " back to {}. See 'Wrong clocks' in docs/operations-running.md",
                    part.wireName(),
                    context.taskId().partition(),
                    before,
                    Duration.between(latest.minus(AHEAD_MAX), before).toSeconds(),
                    latest);
        });
    }

    /** Tells whether records are signed by those who sent them. */
    final SignatureCheck signatures() {
        return signatures;
    }

    /** A record that lies in its district's partition, or has no district. */
    abstract Verdict take(Record<byte[], byte[]> record, Arrival at);

    /** Whether time goes on by the stamps of a topic. */
    boolean turnsBy(String topic) {
        return true;
    }

    @Override
    public final void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        if (attempts.isHopeless(place)) {
            LOG.error("{} is rejected: processing it failed twice; see the errors before", Attempts.place(place));
            setAside(
                    record,
                    Arrival.read(record, place),
                    new SetAside("unprocessable", "processing failed twice; the log has the errors"));
            return;
        }
        try {
            limitClock();
            process(record, place);
        } catch (KafkaException | LookFailed | MissingSecretException e) {
            // The broker's trouble, or this task's or instance's, or that of a unit that was due: nothing that the
            // record
            // could help.
            throw e;
        } catch (RuntimeException e) {
            attempts.failed(place);
            throw e;
        }
    }

    private void process(Record<byte[], byte[]> record, RecordMetadata place) {
        Arrival at;
        try {
            at = Arrival.of(record, place);
        } catch (IllegalArgumentException e) {
            setAsideOnce(record, Arrival.read(record, place), malformed(e));
            return;
        }
        Optional<SetAside> unsigned = at.isForwarded() ? signatures.refusalOfForwarded(record, at) : Optional.empty();
        if (unsigned.isPresent()) {
            setAsideOnce(record, Arrival.read(record, place), unsigned.get());
        } else if (isMisplaced(record, at.topic())) {
            misplaced(record, at);
        } else if (!isHandledOnce(at) || forwarded.isFirst(at)) {
            out.at(turnsBy(at.topic()) ? turned(at.stamp()) : clock());
            if (!at.topic().equals(Topics.CLOCK)) {
                // An old stamp of a tick may be a wrong clock, and a system that has anything to say has older plans.
                lostState.reads(at.stamp());
            }
            if (take(record, at) instanceof SetAside aside) {
                setAside(record, at, aside);
            }
        }
    }

    /**
     * Whether it changes something each time that it is handled. After an unclean stop input is read again from before it;
     * events are known by their ids, and nothing else is.
     */
    private boolean isHandledOnce(Arrival at) {
        boolean event = !at.topic().equals(Topics.COMMANDS) && part == Part.COVERAGE;
        return at.isForwarded()
                || !(event || at.topic().equals(Topics.CLOCK) || at.topic().equals(Topics.PLANS));
    }

    private boolean isMisplaced(Record<byte[], byte[]> record, String topic) {
        return Topics.forwarder(topic).isPresent() && isElsewhere(record);
    }

    /** Whether its district belongs to another task: the producer's partitioner decides where a record lies. */
    final boolean isElsewhere(Record<byte[], byte[]> record) {
        return record.key() != null
                && partitions > 0
                && CoverageTopology.partition(record.key(), partitions)
                        != context.taskId().partition();
    }

    private void misplaced(Record<byte[], byte[]> record, Arrival at) {
        if (at.isForwarded()) {
            setAsideOnce(
                    record,
                    at,
                    new SetAside(
                            "misplaced",
                            "it was forwarded to partition " + context.taskId().partition() + " of " + Topics.MISPLACED
                                    + ", which is not its district's either"));
        } else if (Topics.forwarder(at.topic()).orElseThrow() == part) {
            out.misplaced(record, at, signatures.forwarding(record, at));
            onlooker.misplaced(at.topic());
        }
    }

    /** Both applications read {@link Topics#MISPLACED}; one of them rejects records that neither can use. */
    private void setAsideOnce(Record<byte[], byte[]> record, Arrival at, SetAside aside) {
        if (part == Part.COVERAGE) {
            setAside(record, at, aside);
        }
    }

    private void setAside(Record<byte[], byte[]> record, Arrival at, SetAside aside) {
        out.at(turned(at.stamp()));
        out.deadLetter(
                record.key(),
                record.value(),
                record.headers(),
                new DeadLetterHeaders(
                        aside.reason(), aside.detail(), at.topic(), at.partition(), at.offset(), at.stamp()));
    }

    final Instant wall() {
        return wallClock.instant();
    }

    /** Recorded data lies there whole before it is read. */
    final boolean isRecorded() {
        return wallClock == RecordedTime.CLOCK;
    }

    /** Whether a tick is not from an instance whose clock is ahead of the broker's by more than 60 s. */
    static boolean isCredible(Instant tick, Instant stamp) {
        return !tick.isAfter(stamp.plus(AHEAD_MAX));
    }

    /**
     * What time a tick tells. One that is not credible tells no more than its arrival stamp does; but that it tells, since
     * deadlines wait for ticks, and this may be the only instance.
     */
    final Instant told(Instant tick, Instant stamp) {
        return earlier(
                isCredible(tick, stamp) ? tick : stamp, wallClock.instant().plus(AHEAD_MAX));
    }

    /** What the clock becomes by a stamp or a tick. */
    final Instant turned(Instant by) {
        return later(clock(), earlier(by, wallClock.instant().plus(AHEAD_MAX)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
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
