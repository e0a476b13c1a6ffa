package org.postwatch.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.postwatch.codec.AppliedJson;
import org.postwatch.codec.Decoded;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.codec.EventReader;
import org.postwatch.codec.RoutingJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.codec.state.DeskCodec;
import org.postwatch.dispatch.Affair;
import org.postwatch.dispatch.Dispatch;
import org.postwatch.dispatch.Tables;
import org.postwatch.dispatch.TickReport;
import org.postwatch.event.ConductSeen;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.plan.Applied;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Routing;
import org.postwatch.topology.Onlooker.Part;
import org.postwatch.watch.Receipt;
import org.postwatch.watch.Table;
import org.postwatch.watch.Verdict;
import org.postwatch.watch.Verdict.SetAside;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ROUTING: decodes what arrives and hands it to the dispatch, which reads state, decides, writes what changed and says
 * what is new. Of topics that COVERAGE reads too, COVERAGE sets aside what nobody can read.
 */
final class RoutingProcessor extends Intake {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingProcessor.class);

    /** Values of one table that are cached decoded. */
    private static final int MAX_CACHED = 10_000;

    private final int unitsPerTick;
    private final Attempts attempts;
    private final Onlooker onlooker;
    private final InstantSource wallClock;
    private final EventReader reader = new EventReader();
    private Outbound out;
    private KeyValueStateStore ledger;
    private Dispatch dispatch;
    private int partition;

    RoutingProcessor(InstantSource wallClock, Trust trust, int unitsPerTick, Attempts attempts, Onlooker onlooker) {
        super(Part.ROUTING, wallClock, trust, attempts, onlooker);
        this.wallClock = wallClock;
        this.unitsPerTick = unitsPerTick;
        this.attempts = attempts;
        this.onlooker = onlooker;
    }

    @Override
    void begin(ProcessorContext<byte[], byte[]> context, Outbound newOut) {
        out = newOut;
        partition = context.taskId().partition();
        ledger = new KeyValueStateStore(
                context.getStateStore(RoutingTopology.STORE), new DeskCodec(), MAX_CACHED, this::reportChange);
        dispatch = new Dispatch(
                ledger,
                new Announcements(out, onlooker, Optional.ofNullable(uncleanStop(context))),
                new KnownSecrets(context, wallClock == RecordedTime.CLOCK),
                unitsPerTick,
                attempts);
        dispatch.routings(signatures()::require);
    }

    @Override
    void begun() {
        if (onlooker != Onlooker.NONE) {
            ledger.forEachReadable(
                    Tables.AFFAIRS,
                    (key, affair) -> reportChange(Tables.AFFAIRS, key, Optional.of(affair)),
                    (key, unreadable) ->
                            LOG.error("{} cannot be read, and is missing in the metrics", key, unreadable));
        }
    }

    private void reportChange(Table<?> table, String key, Optional<?> value) {
        if (table == Tables.AFFAIRS) {
            onlooker.affair(partition, key, value.map(Affair.class::cast));
        }
    }

    @Override
    LostState.Rebuild rebuild() {
        return new LostState.Rebuild() {
            @Override
            public boolean isWithoutState() {
                return dispatch.isWithoutState();
            }

            @Override
            public void begin(Instant at) {
                dispatch.beginRebuild(at);
            }

            @Override
            public boolean isGoingOn() {
                return dispatch.isRebuilding();
            }

            @Override
            public void end() {
                dispatch.endRebuild();
            }
        };
    }

    @Override
    Instant clock() {
        return dispatch.clock();
    }

    @Override
    Optional<Instant> limitClock(Instant latest) {
        return dispatch.limitClock(latest);
    }

    /** What became of a notice says nothing of when the next one is due. */
    @Override
    boolean turnsBy(String topic) {
        return !topic.equals(Topics.DELIVERIES);
    }

    @Override
    void republishAll() {
        dispatch.republishAll();
    }

    @Override
    boolean republish(int units) {
        return dispatch.republish(units);
    }

    @Override
    Verdict take(Record<byte[], byte[]> record, Arrival at) {
        Instant stamp = at.stamp();
        return switch (at.topic()) {
            case Topics.PLANS -> plan(record, stamp);
            case Topics.TRANSITIONS -> transition(record, stamp);
            case Topics.DELIVERIES -> delivery(record);
            case Topics.CONDUCT_EVENTS -> conduct(record, at);
            case Topics.COMMANDS -> command(record, stamp);
            case Topics.CLOCK -> tick(record, stamp);
            // Forwarded by COVERAGE, for COVERAGE.
            default -> Verdict.TAKEN;
        };
    }

    /** Of all plans only routing, and what was applied, is for here. */
    private Verdict plan(Record<byte[], byte[]> record, Instant stamp) {
        String key = key(record);
        if (AppliedJson.isApplied(key)) {
            return applied(record, key, stamp);
        }
        if (!RoutingJson.isRouting(key)) {
            return Verdict.TAKEN;
        }
        if (record.value() == null) {
            return new SetAside("malformed", "routing has a value; it is given up by one that tells nobody");
        }
        Routing routing;
        try {
            routing = RoutingJson.decode(record.value());
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
        String expected = RoutingJson.key(routing.district());
        if (!key.equals(expected)) {
            return wrongKey(expected, record);
        }
        if (isElsewhere(record)) {
            return MISPLACED_PLAN;
        }
        signatures().require(routing);
        dispatch.routing(routing, stamp);
        return Verdict.TAKEN;
    }

    private Verdict applied(Record<byte[], byte[]> record, String key, Instant stamp) {
        if (record.value() == null) {
            return Verdict.TAKEN;
        }
        Applied applied;
        try {
            applied = AppliedJson.decode(record.value());
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
        if (!key.equals(AppliedJson.key(applied))) {
            return wrongKey(AppliedJson.key(applied), record);
        }
        if (applied.author().isBlank() || applied.reason().isBlank()) {
            return new SetAside("malformed", "an apply has an author and a reason");
        }
        dispatch.applied(applied, stamp);
        return Verdict.TAKEN;
    }

    private Verdict transition(Record<byte[], byte[]> record, Instant stamp) {
        if (record.value() == null) {
            return new SetAside("malformed", "a transition has a value");
        }
        Transition transition;
        try {
            transition = TransitionJson.read(record.value());
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
        String expected = transition.district() + "/" + transition.incident().id();
        if (!key(record).equals(expected)) {
            return wrongKey(expected, record);
        }
        if (transition.incident().kind() == Kind.WATCHDOG) {
            onlooker.canary(partition);
        }
        dispatch.transition(transition, stamp);
        return Verdict.TAKEN;
    }

    private Verdict delivery(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            // A notice that nobody needs to know any more takes its delivery along.
            return Verdict.TAKEN;
        }
        Delivery delivery;
        try {
            delivery = DeliveryJson.read(record.value());
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
        if (!key(record).equals(delivery.key())) {
            return wrongKey(delivery.key(), record);
        }
        dispatch.delivery(delivery);
        return Verdict.TAKEN;
    }

    private Verdict conduct(Record<byte[], byte[]> record, Arrival at) {
        Decoded decoded = reader.read(record.key(), record.value());
        if (decoded instanceof Decoded.Of of && of.event() instanceof ConductSeen seen) {
            Optional<SetAside> unsigned = unsigned(seen, record, at);
            return unsigned.isPresent()
                    ? unsigned.get()
                    : dispatch.conduct(seen, new Receipt(at.stamp(), record.value(), at.offset()));
        }
        return decoded instanceof Decoded.Rejected rejected
                ? new SetAside(rejected.reason(), rejected.detail())
                : new SetAside("wrong-topic", "only conduct belongs to " + Topics.CONDUCT_EVENTS);
    }

    private Optional<SetAside> unsigned(ConductSeen seen, Record<byte[], byte[]> record, Arrival at) {
        String district = seen.origin().district();
        String source = seen.origin().source();
        return dispatch.routing(district)
                .filter(routing -> routing.conductFeeds().containsKey(source))
                .flatMap(routing -> signatures()
                        .refusal(
                                district,
                                source,
                                routing.conductFeeds().get(source).keys(),
                                routing.zone(),
                                record,
                                at));
    }

    private Verdict command(Record<byte[], byte[]> record, Instant stamp) {
        if (!(reader.read(record.key(), record.value()) instanceof Decoded.Commanded commanded)) {
            return Verdict.TAKEN;
        }
        Verdict verdict = dispatch.command(commanded.command(), stamp);
        // What COVERAGE answers is written down here, and set aside there.
        return Whose.isOfCoverage(commanded.command()) ? Verdict.TAKEN : verdict;
    }

    /** COVERAGE rejects one that is not credible. */
    private Verdict tick(Record<byte[], byte[]> record, Instant stamp) {
        if (!(reader.read(record.key(), record.value()) instanceof Decoded.Tick tick)) {
            return Verdict.TAKEN;
        }
        Instant time = told(tick.time(), stamp);
        out.at(turned(time));
        dispatch.tick(time);
        readsTick(stamp);
        ticked(time);
        tick.instance()
                .ifPresent(instance -> dispatch.report(
                        new TickReport(partition, instance, Duration.between(tick.time(), stamp), tick.stuck()),
                        wallClock.instant()));
        return Verdict.TAKEN;
    }
}
