package org.postwatch.intake.profile;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.MappingParser;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.SingleOrListParser;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.documents.form.ValueParser;
import org.postwatch.event.EventType;
import org.postwatch.intake.Transport;

/** The keys of a profile. */
final class ProfileSchema {
    private static final int MAX_ENTRIES = 100;

    private static final ValueParser<String> TOPIC_FILTER =
            ValueFormats.matchingPattern("an MQTT topic filter of at most 200 characters", "[^\\s]{1,200}");
    /** A word that a district writes: in maps and under {@code with}. */
    private static final String WORD = "[a-z][a-zA-Z0-9]{0,31}";

    /** An entry. */
    static final SectionKey<String> ENTRY_NAME =
            required("name", ValueFormats.NAME, "What the message says, for people.");

    static final SectionKey<BodyForm> BODY = optional(
                    "body",
                    EnumParser.of("form of a body", List.of(BodyForm.values()), BodyForm::documentName),
                    "How the body is decoded: json; text, which is then `body` itself; form, as HTML forms are sent; xml, where an"
                            + " element with elements in it is a list under its name, even if there is one, and an element"
                            + " with text only is its text; none.")
            .withDefault("json");
    static final SectionKey<CompiledExpression> MATCH = required(
            "match",
            ExpressionParser.CONDITION,
            "Whether a message is of this kind. Every entry that matches is evaluated. A field that is absent does not"
                    + " match.");
    static final SectionKey<CompiledExpression> TEST = optional(
            "test",
            ExpressionParser.CONDITION,
            "Whether the message comes from the vendor's test mode. It is dropped and counted.");
    static final SectionKey<CompiledExpression> EACH = optional(
            "each",
            ExpressionParser.LIST,
            "A list. Each element becomes an event; the expressions below read it as `item`.");
    static final SectionKey<CompiledExpression> WHEN =
            optional("when", ExpressionParser.CONDITION, "Whether the message, or the element, becomes an event.");
    static final SectionKey<EventType> TYPE = optional("type", eventType(), "The type of the event.");
    static final SectionKey<CompiledExpression> BY = optional(
            "by", ExpressionParser.TEXT, "Instead of `type`: the value of the vendor that decides on the type.");
    static final SectionKey<Map<String, LocatedValue<EventType>>> TYPES = optional(
            "types",
            MappingParser.of("the vendor's values with types of events", eventType(), 100),
            "The types of events by that value. Other values are dropped as not of interest.");
    static final SectionKey<Map<String, LocatedValue<CompiledExpression>>> MAP = optional(
            "map",
            words("kinds of ids with expressions", ExpressionParser.TEXT, 8),
            "Ids of the vendor that the district explains in `intake.yaml`, by their kind. What they stand for is `target`;"
                    + " with several, the first that has a part gives it. It fills the event's subject and the fields of"
                    + " its data with the same name. An id that is not mapped makes no event and is counted.");
    static final SectionKey<Optional<CompiledExpression>> TIME = required(
            "time",
            new TimeChoiceParser(),
            "When it happened, by the vendor's clock; or `arrival`. Without `id` each delivery is then an event of its own.");
    static final SectionKey<CompiledExpression> ID = optional(
            "id",
            ExpressionParser.TEXT,
            "What makes the event itself and no other, at most 128 characters. Required unless the time is `arrival`;"
                    + " then it may be empty, as `body.?id`, and each delivery without one is an event of its own.");
    static final SectionKey<CompiledExpression> SUBJECT = optional(
            "subject",
            ExpressionParser.TEXT,
            "The campus, or the officer for events about one; without it `target.campus` or `target.officer`.");
    static final SectionKey<Map<String, LocatedValue<CompiledExpression>>> DATA = optional(
            "data",
            MappingParser.of("fields of the event's data with expressions", ExpressionParser.DATA, 16),
            "Fields of the event's data that do not come from the map, for the types that have them. An optional value that"
                    + " is empty leaves the field out.");
    static final SectionKey<Boolean> RETAINED = optional(
                    "retained",
                    EnumParser.of("use of retained messages", List.of(false, true), kept -> kept ? "state" : "ignore"),
                    "What an MQTT message means that the broker had kept: nothing, or a state that still holds. Only reports"
                            + " of devices may be states.")
            .withDefault("ignore");

    static final SectionSchema ENTRY = SectionSchema.of(
                    "an entry",
                    "One kind of message and the events that it becomes.",
                    ENTRY_NAME,
                    BODY,
                    MATCH,
                    TEST,
                    EACH,
                    WHEN,
                    TYPE,
                    BY,
                    TYPES,
                    MAP,
                    TIME,
                    ID,
                    SUBJECT,
                    DATA,
                    RETAINED)
            .withRule(ProfileEntryCheck::check);

    /** A parameter. */
    static final SectionKey<String> PARAMETER_ABOUT =
            required("about", ValueFormats.REASON, "What a district writes there.");

    static final SectionKey<Boolean> PARAMETER_REQUIRED = optional(
                    "required", ValueFormats.BOOLEAN, "Whether a source without it is an error.")
            .withDefault(false);

    static final SectionSchema PARAMETER = SectionSchema.of(
            "a parameter",
            "A value that a district gives to a source of this profile.",
            PARAMETER_ABOUT,
            PARAMETER_REQUIRED);

    /** The profile. */
    static final SectionKey<String> NAME = required("profile", ValueFormats.ID, "The name, which is that of the file.");

    static final SectionKey<String> ABOUT = required(
            "about", ValueFormats.REASON, "What it is for, the vendor's versions, and what it cannot distinguish.");
    static final SectionKey<String> VERSIONS =
            optional("versions", ValueFormats.NAME, "The vendor's versions that it was written for.");
    static final SectionKey<List<LocatedValue<String>>> NEVER_KEPT = optional(
            "neverKept",
            new ListParser<>(
                    ValueFormats.matchingPattern("the name of a field of the vendor", "[A-Za-z0-9_.-]{1,64}"),
                    "fields",
                    1,
                    50,
                    true),
            "Names of fields that the vendor sends and that no expression may read, at whatever place they stand: names of"
                    + " people, number plates, codes.");
    static final SectionKey<Map<String, LocatedValue<String>>> FIELDS = optional(
            "fields",
            MappingParser.of("fields of the vendor with their source", ValueFormats.REASON, 200),
            "Every field of the vendor that an expression reads, as body.params.events[].ts, headers.NAME, query.NAME or"
                    + " topic, with the title and address of the document that describes it.");
    static final SectionKey<List<LocatedValue<Transport>>> TRANSPORTS = required(
            "transports",
            ListParser.nonEmptyNames(
                    "transports", EnumParser.of("transport", Transport.OF_PROFILES, Transport::documentName)),
            "How the vendor can send.");
    static final SectionKey<List<LocatedValue<String>>> TOPICS = optional(
            "topics",
            new ListParser<>(TOPIC_FILTER, "MQTT topic filters", 0, 20, true),
            "The MQTT topics of a source that names none.");
    static final SectionKey<ParsedSection> POLL = optional(
            "poll",
            PollSchema.SCHEMA,
            "How Postwatch asks for messages. If absent, it asks for the address of the source, whose answer is one"
                    + " message.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> VERIFY = optional(
            "verify",
            new SingleOrListParser<>(new ListParser<>(VerificationSchema.SCHEMA, "verifications", 1, 8, false)),
            "How a webhook's sender proves who it is. Of several, one suffices.");
    static final SectionKey<String> HANDSHAKE = optional(
            "handshake",
            ValueFormats.matchingPattern("the name of a header", "[A-Za-z0-9-]{1,64}"),
            "The header of a first message without a body, which the answer repeats, as X-Hook-Secret.");
    static final SectionKey<Map<String, LocatedValue<ParsedSection>>> PARAMETERS = optional(
            "parameters",
            words("parameters", PARAMETER, 32),
            "What a district may write under `with` of a source; expressions read it as `with.NAME`.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> MESSAGES = required(
            "messages", new ListParser<>(ENTRY, "entries", 1, MAX_ENTRIES, false), "The messages that it understands.");

    static final SectionSchema PROFILE = SectionSchema.of(
                    "a profile",
                    "What Postwatch knows about the messages of one vendor.",
                    NAME,
                    ABOUT,
                    VERSIONS,
                    NEVER_KEPT,
                    FIELDS,
                    TRANSPORTS,
                    TOPICS,
                    POLL,
                    VERIFY,
                    HANDSHAKE,
                    PARAMETERS,
                    MESSAGES)
            .withRule(ProfileCheck::check);

    private ProfileSchema() {}

    private static ValueParser<EventType> eventType() {
        // Only Postwatch itself sends canaries.
        return EnumParser.of(
                "type of event",
                Arrays.stream(EventType.values())
                        .filter(type -> type != EventType.CANARY)
                        .toList(),
                EventType::wireName);
    }

    private static <T> MappingParser<T> words(String plural, ValueParser<T> value, int max) {
        return new MappingParser<>(
                plural,
                key -> key.matches(WORD)
                        ? Optional.empty()
                        : Optional.of("expected a word that begins in lower case, of letters and digits, at most 32"),
                value,
                max);
    }
}
