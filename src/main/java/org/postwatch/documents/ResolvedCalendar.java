package org.postwatch.documents;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.postwatch.documents.CalendarSchema.CalendarEventSchema;
import org.postwatch.documents.CalendarSchema.EarlyReleaseSchema;
import org.postwatch.documents.CalendarSchema.SchoolTermSchema;
import org.postwatch.documents.CalendarSchema.WindowSchema;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.plan.Schedule;

/** The calendar of a campus: the district's, each key of which the campus may replace. */
record ResolvedCalendar(
        List<ParsedSection> terms,
        List<LocatedValue<LocalDate>> holidays,
        List<ParsedSection> windows,
        List<ParsedSection> releases,
        List<ParsedSection> events) {

    /** For a campus; for the district itself when its section is given twice. */
    static ResolvedCalendar of(ParsedSection district, ParsedSection campus) {
        Optional<ParsedSection> outer = district.find(CampusSchema.CALENDAR);
        Optional<ParsedSection> own = campus.find(CampusSchema.CALENDAR);
        return new ResolvedCalendar(
                LocatedValue.values(ownOrInherited(outer, own, CalendarSchema.TERMS)),
                ownOrInherited(outer, own, CalendarSchema.HOLIDAYS),
                LocatedValue.values(ownOrInherited(outer, own, CalendarSchema.WINDOWS)),
                LocatedValue.values(ownOrInherited(outer, own, CalendarSchema.RELEASES)),
                LocatedValue.values(ownOrInherited(outer, own, CalendarSchema.EVENTS)));
    }

    private static <T> List<LocatedValue<T>> ownOrInherited(
            Optional<ParsedSection> outer, Optional<ParsedSection> own, SectionKey<List<LocatedValue<T>>> key) {
        return own.filter(c -> c.has(key)).or(() -> outer).map(c -> c.list(key)).orElse(List.of());
    }

    Schedule toSchedule() {
        return new Schedule(
                terms.stream()
                        .map(t -> new Schedule.SchoolTerm(
                                t.require(SchoolTermSchema.FROM), t.require(SchoolTermSchema.TO)))
                        .toList(),
                new HashSet<>(LocatedValue.values(holidays)),
                windows.stream()
                        .map(w -> new Schedule.WeeklyWindow(
                                w.require(WindowSchema.NAME),
                                new HashSet<>(w.values(WindowSchema.DAYS)),
                                w.require(WindowSchema.FROM),
                                w.require(WindowSchema.TO),
                                new HashSet<>(w.values(WindowSchema.POSTS))))
                        .toList(),
                releases.stream()
                        .map(r -> new Schedule.EarlyRelease(
                                r.require(EarlyReleaseSchema.DATE),
                                r.require(EarlyReleaseSchema.WINDOW),
                                r.require(EarlyReleaseSchema.TO)))
                        .toList(),
                events.stream()
                        .map(e -> new Schedule.SpecialEvent(
                                e.require(CalendarEventSchema.NAME),
                                e.require(CalendarEventSchema.DATE),
                                e.require(CalendarEventSchema.FROM),
                                e.require(CalendarEventSchema.TO),
                                new HashSet<>(e.values(CalendarEventSchema.POSTS))))
                        .toList());
    }
}
