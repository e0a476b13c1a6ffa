package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postwatch.delivery.spi.AddressForm;
import org.postwatch.documents.form.Diagnostics;
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
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.Transport;
import org.postwatch.intake.UnmappedId;
import org.postwatch.notification.model.ConfigValue;

/** The keys of {@code intake.yaml}. */
final class IntakeSchema {
    static final Duration DEFAULT_EVERY = Duration.ofSeconds(30);

    private static final int MAX_SECRETS = 10;
    private static final int MAX_PARAMETERS = 32;
    private static final int MAX_KINDS = 8;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern WORD = Pattern.compile("[a-z][a-zA-Z0-9]{0,31}");

    /** What an id of the vendor stands for. */
    static final class TargetSchema {
        static final SectionKey<String> CAMPUS = optional("campus", ValueFormats.ID, "The campus.");
        static final SectionKey<String> ENTRANCE = optional("entrance", ValueFormats.ID, "An entrance of the campus.");
        static final SectionKey<String> DEVICE =
                optional("device", ValueFormats.ID, "A device of the campus; of the entrance, if there is one here.");
        static final SectionKey<String> OFFICER = optional("officer", ValueFormats.BADGE, "An officer, by badge.");
        static final SectionSchema SECTION = SectionSchema.of(
                        "a target",
                        "What an id of the vendor stands for. Give what the events need: entrances for buttons and doors,"
                                + " devices for cameras and for reports of devices, officers for badges.",
                        CAMPUS,
                        ENTRANCE,
                        DEVICE,
                        OFFICER)
                .withRule(TargetSchema::check, Map.of("minProperties", 1));

        private TargetSchema() {}

        private static void check(ParsedSection target, Diagnostics diagnostics) {
            if (!target.isErrorFree(CAMPUS, ENTRANCE, DEVICE, OFFICER)) {
                return;
            }
            if (!target.has(CAMPUS) && (target.has(ENTRANCE) || target.has(DEVICE))) {
                diagnostics.error(
                        target.at(), "a target without 'campus'; expected the campus of its entrance or device");
            } else if (!target.has(CAMPUS) && !target.has(OFFICER)) {
                diagnostics.error(target.at(), "a target that stands for nothing; expected 'campus' or 'officer'");
            }
        }
    }

    /** The login at a broker or a device. */
    static final class LoginSchema {
        static final SectionKey<String> USER = required("user", ValueFormats.NAME, "The name of the user.");
        static final SectionKey<ConfigValue> PASSWORD = required("password", AddressForm.SECRET_REFERENCE);
        static final SectionSchema SECTION =
                SectionSchema.of("a login", "The login of Postwatch at the broker or the address.", USER, PASSWORD);

        private LoginSchema() {}
    }

    /** A source. */
    static final class SourceSchema {
        static final SectionKey<Transport> KIND = required(
                "kind",
                EnumParser.of("kind of source", Transport.OF_PROFILES, Transport::documentName),
                "How its messages arrive: the vendor sends them to `/v1/hooks/DISTRICT/NAME`, Postwatch subscribes at an"
                        + " MQTT broker, or Postwatch asks an address again and again.");
        static final SectionKey<String> PROFILE = required(
                "profile",
                ValueFormats.matchingPattern(
                        "the name of a profile as shelly-gen2, or ./NAME.yaml for a profile beside this document",
                        IntakeProfiles.REFERENCE),
                "The profile of the vendor: the name of a file of `config/intake/profiles`, or ./NAME.yaml for a profile of"
                        + " your own beside this document. Or `cloudevents`, for mqtt only: the messages are CloudEvents of"
                        + " the feed already.");
        static final SectionKey<String> FEED = required(
                "feed",
                ValueFormats.ID,
                "The feed that its events come from: a `source` of `feeds` in `district.yaml`.");
        static final SectionKey<List<LocatedValue<ConfigValue>>> SECRET = optional(
                "secret",
                new SingleOrListParser<>(
                        new ListParser<>(AddressForm.SECRET_REFERENCE, "secrets", 1, MAX_SECRETS, true)),
                "The secret with which the vendor proves who it is. Each secret of a list is valid, so that one can replace"
                        + " another. For poll, the first is the bearer token that Postwatch sends. Not for mqtt.");
        static final SectionKey<Map<String, LocatedValue<String>>> WITH = optional(
                "with", words("parameters", ValueFormats.REASON, MAX_PARAMETERS), "The parameters of the profile.");
        static final SectionKey<String> BROKER = optional(
                        "broker",
                        ValueFormats.matchingPattern(
                                "the address of a broker such as mqtts://mqtt.example:8883",
                                "mqtts?://([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9a-fA-F:.]{2,45}\\])"
                                        + "(:(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3}))?"),
                        "The MQTT broker. Required for mqtt.")
                .withExample("mqtts://mqtt.example:8883");
        static final SectionKey<ParsedSection> LOGIN = optional("login", LoginSchema.SECTION);
        static final SectionKey<ConfigValue> CA = optional(
                "ca",
                AddressForm.SECRET_REFERENCE,
                "The secret with the certificate authorities of the broker or the address, in PEM. If absent, those of the"
                        + " Java runtime.");
        static final SectionKey<List<LocatedValue<String>>> TOPICS = optional(
                "topics",
                new ListParser<>(
                        ValueFormats.matchingPattern(
                                "an MQTT topic filter of at most 200 characters, such as site/+/events or site/#",
                                "(?=.{1,200}$)(?!\\$share/)(#|([^+#\\s]*|\\+)(/([^+#\\s]*|\\+))*(/#)?)"),
                        "MQTT topic filters",
                        1,
                        20,
                        true),
                "The topics to subscribe to. If absent, those of the profile.");
        static final SectionKey<String> ADDRESS = optional(
                        "address",
                        ValueFormats.matchingPattern(
                                "an address such as https://door.example/api/log", "https?://[^\\s]{1,1000}"),
                        "The address to request. If the profile has paths of its own, as 2n has, only the address of the"
                                + " device. Required for poll.")
                .withExample("https://door.example/api/log");
        static final SectionKey<Duration> EVERY = optional(
                        "every",
                        ValueFormats.duration("1s", "1h"),
                        "How long to wait between two requests of poll (1s to 1h). If absent, 30s. Not with a profile whose vendor"
                                + " holds back its answers, as 2n.")
                .withExample("10s");
        static final SectionKey<Boolean> HEARTBEAT = optional(
                        "heartbeat",
                        ValueFormats.BOOLEAN,
                        "Whether each answer to poll is a heartbeat of the feed, at most one a minute, so that the feed is not"
                                + " silent while nothing happens. No other source may have the feed.")
                .withDefault("false");
        static final SectionKey<Map<String, LocatedValue<Map<String, LocatedValue<ParsedSection>>>>> MAP = optional(
                "map",
                words("kinds of ids", ids(), MAX_KINDS),
                "What the ids of the vendor stand for, by the kinds that the profile has.");
        static final SectionSchema SECTION = SectionSchema.of(
                        "a source",
                        "A system that sends messages, which become events of a feed.",
                        KIND,
                        PROFILE,
                        FEED,
                        SECRET,
                        WITH,
                        BROKER,
                        LOGIN,
                        CA,
                        TOPICS,
                        ADDRESS,
                        EVERY,
                        HEARTBEAT,
                        MAP)
                .withRule(SourceSchema::checkKeysOfKind);

        /** Keys that only some kinds have. */
        private static final Map<SectionKey<?>, Set<Transport>> KEYS_OF_KINDS = Map.of(
                SECRET, Set.of(Transport.WEBHOOK, Transport.POLL),
                BROKER, Set.of(Transport.MQTT),
                LOGIN, Set.of(Transport.MQTT, Transport.POLL),
                CA, Set.of(Transport.MQTT, Transport.POLL),
                TOPICS, Set.of(Transport.MQTT),
                ADDRESS, Set.of(Transport.POLL),
                EVERY, Set.of(Transport.POLL),
                HEARTBEAT, Set.of(Transport.POLL));

        private static final Map<Transport, SectionKey<?>> REQUIRED =
                Map.of(Transport.MQTT, BROKER, Transport.POLL, ADDRESS);

        private SourceSchema() {}

        private static void checkKeysOfKind(ParsedSection source, Diagnostics diagnostics) {
            if (!source.has(KIND)) {
                return;
            }
            Transport kind = source.require(KIND);
            KEYS_OF_KINDS.forEach((key, kinds) -> {
                if (source.has(key) && !kinds.contains(kind)) {
                    diagnostics.error(
                            source.at(key),
                            "'" + key.name() + "' in a source of kind " + kind.documentName() + "; expected it for "
                                    + kinds.stream()
                                            .map(Transport::documentName)
                                            .sorted()
                                            .collect(Collectors.joining(" and "))
                                    + " only");
                }
            });
            SectionKey<?> required = REQUIRED.get(kind);
            if (required != null && !source.has(required) && source.isErrorFree(required)) {
                diagnostics.error(
                        source.at(),
                        "a source of kind " + kind.documentName() + " without '" + required.name() + "'; expected "
                                + required.parser().expected());
            }
        }
    }

    /** The officers' phones of a campus. */
    static final class PhonesSchema {
        static final SectionKey<String> CAMPUS = required(
                "campus", ValueFormats.ID, "The campus, whose officers check in at `/check-in/DISTRICT/CAMPUS`.");
        static final SectionKey<String> FEED = required(
                "feed",
                ValueFormats.ID,
                "The feed that the phones report as, by its `source` in `district.yaml`. Instances with the role `intake` send its"
                        + " heartbeats, so nothing else may send its events.");
        static final SectionSchema SECTION =
                SectionSchema.of("the phones of a campus", "Officers of the campus check in by phone.", CAMPUS, FEED);

        private PhonesSchema() {}
    }

    static final SectionKey<Map<String, LocatedValue<ParsedSection>>> SOURCES =
            optional("sources", byName("sources", SourceSchema.SECTION), "The sources by name.");
    static final SectionKey<Map<String, LocatedValue<ParsedSection>>> ROSTERS =
            optional("rosters", byName("rosters", RosterSchema.SECTION), "The rosters by name.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> PHONES = optional(
            "phones",
            ListParser.sections("phones", PhonesSchema.SECTION, IntakeConfig.MAX_PHONES),
            "The campuses whose officers check in by phone.");
    static final SectionSchema SECTION = SectionSchema.of(
                    "the intake",
                    "The systems and pages of a district whose messages become events of its feeds, and the rosters that plan its"
                            + " shifts.",
                    SOURCES,
                    ROSTERS,
                    PHONES,
                    DeskSchema.DESKS)
            .withRule(IntakeSchema::check, Map.of("minProperties", 1));

    private IntakeSchema() {}

    private static void checkNotEmpty(ParsedSection intake, Diagnostics diagnostics) {
        if (!intake.has(SOURCES)
                && !intake.has(PHONES)
                && !intake.has(DeskSchema.DESKS)
                && intake.isErrorFree(SOURCES, PHONES, DeskSchema.DESKS)) {
            diagnostics.error(intake.at(), "nothing is taken; expected 'sources', 'phones' or 'desks'");
        }
    }

    private static <T> MappingParser<T> words(String plural, ValueParser<T> value, int max) {
        return new MappingParser<>(
                plural,
                key -> fault(WORD, key, "expected a word that begins in lower case, of letters and digits, at most 32"),
                value,
                max);
    }

    private static MappingParser<ParsedSection> byName(String plural, SectionSchema section) {
        return new MappingParser<>(
                plural,
                key -> fault(ID, key, "expected an id: lower-case letters, digits and '-', at most 63"),
                section,
                IntakeConfig.MAX_SOURCES);
    }

    private static void check(ParsedSection intake, Diagnostics diagnostics) {
        if (!intake.has(SOURCES)
                && !intake.has(ROSTERS)
                && !intake.has(PHONES)
                && !intake.has(DeskSchema.DESKS)
                && intake.isErrorFree(SOURCES, ROSTERS, PHONES, DeskSchema.DESKS)) {
            diagnostics.error(intake.at(), "nothing is taken; expected 'sources', 'rosters', 'phones' or 'desks'");
        }
        Map<String, LocatedValue<ParsedSection>> sources = intake.get(SOURCES, Map.of());
        intake.get(ROSTERS, Map.<String, LocatedValue<ParsedSection>>of()).forEach((name, roster) -> {
            if (sources.containsKey(name)) {
                diagnostics.error(roster.at(), "'" + name + "' is a source, too; expected another name");
            }
        });
    }

    private static MappingParser<ParsedSection> ids() {
        return new MappingParser<>(
                "ids with targets",
                id -> id.isBlank() || id.length() > UnmappedId.MAX_ID_LENGTH
                        ? Optional.of("expected an id of 1 to " + UnmappedId.MAX_ID_LENGTH + " characters")
                        : Optional.empty(),
                TargetSchema.SECTION,
                IntakeConfig.MAX_IDS);
    }

    private static Optional<String> fault(Pattern pattern, String key, String expected) {
        return pattern.matcher(key).matches() ? Optional.empty() : Optional.of(expected);
    }
}
