package org.postwatch.codec.schema;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.postwatch.event.EventType;

/**
 * A topic as others see it: what it carries, by which key, how long it is kept.
 *
 * @param read true when Postwatch reads it, false when it writes it
 * @param key what the record key is; absent when records have none that matters
 * @param schemas names of the schemas of its values; empty when the values are Postwatch's own business
 * @param kept how long; absent means for as long as it is the newest of its key
 */
record Channel(
        String topic,
        boolean read,
        String description,
        Optional<String> key,
        List<String> schemas,
        boolean compacted,
        Optional<Duration> kept) {
    private static final Optional<Duration> INPUT = Optional.of(Duration.ofDays(10));
    private static final Optional<Duration> OUTPUT = Optional.of(Duration.ofDays(400));
    private static final List<String> COMMANDS = Stream.of(
                    "acknowledge", "note", "resolve", "emergency", "silence", "unsilence", "resend", "asked")
            .map(command -> "event/command." + command)
            .toList();
    private static final String SIGNED =
            " A feed with a key signs its records: header postwatch-signature, v1= and the HMAC-SHA256 in lower-case hexadecimal"
                    + " digits over topic, line feed, key, line feed, value.";
    private static final Optional<String> DISTRICT = Optional.of("The district: the same as the event's partitionkey.");

    /** All that this version reads and writes, in the order of the design. */
    static List<Channel> all() {
        return List.of(
                input(
                        "postwatch.entrance.events",
                        "Buzzers, doors, and the devices at entrances. CloudEvents 1.0, structured JSON.",
                        events("postwatch.entrance.", "postwatch.device.")),
                input(
                        "postwatch.camera.events",
                        "What cameras see, and whether they work. CloudEvents 1.0, structured JSON.",
                        events("postwatch.camera.", "postwatch.device.")),
                input(
                        "postwatch.conduct.events",
                        "What the school's code of conduct is about: goes to school administration, with rights of its"
                                + " own. CloudEvents 1.0, structured JSON.",
                        events("postwatch.conduct.")),
                input(
                        "postwatch.staffing.events",
                        "Where officers are, their shifts, and the heartbeats of any feed. CloudEvents 1.0, structured JSON.",
                        events("postwatch.officer.", "postwatch.shift.", "postwatch.feed.", "postwatch.canary")),
                new Channel(
                        "postwatch.plans",
                        true,
                        "Plans, compiled from a district's documents by plan apply, and who applied them and why (key"
                                + " district / ~apply / instant). A format of Postwatch's own.",
                        Optional.of("district / campus; the district alone for its roster, agreements and feeds."),
                        List.of(),
                        true,
                        Optional.empty()),
                new Channel(
                        "postwatch.commands",
                        true,
                        "Commands of operators. CloudEvents 1.0, structured JSON.",
                        DISTRICT,
                        COMMANDS,
                        false,
                        INPUT),
                new Channel(
                        "postwatch.clock",
                        true,
                        "Ticks, one a second into every partition; more than one does no harm.",
                        Optional.empty(),
                        List.of("event/clock.tick"),
                        false,
                        Optional.of(Duration.ofDays(1))),
                new Channel(
                        "postwatch.misplaced",
                        true,
                        "Events and commands that were sent to another partition than their district's: key, value and headers as"
                                + " they came, in the district's partition, and headers that say where they came from"
                                + " (postwatch.misplaced.topic, .partition, .offset, .stamp). Only instances write and read"
                                + " it.",
                        DISTRICT,
                        List.of(),
                        false,
                        INPUT),
                output(
                        "postwatch.coverage",
                        "What every campus is now, since when and why.",
                        "district / campus",
                        "output/coverage",
                        true,
                        Optional.empty()),
                output(
                        "postwatch.intervals",
                        "Every post's day, its whole list again whenever it changes.",
                        "district / campus / post / date",
                        "output/intervals",
                        true,
                        OUTPUT),
                output(
                        "postwatch.incidents",
                        "Every incident's present state. Withdrawn: a record without a value.",
                        "district / incident",
                        "output/incident",
                        true,
                        OUTPUT),
                output(
                        "postwatch.transitions",
                        "Every change of an incident, as it was said.",
                        "district / incident",
                        "output/transition",
                        false,
                        OUTPUT),
                output(
                        "postwatch.notices",
                        "What every recipient should now know. No longer: a record without a value.",
                        "district / recipient / subject",
                        "output/notice",
                        true,
                        Optional.empty()),
                output(
                        "postwatch.deliveries",
                        "What became of every notice; the header postwatch.writer has the worker that wrote it, of no meaning to others.",
                        "district / recipient / subject",
                        "output/delivery",
                        true,
                        Optional.empty()),
                output(
                        "postwatch.disclosures",
                        "Who was told which fields, who was not, and why.",
                        "district / recipient / subject",
                        "output/entry",
                        false,
                        OUTPUT),
                new Channel(
                        "postwatch.secrets",
                        false,
                        "A secret of each district, made when its documents are first applied. References and hashes are"
                                + " derived from it. Only instances read and write it.",
                        Optional.of("The district."),
                        List.of(),
                        true,
                        Optional.empty()),
                new Channel(
                        "postwatch.dead-letters",
                        false,
                        "What was set aside: key, value and headers as they came, and headers that say why.",
                        Optional.of("The key as it came."),
                        List.of("output/dead-letter-headers"),
                        false,
                        INPUT));
    }

    private static Channel input(String topic, String description, List<String> schemas) {
        return new Channel(topic, true, description + SIGNED, DISTRICT, schemas, false, INPUT);
    }

    private static Channel output(
            String topic, String description, String key, String schema, boolean compacted, Optional<Duration> kept) {
        String plain = description + " Plain JSON values, no CloudEvents; partitioned by district.";
        return new Channel(topic, false, plain, Optional.of(key), List.of(schema), compacted, kept);
    }

    private static List<String> events(String... prefixes) {
        Predicate<String> belongs = name -> Arrays.stream(prefixes).anyMatch(name::startsWith);
        return Stream.of(EventType.values())
                .map(EventType::wireName)
                .filter(belongs)
                .map(Schemas::ofEvent)
                .toList();
    }
}
