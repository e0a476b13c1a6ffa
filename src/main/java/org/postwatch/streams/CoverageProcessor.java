package org.postwatch.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.postwatch.coverage.engine.CoverageEngine;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.Event;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.ProcessingResult.Rejection;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.RecoverableEngine;
import org.postwatch.streams.PipelineListener.IncidentCause;
import org.postwatch.streams.PipelineListener.PipelineStage;
import org.postwatch.streams.state.EngineStateSerde;
import org.postwatch.streams.state.KeyValueStateStore;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.IntakeJson;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.PlanRevisionJson;
import org.postwatch.wire.RoutingJson;

/**
 * COVERAGE: decodes what arrives and hands it to the watch, which reads state, asks the core, writes what changed and
 * says what is new. Whatever is refused becomes a dead letter before anything was written.
 */
final class CoverageProcessor extends RecordProcessor {
    /** While more is due than one tick looks at; short enough to go unnoticed, long enough for events in between. */
    private static final Duration CATCH_UP_INTERVAL = Duration.ofMillis(50);

    /** Values of one table that are cached: all that a task usually works with. */
    private static final int MAX_CACHED = 50_000;

    private final int unitsPerTick;
    private final ProcessingFailureTracker failures;
    private final PipelineListener listener;
    private CoverageRecordOutput output;
    private final EventReader reader = new EventReader();
    private RecordForwarder forwarder;
    private CoverageEngine engine;
    /** More is due than was looked at. */
    private boolean hasBacklog;

    CoverageProcessor(
            InstantSource wallClock,
            RecordAuthentication trust,
            int unitsPerTick,
            ProcessingFailureTracker attempts,
            PipelineListener onlooker) {
        super(PipelineStage.COVERAGE, wallClock, trust, attempts, onlooker);
        this.unitsPerTick = unitsPerTick;
        this.failures = attempts;
        this.listener = onlooker;
    }

    @Override
    RecoverableEngine onInit(ProcessorContext<byte[], byte[]> context, RecordForwarder newOut) {
        forwarder = newOut;
        output = new CoverageRecordOutput(context, forwarder, listener);
        engine = new CoverageEngine(
                new KeyValueStateStore(
                        context.getStateStore(CoverageTopology.STORE),
                        new EngineStateSerde(),
                        MAX_CACHED,
                        KeyValueStateStore.StateChangeListener.NONE),
                output,
                unitsPerTick,
                failures);
        engine.allowSealing(isRecorded());
        engine.forEachDistrict(district -> signatureVerifier().loadSecretsAtStart(district, engine.clock()));
        // After a restart more timers may be due than the next tick evaluates.
        hasBacklog = true;
        context.schedule(CATCH_UP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> catchUp(unitsPerTick));
        return engine;
    }

    /**
     * What a tick has left is worked off in small slices, at the watch's own clock: events need not wait for all of it.
     */
    private void catchUp(int units) {
        if (hasBacklog) {
            forwarder.setTimestamp(engine.clock());
            output.setCause(IncidentCause.DEADLINE, engine.clock());
            hasBacklog = engine.runDueTimers(units);
        }
    }

    @Override
    boolean republish(int units) {
        output.setCause(IncidentCause.DEADLINE, engine.clock());
        return engine.continueRepublication(units);
    }

    @Override
    ProcessingResult handle(Record<byte[], byte[]> record, RecordOrigin at) {
        Instant stamp = at.stamp();
        if (at.topic().equals(Topics.CONDUCT_EVENTS)) {
            // Forwarded by NOTIFICATION, for NOTIFICATION.
            return ProcessingResult.ACCEPTED;
        }
        if (at.topic().equals(Topics.PLANS)) {
            output.setCause(IncidentCause.PLAN, stamp);
            return handlePlan(record, stamp);
        }
        output.setCause(at.topic().equals(Topics.CLOCK) ? IncidentCause.DEADLINE : IncidentCause.EVENT, stamp);
        return decodeAndHandle(record, at);
    }

    private ProcessingResult decodeAndHandle(Record<byte[], byte[]> record, RecordOrigin at) {
        return reader.read(record.key(), record.value())
                .match(
                        decoded -> handleEvent(decoded.event(), record, at),
                        tick -> handleTick(tick, at),
                        decoded -> at.topic().equals(Topics.COMMANDS)
                                ? handleCommand(decoded.command(), at.stamp())
                                : WrongTopic.COMMAND,
                        failure -> new Rejection(failure.reason(), failure.detail()));
    }

    private ProcessingResult handleEvent(Event event, Record<byte[], byte[]> record, RecordOrigin at) {
        if (event instanceof ConductEvent) {
            return WrongTopic.CONDUCT;
        }
        if (!event.type().isAcceptedOn(at.topic())) {
            return WrongTopic.event(event.type());
        }
        Optional<Rejection> unsigned = verifySignature(event, record, at);
        if (unsigned.isPresent()) {
            return unsigned.get();
        }
        long offset = at.isForwarded() ? RecordArrival.NO_OFFSET : at.offset();
        ProcessingResult verdict = engine.handleEvent(event, new RecordArrival(at.stamp(), record.value(), offset));
        return CanaryDistricts.isOwn(event) ? ProcessingResult.ACCEPTED : verdict;
    }

    /** Checked first: an event that its feed did not sign is rejected. */
    private Optional<Rejection> verifySignature(Event event, Record<byte[], byte[]> record, RecordOrigin at) {
        if (event instanceof CanaryEvent) {
            return signatureVerifier().verifyInstanceRecord(record, at);
        }
        return engine.findFeed(event.origin().district(), event.source())
                .flatMap(known -> signatureVerifier()
                        .verifyEvent(
                                known.district().id(),
                                event.source(),
                                known.feed().keys(),
                                known.district().zone(),
                                record,
                                at));
    }

    private ProcessingResult handleCommand(OperatorCommand command, Instant stamp) {
        return command.forCoverage()
                .map(resolve -> engine.resolveIncident(resolve.district(), resolve.incident(), resolve.at(), stamp))
                .orElse(ProcessingResult.ACCEPTED);
    }

    /** Only ticks advance the clock. */
    private ProcessingResult handleTick(DecodeResult.ClockTick tick, RecordOrigin at) {
        Instant stamp = at.stamp();
        if (!at.topic().equals(Topics.CLOCK)) {
            return new Rejection("wrong-topic", "ticks belong to " + Topics.CLOCK);
        }
        tick.instance()
                .ifPresent(instance -> listener.onTickRead(
                        at.partition(), at.offset(), instance, Duration.between(tick.time(), stamp)));
        Instant time = timeOfTick(tick.time(), stamp);
        forwarder.setTimestamp(clockAfter(time));
        engine.allowSealing(checkCaughtUp(stamp) || isRecorded());
        boolean credible = isCredible(tick.time(), stamp);
        hasBacklog = credible ? engine.tick(time, tick.keepOpenFrom()) : engine.tick(time);
        afterTick(time);
        return credible
                ? ProcessingResult.ACCEPTED
                : new Rejection(
                        "future", "tick " + tick.time() + " is more than one minute after its arrival at " + stamp);
    }

    private ProcessingResult handlePlan(Record<byte[], byte[]> record, Instant stamp) {
        String key = keyOf(record);
        if (PlanRevisionJson.isPlanRevisionKey(key) || RoutingJson.isRoutingKey(key) || IntakeJson.isIntakeKey(key)) {
            return ProcessingResult.ACCEPTED;
        }
        if (record.key() == null || record.value() == null) {
            return new Rejection(
                    "malformed", "a plan has a key and a value; a campus is given up by a version without posts");
        }
        try {
            if (DistrictKey.isDistrict(key)) {
                District district = PlanJson.decodeDistrict(record.value());
                if (!key.equals(PlanJson.key(district.id()))) {
                    return wrongKey(PlanJson.key(district.id()), record);
                }
                if (isInWrongPartition(record)) {
                    return MISPLACED_PLAN;
                }
                signatureVerifier().loadSecrets(district);
                engine.applyPlan(district, stamp);
            } else {
                CampusPlan campus = PlanJson.decodeCampus(record.value());
                String district = DistrictKey.districtOf(key);
                if (!key.equals(PlanJson.key(district, campus.id()))) {
                    return wrongKey(PlanJson.key(district, campus.id()), record);
                }
                if (isInWrongPartition(record)) {
                    return MISPLACED_PLAN;
                }
                engine.applyPlan(district, campus, stamp);
            }
            return ProcessingResult.ACCEPTED;
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
    }
}
