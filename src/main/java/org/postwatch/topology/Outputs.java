package org.postwatch.topology;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.postwatch.codec.CoverageJson;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.codec.DisplacedJson;
import org.postwatch.codec.IncidentJson;
import org.postwatch.codec.IntervalsJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostDay;
import org.postwatch.event.Origin;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.watch.Memory;
import org.postwatch.watch.Voice;

/** What the watch says, as records of the output topics: keys as the design gives them, values in JSON. */
final class Outputs implements Voice {
    private static final String DISPLACED =
            "another event of this source and id has the smaller SHA-256 and stands; these are not the bytes as they"
                    + " came, which lie at this offset of the input topic";

    private final ProcessorContext<byte[], byte[]> context;
    private final Onlooker onlooker;
    private Instant now = Instant.EPOCH;
    private Onlooker.Cause cause = Onlooker.Cause.DEADLINE;
    private Instant stamp = Instant.EPOCH;

    Outputs(ProcessorContext<byte[], byte[]> context, Onlooker onlooker) {
        this.context = context;
        this.onlooker = onlooker;
    }

    /** What is said from here on is said because of what arrived then. */
    void because(Onlooker.Cause cause, Instant stamp) {
        this.cause = cause;
        this.stamp = stamp;
    }

    /** What is said from here on is said at this clock. */
    void at(Instant clock) {
        now = clock;
    }

    @Override
    public void campus(CampusNow campus) {
        forward(CoverageTopology.COVERAGE, campus.district() + "/" + campus.campus(), CoverageJson.write(campus));
    }

    @Override
    public void day(PostDay day) {
        String key = day.district() + "/" + day.campus() + "/" + day.post() + "/" + day.date();
        forward(CoverageTopology.INTERVALS, key, IntervalsJson.write(day));
    }

    @Override
    public void incident(String district, Incident incident) {
        forward(CoverageTopology.INCIDENTS, district + "/" + incident.id(), IncidentJson.write(district, incident));
    }

    @Override
    public void incidentGone(String district, String id) {
        forward(CoverageTopology.INCIDENTS, district + "/" + id, null);
    }

    @Override
    public void transition(Transition transition) {
        if (transition.change() == Transition.Change.OPENED
                && transition.incident().kind() != Kind.WATCHDOG) {
            Instant said = Instant.ofEpochMilli(context.currentSystemTimeMs());
            Instant since = cause == Onlooker.Cause.DEADLINE ? transition.effective() : stamp;
            onlooker.opened(cause, Duration.between(since, said));
        }
        forward(
                CoverageTopology.TRANSITIONS,
                transition.district() + "/" + transition.incident().id(),
                TransitionJson.write(transition));
    }

    @Override
    public void displaced(Origin by, Memory.OfEvent displaced) {
        DeadLetterHeaders headers = new DeadLetterHeaders(
                "conflicting",
                DISPLACED,
                Topics.of(displaced.type()),
                context.recordMetadata().map(RecordMetadata::partition).orElse(-1),
                displaced.offset(),
                now);
        onlooker.setAside(Onlooker.Part.COVERAGE, headers.reason());
        deadLetter(
                bytes(by.district()),
                DisplacedJson.write(by, displaced.type(), displaced.time()),
                new RecordHeaders(),
                headers);
    }

    /** The bytes as they came, up to a limit, with the reason in headers. */
    void deadLetter(byte[] key, byte[] value, Headers came, DeadLetterHeaders why) {
        RecordHeaders headers = new RecordHeaders();
        came.forEach(headers::add);
        for (Map.Entry<String, byte[]> header : why.write().entrySet()) {
            headers.add(header.getKey(), header.getValue());
        }
        context.forward(
                new Record<>(key, value, Math.max(0, now.toEpochMilli()), headers), CoverageTopology.DEAD_LETTERS);
    }

    private void forward(String sink, String key, byte[] value) {
        context.forward(new Record<>(bytes(key), value, Math.max(0, now.toEpochMilli())), sink);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
