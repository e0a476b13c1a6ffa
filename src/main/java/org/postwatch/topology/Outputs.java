package org.postwatch.topology;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
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
import org.postwatch.watch.Receipt;
import org.postwatch.watch.Voice;

/** What the watch says, as records of the output topics: keys as the design gives them, values in JSON. */
final class Outputs implements Voice {
    private static final String DISPLACED =
            "another event of this source and id arrived earlier (or at the same time, and has the smaller SHA-256) and"
                    + " counts; these are not the original bytes, which are at this offset of the input topic";

    private static final String DISPLACED_ELSEWHERE =
            "another event of this source and id stands; the bytes of this one as they came lie in another partition of the"
                    + " input topic";

    private final ProcessorContext<?, ?> context;
    private final Outbound out;
    private final Onlooker onlooker;
    private Onlooker.Cause cause = Onlooker.Cause.DEADLINE;
    private Instant stamp = Instant.EPOCH;

    Outputs(ProcessorContext<?, ?> context, Outbound out, Onlooker onlooker) {
        this.context = context;
        this.out = out;
        this.onlooker = onlooker;
    }

    /** What is said from here on is said because of what arrived then. */
    void because(Onlooker.Cause cause, Instant stamp) {
        this.cause = cause;
        this.stamp = stamp;
    }

    @Override
    public void campus(CampusNow campus) {
        out.forward(Topics.COVERAGE, campus.district() + "/" + campus.campus(), CoverageJson.write(campus));
    }

    @Override
    public void day(PostDay day) {
        String key = day.district() + "/" + day.campus() + "/" + day.post() + "/" + day.date();
        out.forward(Topics.INTERVALS, key, IntervalsJson.write(day));
    }

    @Override
    public void incident(String district, Incident incident) {
        out.forward(Topics.INCIDENTS, district + "/" + incident.id(), IncidentJson.write(district, incident));
    }

    @Override
    public void incidentGone(String district, String id) {
        out.forward(Topics.INCIDENTS, district + "/" + id, null);
    }

    @Override
    public void transition(Transition transition) {
        if (transition.change() == Transition.Change.OPENED
                && transition.incident().kind() != Kind.WATCHDOG) {
            Instant said = Instant.ofEpochMilli(context.currentSystemTimeMs());
            Instant since = cause == Onlooker.Cause.DEADLINE ? transition.effective() : stamp;
            onlooker.opened(cause, Duration.between(since, said));
        }
        out.forward(
                Topics.TRANSITIONS,
                transition.district() + "/" + transition.incident().id(),
                TransitionJson.write(transition));
    }

    @Override
    public void displaced(Origin by, Memory.OfEvent displaced) {
        boolean here = displaced.offset() != Receipt.NO_OFFSET;
        DeadLetterHeaders headers = new DeadLetterHeaders(
                "conflicting",
                here ? DISPLACED : DISPLACED_ELSEWHERE,
                Topics.of(displaced.type()),
                here ? context.recordMetadata().map(RecordMetadata::partition).orElse(-1) : -1,
                displaced.offset(),
                out.now());
        out.deadLetter(
                by.district().getBytes(StandardCharsets.UTF_8),
                DisplacedJson.write(by, displaced.type(), displaced.time()),
                new RecordHeaders(),
                headers);
    }
}
