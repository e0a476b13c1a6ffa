package org.postwatch.wire.schema;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.event.EventTopic;
import org.postwatch.event.EventType;
import org.postwatch.notification.command.OperatorCommand.CommandType;

/**
 * A topic as others see it: what it carries, by which key, how long it is kept.
 *
 * @param read true when Postwatch reads it, false when it writes it
 * @param key what the record key is; absent when records have none that matters
 * @param schemas names of the schemas of its values; empty when the values are Postwatch's own business
 * @param kept how long; absent means for as long as it is the newest of its key
 */
record AsyncApiChannel(
        String topic,
        boolean isInput,
        String description,
        Optional<String> key,
        List<String> schemas,
        boolean isCompacted,
        Optional<Duration> retention) {
    private static final Optional<Duration> INPUT_RETENTION = Optional.of(Duration.ofDays(10));
    private static final Optional<Duration> OUTPUT_RETENTION = Optional.of(Duration.ofDays(400));
    private static final Optional<Duration> A_DAY = Optional.of(Duration.ofDays(1));
    private static final Optional<Duration> A_WEEK = Optional.of(Duration.ofDays(7));
    private static final List<String> COMMAND_SCHEMAS = Stream.of(CommandType.values())
            .map(command -> SchemaFiles.nameOfEventType(command.wireName()))
            .toList();
    private static final String SIGNATURE_NOTE =
            " A feed with a key signs its records: header postwatch-signature, v1= and the HMAC-SHA256 in lower-case hexadecimal"
                    + " digits over topic, line feed, key, line feed, value.";
    private static final Optional<String> DISTRICT_KEY =
            Optional.of("The district: the same as the event's partitionkey.");

    /** All that this version reads and writes, in the order of the design. */
    static List<AsyncApiChannel> all() {
        return List.of(
                eventChannel(
                        EventTopic.ENTRANCE,
                        "Events of buzzers, doors and devices at entrances. CloudEvents 1.0, structured JSON."),
                eventChannel(
                        EventTopic.CAMERA,
                        "Events of cameras, and whether they work. CloudEvents 1.0, structured JSON."),
                eventChannel(
                        EventTopic.CONDUCT,
                        "Violations of the code of conduct, for school administration only. Access rights are separate. CloudEvents"
                                + " 1.0, structured JSON."),
                eventChannel(
                        EventTopic.STAFFING,
                        "Events of officers and shifts, and heartbeats of any feed. CloudEvents 1.0, structured JSON."),
                new AsyncApiChannel(
                        "postwatch.plans",
                        true,
                        "Compiled plans, written by plan apply, and who applied them and why (key district / ~apply / instant)."
                                + " The format is internal.",
                        Optional.of("district / campus; only the district for its roster, agreements and feeds."),
                        List.of(),
                        true,
                        Optional.empty()),
                new AsyncApiChannel(
                        "postwatch.commands",
                        true,
                        "Commands of operators. CloudEvents 1.0, structured JSON.",
                        DISTRICT_KEY,
                        COMMAND_SCHEMAS,
                        false,
                        INPUT_RETENTION),
                new AsyncApiChannel(
                        "postwatch.clock",
                        true,
                        "Clock ticks, one per second in every partition. Several instances may write them.",
                        Optional.empty(),
                        List.of("event/clock.tick"),
                        false,
                        Optional.of(Duration.ofDays(1))),
                new AsyncApiChannel(
                        "postwatch.misplaced",
                        true,
                        "Events and commands that were sent to another partition than that of their district, forwarded to the"
                                + " right partition with unchanged key, value and headers. Additional headers contain their origin"
                                + " (postwatch.misplaced.topic, .partition, .offset, .stamp). Only instances read and write it.",
                        DISTRICT_KEY,
                        List.of(),
                        false,
                        INPUT_RETENTION),
                outputChannel(
                        "postwatch.coverage",
                        "The current state of every campus, since when and why.",
                        "district / campus",
                        "output/coverage",
                        true,
                        Optional.empty()),
                outputChannel(
                        "postwatch.intervals",
                        "The intervals of each post and day. The whole list is written again whenever it changes.",
                        "district / campus / post / date",
                        "output/intervals",
                        true,
                        OUTPUT_RETENTION),
                outputChannel(
                        "postwatch.incidents",
                        "The current state of every incident. A record without a value: the incident was withdrawn.",
                        "district / incident",
                        "output/incident",
                        true,
                        OUTPUT_RETENTION),
                outputChannel(
                        "postwatch.transitions",
                        "Every change of an incident, as it was published.",
                        "district / incident",
                        "output/transition",
                        false,
                        OUTPUT_RETENTION),
                outputChannel(
                        "postwatch.canaries",
                        "Transitions of canary districts, with which instances check the pipeline. Only instances read and write"
                                + " it.",
                        "district / incident",
                        "output/transition",
                        false,
                        A_DAY),
                outputChannel(
                        "postwatch.alerts",
                        "The current state of every alert but conduct, for operators: who handles it, its notes, and what each recipient"
                                + " knows of it. An alert is an incident, or a fault of the notifications themselves.",
                        "district / alert",
                        "output/alert",
                        true,
                        OUTPUT_RETENTION),
                outputChannel(
                        "postwatch.notices",
                        "What every recipient should currently know. A record without a value: nothing any more.",
                        "district / recipient / subject",
                        "output/notice",
                        true,
                        Optional.empty()),
                outputChannel(
                        "postwatch.deliveries",
                        "The delivery result of every notice. The header postwatch.writer names the worker that wrote it.",
                        "district / recipient / subject",
                        "output/delivery",
                        true,
                        Optional.empty()),
                outputChannel(
                        "postwatch.pending-deliveries",
                        "The last attempt of every notice that was tried, is not delivered and is tried again. It counts while"
                                + " postwatch.deliveries has no result of the same revision.",
                        "district / recipient / subject",
                        "output/pending-delivery",
                        true,
                        A_DAY),
                outputChannel(
                        "postwatch.disclosures",
                        "Who was notified of which fields, who was not, and why.",
                        "district / recipient / subject",
                        "output/disclosure-record",
                        false,
                        OUTPUT_RETENTION),
                new AsyncApiChannel(
                        "postwatch.secrets",
                        false,
                        "The secret of each district, created when its documents are first applied. References and hashes are"
                                + " derived from it. Only instances read and write it.",
                        Optional.of("The district."),
                        List.of(),
                        true,
                        Optional.empty()),
                new AsyncApiChannel(
                        "postwatch.access",
                        false,
                        "Tokens of feeds, front desks and sheets, codes, and PINs, as hashes, and their revocations. Written by the"
                                + " commands access, desk and phone, and by the pages for desks and PINs. The format is internal.",
                        Optional.of("The id of the grant."),
                        List.of(),
                        true,
                        Optional.empty()),
                new AsyncApiChannel(
                        "postwatch.intake-sources",
                        false,
                        "What each instance with the role intake counted of each source since its start: accepted, rejected and"
                                + " dropped messages, ids that are not mapped, and the connection. Written every 10 s when it changes,"
                                + " and each minute. No value of a message is in it but such ids. The format is internal; 'intake"
                                + " sources' and 'intake unmapped' show it.",
                        Optional.of("district / source / instance"),
                        List.of(),
                        true,
                        A_WEEK),
                new AsyncApiChannel(
                        "postwatch.rosters",
                        false,
                        "What each roster of intake.yaml has planned, and when it last changed. Instances with the role intake"
                                + " write it before and after the events of a change. The format is internal.",
                        Optional.of("district / roster"),
                        List.of(),
                        true,
                        Optional.empty()),
                new AsyncApiChannel(
                        "postwatch.dead-letters",
                        false,
                        "Rejected records with unchanged key, value and headers, and additional headers with the reason.",
                        Optional.of("The key of the rejected record."),
                        List.of("output/dead-letter-headers"),
                        false,
                        INPUT_RETENTION));
    }

    private static AsyncApiChannel eventChannel(EventTopic topic, String description) {
        return new AsyncApiChannel(
                topic.topicName(),
                true,
                description + SIGNATURE_NOTE,
                DISTRICT_KEY,
                eventSchemas(topic),
                false,
                INPUT_RETENTION);
    }

    private static AsyncApiChannel outputChannel(
            String topic, String description, String key, String schema, boolean compacted, Optional<Duration> kept) {
        String plain = description + " Plain JSON values, not CloudEvents. Partitioned by district.";
        return new AsyncApiChannel(topic, false, plain, Optional.of(key), List.of(schema), compacted, kept);
    }

    /** The schemas of the types that are accepted on a topic. */
    private static List<String> eventSchemas(EventTopic topic) {
        return Stream.of(EventType.values())
                .filter(type -> type.isAcceptedOn(topic.topicName()))
                .map(type -> SchemaFiles.nameOfEventType(type.wireName()))
                .toList();
    }
}
