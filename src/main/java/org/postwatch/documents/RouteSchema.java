package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.optionalList;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.EnumParser;
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
                labelKey("kind", "kinds", EnumParser.of("kind", KINDS), "The kind of alert.");
        static final SectionKey<List<LocatedValue<String>>> SEVERITY =
                labelKey("severity", "severities", ValueFormats.ID, "One of the district's severities.");
        static final SectionKey<List<LocatedValue<String>>> STATUS = labelKey(
                "status",
                "statuses",
                EnumParser.of("status", STATUSES),
                "The status of the alert. Forecasts match only routes with `expected`.");
        static final SectionKey<List<LocatedValue<String>>> CAMPUS =
                labelKey("campus", "campuses", ValueFormats.ID, "A campus, by its id.");
        static final SectionKey<List<LocatedValue<String>>> ENTRANCE =
                labelKey("entrance", "entrances", ValueFormats.ID, "An entrance, by its id.");
        static final SectionKey<List<LocatedValue<String>>> POST =
                labelKey("post", "posts", ValueFormats.ID, "A post, by its id.");
        static final SectionKey<List<LocatedValue<String>>> FEED =
                labelKey("feed", "feeds", ValueFormats.ID, "A feed, by its source.");
        static final SectionKey<List<LocatedValue<String>>> AGREEMENT =
                labelKey("agreement", "agreements", ValueFormats.ID, "An agreement, by its id.");
        static final SectionKey<List<LocatedValue<String>>> AGENCY =
                labelKey("agency", "agencies", ValueFormats.ID, "The agency of an agreement.");
        static final SectionKey<List<LocatedValue<String>>> RECIPIENT =
                labelKey("recipient", "recipients", ValueFormats.ID, "The recipient that a delivery failed to reach.");
        static final SectionKey<List<LocatedValue<String>>> SILENCE = labelKey(
                        "silence", "silences", ValueFormats.NAME, "The id of the silence that ends soon.")
                .withExample("stadium-works");
        static final SectionKey<List<LocatedValue<String>>> WINDOW =
                labelKey("window", "windows", ValueFormats.ID, "A window, by its name.");
        static final SectionKey<List<LocatedValue<String>>> DATE =
                labelKey("date", "dates", ValueFormats.DATE_TEXT, "The local date on which the window starts.");
        static final SectionKey<List<LocatedValue<String>>> BADGE =
                labelKey("badge", "badges", ValueFormats.BADGE, "The badge of the officer of a shift.");
        static final SectionKey<List<LocatedValue<String>>> SHIFT =
                labelKey("shift", "shifts", ValueFormats.NAME, "A shift, by its id.");
        static final SectionKey<List<LocatedValue<String>>> WHAT =
                labelKey("what", "words", ValueFormats.NAME, "The observed behavior, for conduct.");

        static final List<SectionKey<List<LocatedValue<String>>>> LABELS = List.of(
                KIND, SEVERITY, STATUS, CAMPUS, ENTRANCE, POST, FEED, AGREEMENT, AGENCY, RECIPIENT, SILENCE, WINDOW,
                DATE, BADGE, SHIFT, WHAT);
        static final SectionSchema SECTION = SectionSchema.of(
                "a match",
                "Labels and the values that match. All labels must match.",
                LABELS.toArray(SectionKey[]::new));

        private MatchSchema() {}

        private static SectionKey<List<LocatedValue<String>>> labelKey(
                String name, String plural, ValueParser<String> value, String description) {
            return optional(name, SingleOrListParser.of(plural, value), description);
        }
    }

    static final class GroupingSchema {
        static final SectionKey<List<LocatedValue<String>>> BY = optionalList(
                "by",
                ListParser.names("labels", EnumParser.of("label", groupableLabels())),
                "Alerts with equal values of these labels form one group. If absent, all alerts of the route.");
        static final SectionKey<Duration> WAIT = optional(
                        "wait",
                        ValueFormats.duration("0s", "1h"),
                        "How long the first notice of a group waits for other alerts (0s to 1h).")
                .withDefault("30s");
        static final SectionKey<Duration> INTERVAL = optional(
                        "interval",
                        ValueFormats.duration("10s", "24h"),
                        "The minimum time between two notices of the group (10s to 24h).")
                .withDefault("5m");
        static final SectionSchema SECTION =
                SectionSchema.of("a grouping", "Puts several alerts into one notice.", BY, WAIT, INTERVAL);

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
        static final SectionKey<LocalTime> TO =
                required("to", ValueFormats.TIME_OF_DAY, "The end. A time at or before `from` is on the next day.");
        static final SectionKey<String> BELOW =
                required("below", ValueFormats.ID, "Notices of this severity and above do not wait.");
        static final SectionSchema SECTION = SectionSchema.of(
                        "quiet hours",
                        "Quiet hours in the time zone of the campus, in which notices wait.",
                        FROM,
                        TO,
                        BELOW)
                .withRule(QuietHoursSchema::check);

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
        static final SectionKey<Duration> AFTER = required(
                "after",
                ValueFormats.duration("1s", "24h"),
                "Time since the previous step; for the first step, since the alert opened (1s to 24h).");
        static final SectionKey<List<LocatedValue<String>>> TO =
                required("to", ListParser.nonEmptyNames("recipients", ValueFormats.ID), "Recipients.");
        static final SectionSchema SECTION = SectionSchema.of("a step", "The recipients of the step.", AFTER, TO);

        private EscalationStepSchema() {}
    }

    static final SectionKey<List<LocatedValue<String>>> TO = optional(
            "to",
            ListParser.names("recipients", ValueFormats.ID),
            "The recipients. If absent, those of the parent route.");
    static final SectionKey<List<LocatedValue<String>>> ROOT_TO = TO.describedAs(
                    "The recipients of alerts that no child route matches.")
            .asRequired();
    static final SectionKey<Optional<ParsedSection>> GROUP = optional(
            "group",
            new ValueOrNoneParser<>(GroupingSchema.SECTION),
            "Puts several alerts into one notice. If absent, as the parent route does.");
    static final SectionKey<Optional<ParsedSection>> QUIET = optional(
            "quiet",
            new ValueOrNoneParser<>(QuietHoursSchema.SECTION),
            "Quiet hours, in which notices wait. If absent, those of the parent route.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> ESCALATE = optional(
            "escalate",
            ListParser.sections("steps", EscalationStepSchema.SECTION, MAX_STEPS),
            "The escalation steps while nobody acknowledges, in order. If absent, as the parent route; if empty, none.");
    static final SectionKey<Optional<Duration>> REPEAT = optional(
            "repeat",
            new ValueOrNoneParser<>(ValueFormats.duration("1m", "24h")),
            "Notifies again after this time while the alert is open and unacknowledged (1m to 24h). If absent, as the parent route does.");
    static final SectionKey<ParsedSection> MATCH =
            optional("match", MatchSchema.SECTION, "The alerts that the route matches. If absent, every alert.");
    static final SectionKey<Boolean> CONTINUE = optional(
                    "continue", ValueFormats.BOOLEAN, "Whether later sibling routes are tried, too.")
            .withDefault(false);
    static final SectionKey<List<LocatedValue<ParsedSection>>> ROUTES = optionalList(
            "routes",
            new ListParser<>(new LazyParser<>(() -> RouteSchema.SECTION), "routes", 0, MAX_ROUTES, false),
            "The child routes. The first one that matches handles the alert; with `continue`, later ones are tried, too. This route handles alerts that no child matches.");
    static final SectionSchema SECTION =
            SectionSchema.of("a route", "A route.", MATCH, TO, GROUP, QUIET, ESCALATE, REPEAT, CONTINUE, ROUTES);
    static final SectionSchema ROOT_SECTION = SectionSchema.of(
            "the root route",
            "The root route. It matches every alert.",
            ROOT_TO,
            GROUP,
            QUIET,
            ESCALATE,
            REPEAT,
            ROUTES);

    private RouteSchema() {}
}
