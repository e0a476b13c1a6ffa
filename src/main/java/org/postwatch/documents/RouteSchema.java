package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.postwatch.documents.form.BooleanParser;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LazyParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.SingleOrListParser;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.documents.form.ValueOrNoneParser;
import org.postwatch.documents.form.ValueParser;
import org.postwatch.notification.model.Alert;

/** The keys of a route, and of the root route, which matches everything. */
final class RouteSchema {
    /** Routes directly below one route. */
    private static final int MAX_ROUTES = 100;

    private static final int MAX_STEPS = 20;

    /** The labels that a route may match, and their values. */
    static final class MatchSchema {
        /** Closed and withdrawn alerts follow the route that they had when they were open. */
        private static final List<String> STATUSES = List.of("expected", "open");

        /** A digest goes to the recipients of its alerts and is not routed. */
        static final List<String> KINDS =
                Alert.KINDS.stream().filter(kind -> !kind.equals(Alert.DIGEST)).toList();

        static final SectionKey<List<LocatedValue<String>>> KIND =
                labelKey("kind", "kinds", PolicySchema.choiceOf("kind", KINDS));
        static final SectionKey<List<LocatedValue<String>>> SEVERITY =
                labelKey("severity", "severities", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> STATUS =
                labelKey("status", "statuses", PolicySchema.choiceOf("status", STATUSES));
        static final SectionKey<List<LocatedValue<String>>> CAMPUS = labelKey("campus", "campuses", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> ENTRANCE =
                labelKey("entrance", "entrances", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> POST = labelKey("post", "posts", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> FEED = labelKey("feed", "feeds", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> AGREEMENT =
                labelKey("agreement", "agreements", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> AGENCY = labelKey("agency", "agencies", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> RECIPIENT =
                labelKey("recipient", "recipients", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> SILENCE =
                labelKey("silence", "silences", ValueFormats.NAME);
        static final SectionKey<List<LocatedValue<String>>> WINDOW = labelKey("window", "windows", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> DATE = labelKey("date", "dates", ValueFormats.DATE_TEXT);
        static final SectionKey<List<LocatedValue<String>>> BADGE = labelKey("badge", "badges", ValueFormats.BADGE);
        static final SectionKey<List<LocatedValue<String>>> SHIFT = labelKey("shift", "shifts", ValueFormats.NAME);
        static final SectionKey<List<LocatedValue<String>>> WHAT = labelKey("what", "words", ValueFormats.NAME);

        static final List<SectionKey<List<LocatedValue<String>>>> LABELS = List.of(
                KIND, SEVERITY, STATUS, CAMPUS, ENTRANCE, POST, FEED, AGREEMENT, AGENCY, RECIPIENT, SILENCE, WINDOW,
                DATE, BADGE, SHIFT, WHAT);
        static final SectionSchema SECTION = SectionSchema.of("a match", LABELS.toArray(SectionKey[]::new));

        private MatchSchema() {}

        private static SectionKey<List<LocatedValue<String>>> labelKey(
                String name, String plural, ValueParser<String> value) {
            return optional(name, SingleOrListParser.of(plural, value));
        }
    }

    static final class GroupingSchema {
        static final SectionKey<List<LocatedValue<String>>> BY =
                optional("by", ListParser.names("labels", PolicySchema.choiceOf("label", groupableLabels())));
        static final SectionKey<Duration> WAIT = optional("wait", ValueFormats.duration("0s", "1h"));
        static final SectionKey<Duration> INTERVAL = optional("interval", ValueFormats.duration("10s", "24h"));
        static final SectionSchema SECTION = SectionSchema.of("a grouping", BY, WAIT, INTERVAL);

        private GroupingSchema() {}

        /** Severity and status change while an alert is open: it would move from group to group. */
        private static List<String> groupableLabels() {
            return MatchSchema.LABELS.stream()
                    .filter(key -> key != MatchSchema.SEVERITY && key != MatchSchema.STATUS)
                    .map(SectionKey::name)
                    .toList();
        }
    }

    static final class QuietHoursSchema {
        static final SectionKey<LocalTime> FROM = required("from", ValueFormats.TIME_OF_DAY);
        static final SectionKey<LocalTime> TO = required("to", ValueFormats.TIME_OF_DAY);
        static final SectionKey<String> BELOW = required("below", ValueFormats.ID);
        static final SectionSchema SECTION =
                SectionSchema.of("quiet hours", FROM, TO, BELOW).withRule(QuietHoursSchema::check);

        private QuietHoursSchema() {}

        private static void check(ParsedSection quiet, Diagnostics diagnostics) {
            if (quiet.has(FROM) && quiet.find(FROM).equals(quiet.find(TO))) {
                diagnostics.error(
                        quiet.at(TO),
                        "quiet hours around the clock: nobody would ever be notified; expected another" + " time");
            }
        }
    }

    static final class EscalationStepSchema {
        static final SectionKey<Duration> AFTER = required("after", ValueFormats.duration("1s", "24h"));
        static final SectionKey<List<LocatedValue<String>>> TO =
                required("to", ListParser.nonEmptyNames("recipients", ValueFormats.ID));
        static final SectionSchema SECTION = SectionSchema.of("a step", AFTER, TO);

        private EscalationStepSchema() {}
    }

    static final SectionKey<List<LocatedValue<String>>> TO =
            optional("to", ListParser.names("recipients", ValueFormats.ID));
    static final SectionKey<List<LocatedValue<String>>> ROOT_TO =
            required("to", ListParser.names("recipients", ValueFormats.ID));
    static final SectionKey<Optional<ParsedSection>> GROUP =
            optional("group", new ValueOrNoneParser<>(GroupingSchema.SECTION));
    static final SectionKey<Optional<ParsedSection>> QUIET =
            optional("quiet", new ValueOrNoneParser<>(QuietHoursSchema.SECTION));
    static final SectionKey<List<LocatedValue<ParsedSection>>> ESCALATE =
            optional("escalate", ListParser.sections("steps", EscalationStepSchema.SECTION, MAX_STEPS));
    static final SectionKey<Optional<Duration>> REPEAT =
            optional("repeat", new ValueOrNoneParser<>(ValueFormats.duration("1m", "24h")));
    static final SectionKey<ParsedSection> MATCH = optional("match", MatchSchema.SECTION);
    static final SectionKey<Boolean> CONTINUE = optional("continue", new BooleanParser());
    static final SectionKey<List<LocatedValue<ParsedSection>>> ROUTES = optional(
            "routes", new ListParser<>(new LazyParser<>(() -> RouteSchema.SECTION), "routes", 0, MAX_ROUTES, false));
    static final SectionSchema SECTION =
            SectionSchema.of("a route", MATCH, TO, GROUP, QUIET, ESCALATE, REPEAT, CONTINUE, ROUTES);
    static final SectionSchema ROOT_SECTION =
            SectionSchema.of("the root of the routes", ROOT_TO, GROUP, QUIET, ESCALATE, REPEAT, ROUTES);

    private RouteSchema() {}
}
