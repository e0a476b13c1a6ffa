package org.postwatch.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.postwatch.codec.AppliedJson;
import org.postwatch.codec.Decoded;
import org.postwatch.codec.EventReader;
import org.postwatch.codec.PlanJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.codec.state.StateCodec;
import org.postwatch.event.Canary;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.Event;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.routing.Command;
import org.postwatch.topology.Onlooker.Cause;
import org.postwatch.topology.Onlooker.Part;
import org.postwatch.watch.Receipt;
import org.postwatch.watch.Verdict;
import org.postwatch.watch.Verdict.SetAside;
import org.postwatch.watch.Watch;

/**
 * COVERAGE: decodes what arrives and hands it to the watch, which reads state, asks the core, writes what changed and
 * says what is new. Whatever is refused becomes a dead letter before anything was written.
 */
final class CoverageProcessor extends Intake {
    /** While more is due than one tick looks at; short enough to go unnoticed, long enough for events in between. */
    private static final Duration CATCH_UP_EVERY = Duration.ofMillis(50);

    /** Incidents whose state is published in one tick at the end of a rebuild. */
    private static final int SAID_PER_TICK = 1_000;

    /** Values of one table that are cached: all that a task usually works with. */
    private static final int MAX_CACHED = 50_000;

    private final int unitsPerTick;
    private final Attempts attempts;
    private final Onlooker onlooker;
    private Outputs outputs;
    private final EventReader reader = new EventReader();
    private Outbound out;
    private Watch watch;
    /** More is due than was looked at. */
    private boolean behind;

    CoverageProcessor(InstantSource wallClock, Trust trust, int unitsPerTick, Attempts attempts, Onlooker onlooker) {
        super(Part.COVERAGE, wallClock, trust, attempts, onlooker);
        this.unitsPerTick = unitsPerTick;
        this.attempts = attempts;
        this.onlooker = onlooker;
    }

    @Override
    void begin(ProcessorContext<byte[], byte[]> context, Outbound newOut) {
        out = newOut;
        outputs = new Outputs(context, out, onlooker);
        watch = new Watch(
                new KeyValueStateStore(
                        context.getStateStore(CoverageTopology.STORE),
                        new StateCodec(),
                        MAX_CACHED,
                        KeyValueStateStore.Listener.NONE),
                outputs,
                unitsPerTick,
                attempts);
        watch.maySeal(isRecorded());
        watch.districts(district -> signatures().requireAtStart(district, watch.clock()));
        // Made anew, the watch may find more due than the next tick looks at.
        behind = true;
        context.schedule(CATCH_UP_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> catchUp(unitsPerTick));
    }

    @Override
    LostState.Rebuild rebuild() {
        return new LostState.Rebuild() {
            @Override
            public boolean isWithoutState() {
                return watch.isWithoutState();
            }

            @Override
            public void begin(Instant at) {
                watch.beginRebuild(at);
            }

            @Override
            public boolean isGoingOn() {
                return watch.isRebuilding();
            }

            @Override
            public void end() {
                watch.endRebuild(SAID_PER_TICK);
            }
        };
    }

    @Override
    Instant clock() {
        return watch.clock();
    }

    @Override
    Optional<Instant> limitClock(Instant latest) {
        return watch.limitClock(latest);
    }

    /** What a tick has left is worked off in small slices, at the watch's own clock: events need not wait for all of it. */
    private void catchUp(int units) {
        if (behind) {
            out.at(watch.clock());
            outputs.because(Cause.DEADLINE, watch.clock());
            behind = watch.work(units);
        }
    }

    @Override
    void republishAll() {
        watch.republishAll();
    }

    @Override
    boolean republish(int units) {
        outputs.because(Cause.DEADLINE, watch.clock());
        return watch.republish(units);
    }

    @Override
    Verdict take(Record<byte[], byte[]> record, Arrival at) {
        Instant stamp = at.stamp();
        if (at.topic().equals(Topics.CONDUCT_EVENTS)) {
            // Forwarded by ROUTING, for ROUTING.
            return Verdict.TAKEN;
        }
        if (at.topic().equals(Topics.PLANS)) {
            outputs.because(Cause.PLAN, stamp);
            return plan(record, stamp);
        }
        outputs.because(at.topic().equals(Topics.CLOCK) ? Cause.DEADLINE : Cause.EVENT, stamp);
        return told(record, at);
    }

    private Verdict told(Record<byte[], byte[]> record, Arrival at) {
        Decoded decoded = reader.read(record.key(), record.value());
        if (decoded instanceof Decoded.Of of && of.event() instanceof ConductSeen) {
            return Whose.CONDUCT_HERE;
        } else if (decoded instanceof Decoded.Of of
                && !Topics.take(at.topic(), of.event().type())) {
            return Whose.wrongTopic(of.event().type());
        } else if (decoded instanceof Decoded.Of of) {
            Optional<SetAside> unsigned = unsigned(of.event(), record, at);
            if (unsigned.isPresent()) {
                return unsigned.get();
            }
            long offset = at.isForwarded() ? Receipt.NO_OFFSET : at.offset();
            return watch.event(of.event(), new Receipt(at.stamp(), record.value(), offset));
        } else if (decoded instanceof Decoded.Tick tick) {
            return tick(tick, at);
        } else if (decoded instanceof Decoded.Commanded commanded) {
            return at.topic().equals(Topics.COMMANDS) ? command(commanded.command(), at.stamp()) : Whose.WRONG_TOPIC;
        }
        Decoded.Rejected rejected = (Decoded.Rejected) decoded;
        return new SetAside(rejected.reason(), rejected.detail());
    }

    /** Checked before anything else: an event that its feed did not sign does not count. */
    private Optional<SetAside> unsigned(Event event, Record<byte[], byte[]> record, Arrival at) {
        if (event instanceof Canary) {
            return signatures().refusalOfInstances(record, at);
        }
        return watch.feed(event.origin().district(), event.source())
                .flatMap(known -> signatures()
                        .refusal(
                                known.district().id(),
                                event.source(),
                                known.feed().keys(),
                                known.district().zone(),
                                record,
                                at));
    }

    private Verdict command(Command command, Instant stamp) {
        return command instanceof Command.Resolve resolve && Whose.isOfCoverage(command)
                ? watch.resolve(resolve.district(), resolve.incident(), resolve.at(), stamp)
                : Verdict.TAKEN;
    }

    /** Only the metronome may turn the clock. */
    private Verdict tick(Decoded.Tick tick, Arrival at) {
        Instant stamp = at.stamp();
        if (!at.topic().equals(Topics.CLOCK)) {
            return new SetAside("wrong-topic", "ticks belong to " + Topics.CLOCK);
        }
        tick.instance()
                .ifPresent(instance ->
                        onlooker.tickRead(at.partition(), at.offset(), instance, Duration.between(tick.time(), stamp)));
        Instant time = told(tick.time(), stamp);
        out.at(turned(time));
        watch.maySeal(readsTick(stamp) || isRecorded());
        boolean credible = isCredible(tick.time(), stamp);
        behind = credible ? watch.tick(time, tick.keepOpenFrom()) : watch.tick(time);
        ticked(time);
        return credible
                ? Verdict.TAKEN
                : new SetAside(
                        "future", "tick " + tick.time() + " is more than one minute after its arrival at " + stamp);
    }

    private Verdict plan(Record<byte[], byte[]> record, Instant stamp) {
        String key = key(record);
        if (AppliedJson.isApplied(key) || RoutingJson.isRouting(key)) {
            return Verdict.TAKEN;
        }
        if (record.key() == null || record.value() == null) {
            return new SetAside(
                    "malformed", "a plan has a key and a value; a campus is given up by a version without posts");
        }
        int slash = key.indexOf('/');
        try {
            if (slash < 0) {
                District district = PlanJson.decodeDistrict(record.value());
                if (!key.equals(PlanJson.key(district.id()))) {
                    return wrongKey(PlanJson.key(district.id()), record);
                }
                if (isElsewhere(record)) {
                    return MISPLACED_PLAN;
                }
                signatures().require(district);
                watch.plan(district, stamp);
            } else {
                CampusPlan campus = PlanJson.decodeCampus(record.value());
                String district = key.substring(0, slash);
                if (!key.equals(PlanJson.key(district, campus.id()))) {
                    return wrongKey(PlanJson.key(district, campus.id()), record);
                }
                if (isElsewhere(record)) {
                    return MISPLACED_PLAN;
                }
                watch.plan(district, campus, stamp);
            }
            return Verdict.TAKEN;
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
    }
}
