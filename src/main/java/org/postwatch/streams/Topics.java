package org.postwatch.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.EventTopic;
import org.postwatch.streams.PipelineListener.PipelineStage;
import org.postwatch.streams.TopicSpec.CleanupPolicy;
import org.postwatch.streams.TopicSpec.TimestampType;

/**
 * Every topic that Postwatch reads or writes. All have the same number of partitions: one task sees all of a district.
 */
public final class Topics {
    public static final String ENTRANCE_EVENTS = EventTopic.ENTRANCE.topicName();
    public static final String CAMERA_EVENTS = EventTopic.CAMERA.topicName();
    public static final String CONDUCT_EVENTS = EventTopic.CONDUCT.topicName();
    public static final String STAFFING_EVENTS = EventTopic.STAFFING.topicName();
    public static final String PLANS = "postwatch.plans";
    public static final String COMMANDS = "postwatch.commands";
    public static final String CLOCK = "postwatch.clock";
    /** Input records from another partition than their district's, in their district's: only instances write to it. */
    public static final String MISPLACED = "postwatch.misplaced";

    public static final String COVERAGE = "postwatch.coverage";
    public static final String INTERVALS = "postwatch.intervals";
    public static final String INCIDENTS = "postwatch.incidents";
    public static final String TRANSITIONS = "postwatch.transitions";
    /** Transitions of the districts of canaries, for instances alone: a sign of life is no news for people. */
    public static final String CANARIES = "postwatch.canaries";

    /** The present state of every alert but conduct, for operators: who handles it, and what each recipient knows. */
    public static final String ALERTS = "postwatch.alerts";

    public static final String NOTICES = "postwatch.notices";
    public static final String DELIVERIES = "postwatch.deliveries";
    public static final String PENDING_DELIVERIES = "postwatch.pending-deliveries";
    public static final String DISCLOSURES = "postwatch.disclosures";
    /** The secret of each district, for instances alone. */
    public static final String SECRETS = "postwatch.secrets";
    /** Who was granted access at run time: hashes of tokens, and revocations. */
    public static final String ACCESS = "postwatch.access";

    /** What each instance counted of the sources of districts, by district, source and instance. */
    public static final String INTAKE_SOURCES = "postwatch.intake-sources";

    /** What each roster has planned, for instances alone, by district and name of the roster. */
    public static final String ROSTERS = "postwatch.rosters";

    public static final String DEAD_LETTERS = "postwatch.dead-letters";

    /**
     * The entry of the settings of Kafka Streams that says how many partitions every topic has: from Kafka itself a
     * task learns its own number alone.
     */
    public static final String PARTITIONS_CONFIG = "postwatch.partitions";

    /** The topics that feeds write to. */
    public static final List<String> EVENT_TOPICS = EventTopic.names();

    /** The Kafka Streams setting that passes an {@link UncleanShutdown} to tasks. */
    public static final String UNCLEAN_SHUTDOWN_CONFIG = "postwatch.unclean.shutdown";

    private static final int MIB = 1024 * 1024;
    /** A plan holds a whole campus, or a district's whole roster. */
    public static final int MAX_PLAN_BYTES = 8 * MIB;
    /** A dead letter holds up to 1 MB as it came, and its headers. */
    public static final int MAX_DEAD_LETTER_BYTES = 2 * MIB;

    private static final int DEFAULT_MAX_BYTES = MIB + 12;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration TEN_DAYS = Duration.ofDays(10);
    private static final Duration SCHOOL_YEAR = Duration.ofDays(400);

    private static final List<TopicSpec> LIVE_TOPICS = List.of(
            input(ENTRANCE_EVENTS, TEN_DAYS),
            input(CAMERA_EVENTS, TEN_DAYS),
            input(CONDUCT_EVENTS, TEN_DAYS),
            input(STAFFING_EVENTS, TEN_DAYS),
            new TopicSpec(PLANS, CleanupPolicy.COMPACT, null, MAX_PLAN_BYTES, TimestampType.LOG_APPEND_TIME),
            input(COMMANDS, TEN_DAYS),
            input(CLOCK, DAY),
            // The arrival stamp that a record had where its sender wrote it stands, and the record grows by its
            // headers.
            new TopicSpec(MISPLACED, CleanupPolicy.DELETE, TEN_DAYS, MAX_DEAD_LETTER_BYTES, TimestampType.CREATE_TIME),
            output(COVERAGE, CleanupPolicy.COMPACT, null),
            output(INTERVALS, CleanupPolicy.COMPACT_AND_DELETE, SCHOOL_YEAR),
            output(INCIDENTS, CleanupPolicy.COMPACT_AND_DELETE, SCHOOL_YEAR),
            output(TRANSITIONS, CleanupPolicy.DELETE, SCHOOL_YEAR),
            output(CANARIES, CleanupPolicy.DELETE, DAY),
            output(ALERTS, CleanupPolicy.COMPACT_AND_DELETE, SCHOOL_YEAR),
            output(NOTICES, CleanupPolicy.COMPACT, null),
            output(DELIVERIES, CleanupPolicy.COMPACT, null),
            output(PENDING_DELIVERIES, CleanupPolicy.COMPACT_AND_DELETE, DAY),
            output(DISCLOSURES, CleanupPolicy.DELETE, SCHOOL_YEAR),
            output(SECRETS, CleanupPolicy.COMPACT, null),
            output(ACCESS, CleanupPolicy.COMPACT, null),
            output(INTAKE_SOURCES, CleanupPolicy.COMPACT_AND_DELETE, WEEK),
            new TopicSpec(ROSTERS, CleanupPolicy.COMPACT, null, MAX_PLAN_BYTES, TimestampType.CREATE_TIME),
            new TopicSpec(
                    DEAD_LETTERS, CleanupPolicy.DELETE, TEN_DAYS, MAX_DEAD_LETTER_BYTES, TimestampType.CREATE_TIME));

    private static final Map<String, PipelineStage> FORWARDING_STAGES = forwardingStages();

    private Topics() {}

    /** The topics of a running Postwatch: the broker stamps the arrival of every input. */
    public static List<TopicSpec> liveSpecs() {
        return LIVE_TOPICS;
    }

    /** Topics that instances read to do their work: a record that cannot be read there has no effect. */
    public static List<String> consumedByInstances() {
        Set<String> onlyWritten =
                Set.of(COVERAGE, INTERVALS, INCIDENTS, ALERTS, DISCLOSURES, INTAKE_SOURCES, DEAD_LETTERS);
        return LIVE_TOPICS.stream()
                .map(TopicSpec::name)
                .filter(topic -> !onlyWritten.contains(topic))
                .toList();
    }

    /** The topics of a replay: recorded stamps stand and nothing expires. */
    public static List<TopicSpec> replaySpecs() {
        return LIVE_TOPICS.stream().map(TopicSpec::forReplay).toList();
    }

    /**
     * The topics whose records are forwarded to {@link #MISPLACED} when they lie in another partition than their
     * district's.
     */
    public static List<String> forwardedTopics() {
        return LIVE_TOPICS.stream()
                .map(TopicSpec::name)
                .filter(topic -> forwardingStage(topic).isPresent())
                .toList();
    }

    /**
     * The application that forwards the records of a topic that lie in another partition than their district's. Empty
     * for topics whose records are not forwarded.
     */
    static Optional<PipelineStage> forwardingStage(String topic) {
        return Optional.ofNullable(FORWARDING_STAGES.get(topic));
    }

    private static Map<String, PipelineStage> forwardingStages() {
        Map<String, PipelineStage> stages = new HashMap<>(Map.of(COMMANDS, PipelineStage.COVERAGE));
        for (EventTopic topic : EventTopic.values()) {
            stages.put(topic.topicName(), stageOf(topic));
        }
        return Map.copyOf(stages);
    }

    private static PipelineStage stageOf(EventTopic topic) {
        return switch (topic) {
            case ENTRANCE, CAMERA, STAFFING -> PipelineStage.COVERAGE;
            case CONDUCT -> PipelineStage.NOTIFICATION;
        };
    }

    private static TopicSpec input(String name, Duration retention) {
        return new TopicSpec(name, CleanupPolicy.DELETE, retention, DEFAULT_MAX_BYTES, TimestampType.LOG_APPEND_TIME);
    }

    private static TopicSpec output(String name, CleanupPolicy cleanup, Duration retention) {
        return new TopicSpec(name, cleanup, retention, DEFAULT_MAX_BYTES, TimestampType.CREATE_TIME);
    }
}
