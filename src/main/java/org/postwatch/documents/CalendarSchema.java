package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.postwatch.documents.form.Diagnostics;
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
        static final SectionSchema SECTION =
                SectionSchema.of("a term", FROM, TO).withRule(SchoolTermSchema::check);

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
        static final SectionKey<String> NAME = required("name", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<DayOfWeek>>> DAYS =
                required("days", new ListParser<>(ValueFormats.DAY_OF_WEEK, "days", 1, 7, true));
        static final SectionKey<LocalTime> FROM = required("from", ValueFormats.TIME_OF_DAY);
        static final SectionKey<LocalTime> TO = required("to", ValueFormats.TIME_OF_DAY);
        static final SectionKey<List<LocatedValue<String>>> POSTS =
                optional("posts", ListParser.nonEmptyNames("posts", ValueFormats.ID));
        static final SectionSchema SECTION = SectionSchema.of("a window", NAME, DAYS, FROM, TO, POSTS);

        private WindowSchema() {}
    }

    static final class EarlyReleaseSchema {
        static final SectionKey<LocalDate> DATE = required("date", ValueFormats.DATE);
        static final SectionKey<String> WINDOW = required("window", ValueFormats.ID);
        static final SectionKey<LocalTime> TO = required("to", ValueFormats.TIME_OF_DAY);
        static final SectionSchema SECTION = SectionSchema.of("an early release", DATE, WINDOW, TO);

        private EarlyReleaseSchema() {}
    }

    static final class CalendarEventSchema {
        static final SectionKey<String> NAME = required("name", ValueFormats.ID);
        static final SectionKey<LocalDate> DATE = required("date", ValueFormats.DATE);
        static final SectionKey<LocalTime> FROM = required("from", ValueFormats.TIME_OF_DAY);
        static final SectionKey<LocalTime> TO = required("to", ValueFormats.TIME_OF_DAY);
        static final SectionKey<List<LocatedValue<String>>> POSTS =
                required("posts", ListParser.nonEmptyNames("posts", ValueFormats.ID));
        static final SectionSchema SECTION = SectionSchema.of("an event", NAME, DATE, FROM, TO, POSTS);

        private CalendarEventSchema() {}
    }

    static final SectionKey<List<LocatedValue<ParsedSection>>> TERMS =
            optional("terms", ListParser.sections("terms", SchoolTermSchema.SECTION, MAX_WINDOWS));
    static final SectionKey<List<LocatedValue<LocalDate>>> HOLIDAYS =
            optional("holidays", new ListParser<>(ValueFormats.DATE, "dates", 0, MAX_DATES, true));
    static final SectionKey<List<LocatedValue<ParsedSection>>> WINDOWS =
            optional("windows", ListParser.sections("windows", WindowSchema.SECTION, MAX_WINDOWS));
    static final SectionKey<List<LocatedValue<ParsedSection>>> RELEASES =
            optional("early-releases", ListParser.sections("early releases", EarlyReleaseSchema.SECTION, MAX_DATES));
    static final SectionKey<List<LocatedValue<ParsedSection>>> EVENTS =
            optional("events", ListParser.sections("events", CalendarEventSchema.SECTION, MAX_DATES));

    static final SectionSchema SECTION = SectionSchema.of("a calendar", TERMS, HOLIDAYS, WINDOWS, RELEASES, EVENTS);

    private CalendarSchema() {}
}
