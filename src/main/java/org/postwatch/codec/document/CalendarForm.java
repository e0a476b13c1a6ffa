package org.postwatch.codec.document;

import static org.postwatch.codec.document.Key.optional;
import static org.postwatch.codec.document.Key.required;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** The keys of a calendar, of a district or of one campus. */
final class CalendarForm {
    /** Nobody has more; it bounds the work of comparing windows with each other. */
    private static final int WINDOWS_MAX = 100;

    private static final int DATES_MAX = 1_000;

    static final class TermForm {
        static final Key<LocalDate> FROM = required("from", Formats.DAY);
        static final Key<LocalDate> TO = required("to", Formats.DAY);
        static final Shape SHAPE = Shape.of("a term", FROM, TO).where(TermForm::check);

        private TermForm() {}

        private static void check(Section term, Faults faults) {
            Optional<LocalDate> from = term.find(FROM);
            Optional<LocalDate> to = term.find(TO);
            if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
                faults.error(term.at(TO), "the term ends on " + to.get() + ", before its start on " + from.get());
            }
        }
    }

    static final class WindowForm {
        static final Key<String> NAME = required("name", Formats.ID);
        static final Key<List<Located<DayOfWeek>>> DAYS =
                required("days", new ListOf<>(Formats.DAY_OF_WEEK, "days", 1, 7, true));
        static final Key<LocalTime> FROM = required("from", Formats.TIME_OF_DAY);
        static final Key<LocalTime> TO = required("to", Formats.TIME_OF_DAY);
        static final Key<List<Located<String>>> POSTS = optional("posts", ListOf.someNames("posts", Formats.ID));
        static final Shape SHAPE = Shape.of("a window", NAME, DAYS, FROM, TO, POSTS);

        private WindowForm() {}
    }

    static final class ReleaseForm {
        static final Key<LocalDate> DATE = required("date", Formats.DAY);
        static final Key<String> WINDOW = required("window", Formats.ID);
        static final Key<LocalTime> TO = required("to", Formats.TIME_OF_DAY);
        static final Shape SHAPE = Shape.of("an early release", DATE, WINDOW, TO);

        private ReleaseForm() {}
    }

    static final class EventForm {
        static final Key<String> NAME = required("name", Formats.ID);
        static final Key<LocalDate> DATE = required("date", Formats.DAY);
        static final Key<LocalTime> FROM = required("from", Formats.TIME_OF_DAY);
        static final Key<LocalTime> TO = required("to", Formats.TIME_OF_DAY);
        static final Key<List<Located<String>>> POSTS = required("posts", ListOf.someNames("posts", Formats.ID));
        static final Shape SHAPE = Shape.of("an event", NAME, DATE, FROM, TO, POSTS);

        private EventForm() {}
    }

    static final Key<List<Located<Section>>> TERMS =
            optional("terms", ListOf.sections("terms", TermForm.SHAPE, WINDOWS_MAX));
    static final Key<List<Located<LocalDate>>> HOLIDAYS =
            optional("holidays", new ListOf<>(Formats.DAY, "dates", 0, DATES_MAX, true));
    static final Key<List<Located<Section>>> WINDOWS =
            optional("windows", ListOf.sections("windows", WindowForm.SHAPE, WINDOWS_MAX));
    static final Key<List<Located<Section>>> RELEASES =
            optional("early-releases", ListOf.sections("early releases", ReleaseForm.SHAPE, DATES_MAX));
    static final Key<List<Located<Section>>> EVENTS =
            optional("events", ListOf.sections("events", EventForm.SHAPE, DATES_MAX));

    static final Shape SHAPE = Shape.of("a calendar", TERMS, HOLIDAYS, WINDOWS, RELEASES, EVENTS);

    private CalendarForm() {}
}
