package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.JsonSchema;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;

/** The keys of a calendar, of a district or of one campus. */
final class CalendarSchema {
    /** No district has more. It bounds the work of comparing windows with each other. */
    private static final int MAX_WINDOWS = 100;

    private static final int MAX_DATES = 1_000;

    static final class SchoolTermSchema {
        static final SectionKey<LocalDate> FROM = required("from", ValueFormats.DATE);
        static final SectionKey<LocalDate> TO = required("to", ValueFormats.DATE);
        static final SectionSchema SECTION = SectionSchema.of(
                        "a school term", "A term of school days. Both dates are inclusive.", FROM, TO)
                .withRule(SchoolTermSchema::check);

        private SchoolTermSchema() {}

        private static void check(ParsedSection term, Diagnostics diagnostics) {
            Optional<LocalDate> from = term.find(FROM);
            Optional<LocalDate> to = term.find(TO);
            if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
                diagnostics.error(term.at(TO), "the term ends on " + to.get() + ", before its start on " + from.get());
            }
        }
    }

    static final class WindowSchema {
        static final SectionKey<String> NAME =
                required("name", ValueFormats.ID, "The name. It must be unique on each day of the week.");
        static final SectionKey<List<LocatedValue<DayOfWeek>>> DAYS = required(
                "days",
                new ListParser<>(ValueFormats.DAY_OF_WEEK, "days", 1, 7, true),
                "The days of the week on which the window starts.");
        static final SectionKey<LocalTime> FROM = required("from", ValueFormats.TIME_OF_DAY);
        static final SectionKey<LocalTime> TO =
                required("to", ValueFormats.TIME_OF_DAY, "The end. A time at or before the start is on the next day.");
        static final SectionKey<List<LocatedValue<String>>> POSTS = optional(
                "posts",
                ListParser.nonEmptyNames("posts", ValueFormats.ID),
                "The posts that it applies to. If absent, every post of the campus.");
        static final SectionSchema SECTION =
                SectionSchema.of("a window", "A weekly window.", NAME, DAYS, FROM, TO, POSTS);

        private WindowSchema() {}
    }

    static final class EarlyReleaseSchema {
        static final SectionKey<LocalDate> DATE = required("date", ValueFormats.DATE);
        static final SectionKey<String> WINDOW = required("window", ValueFormats.ID, "The name of the window.");
        static final SectionKey<LocalTime> TO = required(
                "to",
                ValueFormats.TIME_OF_DAY,
                "The end on that date. A time at or before the start removes the window.");
        static final SectionSchema SECTION =
                SectionSchema.of("an early release", "A date on which a window ends early.", DATE, WINDOW, TO);

        private EarlyReleaseSchema() {}
    }

    static final class CalendarEventSchema {
        static final SectionKey<String> NAME =
                required("name", ValueFormats.ID, "The name. It must be unique on its date.");
        static final SectionKey<LocalDate> DATE = required("date", ValueFormats.DATE);
        static final SectionKey<LocalTime> FROM = required("from", ValueFormats.TIME_OF_DAY);
        static final SectionKey<LocalTime> TO =
                required("to", ValueFormats.TIME_OF_DAY, "The end. A time at or before the start is on the next day.");
        static final SectionKey<List<LocatedValue<String>>> POSTS = required(
                "posts", ListParser.nonEmptyNames("posts", ValueFormats.ID), "The posts that the window requires.");
        static final SectionSchema SECTION = SectionSchema.of(
                "an event",
                "A window on one date. It applies on holidays and outside terms, too.",
                NAME,
                DATE,
                FROM,
                TO,
                POSTS);

        private CalendarEventSchema() {}
    }

    static final SectionKey<List<LocatedValue<ParsedSection>>> TERMS = optional(
                    "terms",
                    ListParser.sections("terms", SchoolTermSchema.SECTION, MAX_WINDOWS),
                    "The school terms. Weekly windows apply within terms only.")
            .withExample(List.of(JsonSchema.keywords("from", "2023-08-14", "to", "2024-05-31")));
    static final SectionKey<List<LocatedValue<LocalDate>>> HOLIDAYS = optional(
            "holidays",
            new ListParser<>(ValueFormats.DATE, "dates", 0, MAX_DATES, true),
            "Dates on which weekly windows do not apply.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> WINDOWS = optional(
                    "windows", ListParser.sections("windows", WindowSchema.SECTION, MAX_WINDOWS), "The weekly windows.")
            .withExample(List.of(JsonSchema.keywords(
                    "name",
                    "day",
                    "days",
                    List.of("mon", "tue", "wed", "thu", "fri"),
                    "from",
                    "07:30",
                    "to",
                    "15:30")));
    static final SectionKey<List<LocatedValue<ParsedSection>>> RELEASES = optional(
            "early-releases",
            ListParser.sections("early releases", EarlyReleaseSchema.SECTION, MAX_DATES),
            "Dates on which a window ends early.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> EVENTS = optional(
            "events",
            ListParser.sections("events", CalendarEventSchema.SECTION, MAX_DATES),
            "Windows on single dates.");

    static final SectionSchema SECTION = SectionSchema.of(
            "a calendar",
            "When posts must be filled. A campus can replace any key of the calendar of the district.",
            TERMS,
            HOLIDAYS,
            WINDOWS,
            RELEASES,
            EVENTS);

    private CalendarSchema() {}
}
