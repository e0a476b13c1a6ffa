package org.postwatch.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.coverage.PostDayKey;
import org.postwatch.coverage.engine.CoverageOutput;
import org.postwatch.coverage.engine.EngineState;
import org.postwatch.event.EventOrigin;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKey;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.District;
import org.postwatch.state.RecordArrival;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.SupersededEventJson;
import org.postwatch.wire.TopicValue;

/** What the watch says, as records of the output topics: keys as the design gives them, values in JSON. */
final class CoverageRecordOutput implements CoverageOutput {
    private static final String SUPERSEDED_DETAIL =
            "another event of this source and id arrived earlier (or at the same time, and has the smaller SHA-256) and"
                    + " counts; these are not the original bytes, which are at this offset of the input topic";

    private static final String SUPERSEDED_ELSEWHERE_DETAIL =
            "another event of this source and id stands; the bytes of this one as they came lie in another partition"
                    + " of the"
                    + " input topic";

    private final ProcessorContext<?, ?> context;
    private final RecordForwarder forwarder;
    private final PipelineListener listener;
    private PipelineListener.IncidentCause cause = PipelineListener.IncidentCause.DEADLINE;
    private Instant stamp = Instant.EPOCH;

    CoverageRecordOutput(ProcessorContext<?, ?> context, RecordForwarder out, PipelineListener onlooker) {
        this.context = context;
        this.forwarder = out;
        this.listener = onlooker;
    }

    /** Sets the record that causes the following output. */
    void setCause(PipelineListener.IncidentCause cause, Instant stamp) {
        this.cause = cause;
        this.stamp = stamp;
    }

    @Override
    public void publishCampus(CampusCoverage campus) {
        forwarder.forward(
                Topics.COVERAGE,
                new CampusKey(campus.district(), campus.campus()).text(),
                TopicValue.COVERAGE.write(campus));
    }

    @Override
    public void publishDay(PostDayIntervals day) {
        String key = new PostDayKey(new CampusKey(day.district(), day.campus()), day.post(), day.date()).text();
        forwarder.forward(Topics.INTERVALS, key, TopicValue.INTERVALS.write(day));
    }

    @Override
    public void publishIncident(String district, Incident incident) {
        if (!isOfCanaries(district)) {
            forwarder.forward(
                    Topics.INCIDENTS,
                    new IncidentKey(district, incident.id()).text(),
                    IncidentJson.write(district, incident));
        }
    }

    /** No district in documents has such an id. */
    private static boolean isOfCanaries(String district) {
        return district.startsWith(District.CANARY_PREFIX);
    }

    @Override
    public void removeIncident(String district, String id) {
        forwarder.forward(Topics.INCIDENTS, new IncidentKey(district, id).text(), null);
    }

    @Override
    public void publishTransition(IncidentTransition transition) {
        if (transition.change() == IncidentTransition.IncidentChange.OPENED
                && transition.incident().kind() != IncidentKind.WATCHDOG) {
            Instant publishedAt = Instant.ofEpochMilli(context.currentSystemTimeMs());
            Instant since = cause == PipelineListener.IncidentCause.DEADLINE ? transition.effectiveAt() : stamp;
            listener.onIncidentOpened(cause, Duration.between(since, publishedAt));
        }
        forwarder.forward(
                isOfCanaries(transition.district()) ? Topics.CANARIES : Topics.TRANSITIONS,
                transition.key(),
                TopicValue.TRANSITION.write(transition));
    }

    @Override
    public void publishSuperseded(EventOrigin by, EngineState.AppliedEvent displaced) {
        boolean here = displaced.offset() != RecordArrival.NO_OFFSET;
        DeadLetterHeaders headers = new DeadLetterHeaders(
                "conflicting",
                here ? SUPERSEDED_DETAIL : SUPERSEDED_ELSEWHERE_DETAIL,
                displaced.type().topic().topicName(),
                here ? context.recordMetadata().map(RecordMetadata::partition).orElse(-1) : -1,
                displaced.offset(),
                forwarder.timestamp());
        forwarder.forwardDeadLetter(
                by.district().getBytes(StandardCharsets.UTF_8),
                SupersededEventJson.write(by, displaced.type(), displaced.time()),
                new RecordHeaders(),
                headers);
    }
}
