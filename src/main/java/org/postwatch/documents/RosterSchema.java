package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.postwatch.delivery.spi.AddressForm;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.documents.form.ValueParser;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.roster.RosterField;
import org.postwatch.roster.csv.CsvRosterReader;

/** The keys of a roster in {@code intake.yaml}. */
final class RosterSchema {
    static final Duration DEFAULT_EVERY = Duration.ofMinutes(15);
    static final String DEFAULT_DATE_FORMAT = "uuuu-MM-dd";
    static final String DEFAULT_DATE_TIME_FORMAT = "uuuu-MM-dd HH:mm";
    static final String DEFAULT_TIME_FORMAT = "HH:mm";

    private static final int MAX_RULES = 1_000;

    /** What a roster is written in. */
    enum RosterKind {
        ICAL("ical"),
        CSV("csv");

        private final String documentName;

        RosterKind(String documentName) {
            this.documentName = documentName;
        }

        String documentName() {
            return documentName;
        }
    }

    /** What an entry means. */
    static final class RuleSchema {
        static final SectionKey<String> SUMMARY =
                optional("summary", ValueFormats.NAME, "A pattern of the summary, in which `*` stands for any text.");
        static final SectionKey<String> LOCATION =
                optional("location", ValueFormats.NAME, "A pattern of the location.");
        static final SectionKey<String> ATTENDEE = optional(
                "attendee",
                ValueFormats.NAME,
                "A pattern of the mail address or the name of an attendee who did not decline.");
        static final SectionKey<String> CATEGORY = optional("category", ValueFormats.NAME, "A pattern of a category.");
        static final SectionKey<String> OFFICER =
                optional("officer", ValueFormats.BADGE, "The officer of a matching entry, by badge.");
        static final SectionKey<String> CAMPUS = optional("campus", ValueFormats.ID, "The campus of a matching entry.");
        static final SectionKey<String> DUTY = optional(
                "duty", ValueFormats.ID, "The duty of a matching entry. If absent, the only duty of the officer.");
        static final SectionKey<Boolean> IGNORE = optional(
                        "ignore", ValueFormats.BOOLEAN, "Whether a matching entry is no shift, as a holiday.")
                .withDefault(false);

        /** The field of an entry that each key compares. */
        static final Map<RosterField, SectionKey<String>> FIELDS = Map.of(
                RosterField.SUMMARY, SUMMARY,
                RosterField.LOCATION, LOCATION,
                RosterField.ATTENDEE, ATTENDEE,
                RosterField.CATEGORY, CATEGORY);

        static final SectionSchema SECTION = SectionSchema.of(
                        "a rule",
                        "What the entries mean of which a field matches. Every officer that a rule names gets a shift; for the"
                                + " campus and the duty the first rule that names one decides.",
                        SUMMARY,
                        LOCATION,
                        ATTENDEE,
                        CATEGORY,
                        OFFICER,
                        CAMPUS,
                        DUTY,
                        IGNORE)
                .withRule(RuleSchema::check);

        private RuleSchema() {}

        private static void check(ParsedSection rule, Diagnostics diagnostics) {
            if (!rule.isErrorFree(SUMMARY, LOCATION, ATTENDEE, CATEGORY, OFFICER, CAMPUS, DUTY, IGNORE)) {
                return;
            }
            long fields = FIELDS.values().stream().filter(rule::has).count();
            if (fields != 1) {
                diagnostics.error(
                        rule.at(),
                        "a rule that compares " + fields
                                + " fields; expected one of 'summary', 'location', 'attendee' and 'category'");
            }
            boolean means = rule.has(OFFICER) || rule.has(CAMPUS) || rule.has(DUTY);
            if (means == rule.get(IGNORE, false)) {
                diagnostics.error(
                        rule.at(),
                        means
                                ? "a rule with 'ignore' that also names an officer, a campus or a duty; expected one or the other"
                                : "a rule without a meaning; expected 'officer', 'campus', 'duty' or 'ignore: true'");
            }
        }
    }

    /** The columns of a table. */
    static final class ColumnSchema {
        static final SectionKey<String> FROM = required("from", ValueFormats.NAME, "The column of the start.");
        static final SectionKey<String> TO = required("to", ValueFormats.NAME, "The column of the end.");
        static final SectionKey<String> DATE = optional(
                "date",
                ValueFormats.NAME,
                "The column of the date. If it is there, start and end are times of the day, and an end that is not after the"
                        + " start is on the next day.");
        static final SectionKey<String> ID = optional(
                "id",
                ValueFormats.NAME,
                "The column of an id that a row keeps when it changes. If absent, the texts and the date identify a row.");
        static final SectionKey<String> SUMMARY =
                optional("summary", ValueFormats.NAME, "The column that rules compare as `summary`.");
        static final SectionKey<String> LOCATION =
                optional("location", ValueFormats.NAME, "The column that rules compare as `location`.");
        static final SectionKey<String> ATTENDEE =
                optional("attendee", ValueFormats.NAME, "The column that rules compare as `attendee`.");
        static final SectionKey<String> CATEGORY =
                optional("category", ValueFormats.NAME, "The column that rules compare as `category`.");
        static final Map<RosterField, SectionKey<String>> FIELDS = Map.of(
                RosterField.SUMMARY, SUMMARY,
                RosterField.LOCATION, LOCATION,
                RosterField.ATTENDEE, ATTENDEE,
                RosterField.CATEGORY, CATEGORY);
        static final SectionSchema SECTION = SectionSchema.of(
                "columns",
                "The names of the columns of a table, as its first line has them.",
                FROM,
                TO,
                DATE,
                ID,
                SUMMARY,
                LOCATION,
                ATTENDEE,
                CATEGORY);

        private ColumnSchema() {}
    }

    static final SectionKey<RosterKind> KIND = required(
            "kind",
            EnumParser.of("kind of roster", List.of(RosterKind.values()), RosterKind::documentName),
            "What it is written in: a calendar (RFC 5545), or a table with comma-separated values.");
    static final SectionKey<String> FEED = required(
            "feed",
            ValueFormats.ID,
            "The feed that its events come from: a `source` of `feeds` in `district.yaml` with the types `shift-planned` and"
                    + " `shift-cancelled` only, which no other roster or source has. While the roster cannot be used, the"
                    + " feed is silent.");
    static final SectionKey<ConfigValue> ADDRESS = optional(
                    "address",
                    AddressForm.URL,
                    "The address to read. The private address of a calendar works like a password: keep it as a secret, and"
                            + " give `secret:NAME` here. Give this or `file`.")
            .withExample("secret:sro-calendar");
    static final SectionKey<String> FILE = optional(
                    "file",
                    ValueFormats.matchingPattern("an absolute path as /var/rosters/sro.csv", "/[^\\s]{1,1000}"),
                    "The file to read, or a folder of files. It must be in a folder of `outgoing.folders`. Give this or `address`.")
            .withExample("/var/rosters/sro.csv");
    static final SectionKey<ZoneId> ZONE = optional(
            "zone",
            ValueFormats.ZONE,
            "The zone of dates, and of times without a zone. If absent, that of the district.");
    static final SectionKey<Duration> EVERY = optional(
                    "every",
                    ValueFormats.duration("10s", "24h"),
                    "How long to wait between two readings (10s to 24h). If absent, 15m.")
            .withExample("15m");
    static final SectionKey<Duration> STALE = optional(
                    "stale",
                    ValueFormats.duration("1h", "8784h"),
                    "If nobody changes the roster for so long, its feed is silent (1h to 8784h). If absent, never.")
            .withExample("336h");
    static final SectionKey<LocalDate> ACCEPT_FEWER_UNTIL = optional(
                    "accept-fewer-until",
                    ValueFormats.DATE,
                    "Until the end of that day, the roster may lose more than half of its shifts at once. If absent, such a"
                            + " reading changes nothing, and the feed is silent.")
            .withExample("2026-12-18");
    static final SectionKey<List<LocatedValue<ParsedSection>>> RULES = required(
            "rules", new ListParser<>(RuleSchema.SECTION, "rules", 1, MAX_RULES, false), "What its entries mean.");
    static final SectionKey<ParsedSection> COLUMNS = optional("columns", ColumnSchema.SECTION);
    static final SectionKey<String> DATE_FORMAT = optional(
                    "date-format",
                    format(),
                    "How a table writes dates, as `M/d/uuuu`; without a column `date`, dates with times. If absent,"
                            + " `uuuu-MM-dd`, with times `uuuu-MM-dd HH:mm`.")
            .withExample("M/d/uuuu");
    static final SectionKey<String> TIME_FORMAT = optional(
                    "time-format", format(), "How a table writes times of the day, as `h:mm a`. If absent, `HH:mm`.")
            .withExample("h:mm a");
    static final SectionKey<String> SEPARATOR = optional(
                    "separator",
                    ValueFormats.matchingPattern("';', ',' or '|'", "[;,|]"),
                    "What separates the columns of a table. If absent, a comma.")
            .withExample(";");

    static final SectionSchema SECTION = SectionSchema.of(
                    "a roster",
                    "A calendar or a table of shifts. It is read again and again, and what changed becomes events of a feed.",
                    KIND,
                    FEED,
                    ADDRESS,
                    FILE,
                    ZONE,
                    EVERY,
                    STALE,
                    ACCEPT_FEWER_UNTIL,
                    RULES,
                    COLUMNS,
                    DATE_FORMAT,
                    TIME_FORMAT,
                    SEPARATOR)
            .withRule(RosterSchema::check);

    private static final List<SectionKey<?>> OF_TABLES = List.of(COLUMNS, DATE_FORMAT, TIME_FORMAT, SEPARATOR);

    private RosterSchema() {}

    private static ValueParser<String> format() {
        return ValueFormats.matchingPattern("a format as M/d/uuuu or h:mm a", "[A-Za-z0-9 ,./:'-]{1,40}");
    }

    private static void checkFormat(ParsedSection roster, SectionKey<String> key, Diagnostics diagnostics) {
        roster.locate(key).ifPresent(format -> {
            try {
                CsvRosterReader.formatter(format.value());
            } catch (IllegalArgumentException e) {
                diagnostics.error(
                        format.at(),
                        "'" + format.value() + "' is no format of dates and times (" + e.getMessage() + "); expected "
                                + key.parser().expected());
            }
        });
    }

    private static void check(ParsedSection roster, Diagnostics diagnostics) {
        AddressForm.checkEncrypted(roster, ADDRESS, diagnostics);
        if (roster.isErrorFree(ADDRESS, FILE) && roster.has(ADDRESS) == roster.has(FILE)) {
            diagnostics.error(
                    roster.at(),
                    roster.has(FILE)
                            ? "a roster with 'address' and 'file'; expected one of them"
                            : "a roster without 'address' and without 'file'; expected one of them");
        }
        checkFormat(roster, DATE_FORMAT, diagnostics);
        checkFormat(roster, TIME_FORMAT, diagnostics);
        if (!roster.has(KIND)) {
            return;
        }
        if (roster.require(KIND) == RosterKind.ICAL) {
            OF_TABLES.stream()
                    .filter(roster::has)
                    .forEach(key -> diagnostics.error(
                            roster.at(key), "'" + key.name() + "' in a roster of kind ical; expected it for csv only"));
        } else if (!roster.has(COLUMNS) && roster.isErrorFree(COLUMNS)) {
            diagnostics.error(roster.at(), "a roster of kind csv without 'columns'; expected the names of its columns");
        }
    }
}
