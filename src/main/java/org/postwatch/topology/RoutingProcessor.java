package org.postwatch.topology;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.postwatch.codec.Decoded;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.codec.EventReader;
import org.postwatch.codec.RoutingJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.dispatch.Dispatch;
import org.postwatch.event.ConductSeen;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Routing;
import org.postwatch.topology.Onlooker.Part;
import org.postwatch.watch.Setbacks.LookFailed;
import org.postwatch.watch.Verdict;
import org.postwatch.watch.Verdict.SetAside;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ROUTING: decodes what arrives and hands it to the dispatch, which reads state, decides, writes what changed and says
 * what is new. Of topics that COVERAGE reads too, COVERAGE sets aside what nobody can read.
 */
final class RoutingProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingProcessor.class);

    private final int unitsPerTick;
    private final Attempts attempts;
    private final Onlooker onlooker;
    private final EventReader reader = new EventReader();
    private ProcessorContext<byte[], byte[]> context;
    private Announcements announcements;
    private DeadLetters deadLetters;
    private Dispatch dispatch;

    RoutingProcessor(int unitsPerTick, Attempts attempts, Onlooker onlooker) {
        this.unitsPerTick = unitsPerTick;
        this.attempts = attempts;
        this.onlooker = onlooker;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.announcements = new Announcements(context, onlooker);
        this.deadLetters = new DeadLetters(context, RoutingTopology.DEAD_LETTERS);
        DeskLedger ledger = new DeskLedger(context, onlooker);
        this.dispatch = new Dispatch(ledger, announcements, unitsPerTick, attempts);
        onlooker.begins(Part.ROUTING, partition(), dispatch.clock());
        ledger.tellAffairs();
    }

    private int partition() {
        return context.taskId().partition();
    }

    @Override
    public void close() {
        onlooker.ends(Part.ROUTING, partition());
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
            boolean turns = !at.topic().equals(Topics.DELIVERIES);
            announcements.at(!turns || dispatch.clock().isAfter(stamp) ? dispatch.clock() : stamp);
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

    private Verdict take(Record<byte[], byte[]> record, RecordMetadata at, Instant stamp) {
        return switch (at.topic()) {
            case Topics.PLANS -> plan(record, stamp);
            case Topics.TRANSITIONS -> transition(record, stamp);
            case Topics.DELIVERIES -> delivery(record);
            case Topics.CONDUCT_EVENTS -> conduct(record, stamp);
            case Topics.COMMANDS -> command(record, stamp);
            default -> tick(record, stamp);
        };
    }

    /** Of all plans only routing is for here. */
    private Verdict plan(Record<byte[], byte[]> record, Instant stamp) {
        String key = key(record);
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
        dispatch.routing(routing, stamp);
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
            onlooker.canary(partition());
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

    private Verdict conduct(Record<byte[], byte[]> record, Instant stamp) {
        Decoded decoded = reader.read(record.key(), record.value());
        if (decoded instanceof Decoded.Of of && of.event() instanceof ConductSeen seen) {
            return dispatch.conduct(seen, stamp);
        }
        return decoded instanceof Decoded.Rejected rejected
                ? new SetAside(rejected.reason(), rejected.detail())
                : new SetAside("wrong-topic", "only conduct belongs to " + Topics.CONDUCT_EVENTS);
    }

    private Verdict command(Record<byte[], byte[]> record, Instant stamp) {
        if (!(reader.read(record.key(), record.value()) instanceof Decoded.Commanded commanded)) {
            return Verdict.TAKEN;
        }
        Verdict verdict = dispatch.command(commanded.command(), stamp);
        // What COVERAGE answers is written down here, and set aside there.
        return Whose.isOfCoverage(commanded.command()) ? Verdict.TAKEN : verdict;
    }

    /** A clock that is turned far ahead is set aside by COVERAGE, and turns nothing here. */
    private Verdict tick(Record<byte[], byte[]> record, Instant stamp) {
        if (reader.read(record.key(), record.value()) instanceof Decoded.Tick tick
                && !tick.time().isAfter(stamp.plusSeconds(60))) {
            announcements.at(dispatch.clock().isAfter(tick.time()) ? dispatch.clock() : tick.time());
            dispatch.tick(tick.time());
            onlooker.ticked(Part.ROUTING, partition(), tick.time());
        }
        return Verdict.TAKEN;
    }

    private static String key(Record<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /** Another partition's districts are not known here, and nobody may speak for another. */
    private static SetAside wrongKey(String expected, Record<byte[], byte[]> record) {
        return new SetAside("wrong-key", "record key: expected '" + expected + "', found '" + key(record) + "'");
    }

    private static SetAside malformed(IllegalArgumentException e) {
        return new SetAside("malformed", String.valueOf(e.getMessage()));
    }

    private void setAside(Record<byte[], byte[]> record, RecordMetadata at, SetAside aside) {
        Instant stamp = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        onlooker.setAside(Part.ROUTING, aside.reason());
        deadLetters.setAside(record, at, aside, dispatch.clock().isAfter(stamp) ? dispatch.clock() : stamp);
    }
}
