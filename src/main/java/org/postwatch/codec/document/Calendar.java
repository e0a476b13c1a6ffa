package org.postwatch.codec.document;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.postwatch.codec.document.CalendarForm.EventForm;
import org.postwatch.codec.document.CalendarForm.ReleaseForm;
import org.postwatch.codec.document.CalendarForm.TermForm;
import org.postwatch.codec.document.CalendarForm.WindowForm;
import org.postwatch.plan.Schedule;

/** The calendar of a campus: the district's, each key of which the campus may replace. */
record Calendar(
        List<Section> terms,
        List<Located<LocalDate>> holidays,
        List<Section> windows,
        List<Section> releases,
        List<Section> events) {

    /** Of a campus; of the district itself when given twice. */
    static Calendar of(Section district, Section campus) {
        Optional<Section> outer = district.find(CampusForm.CALENDAR);
        Optional<Section> own = campus.find(CampusForm.CALENDAR);
        return new Calendar(
                Located.values(pick(outer, own, CalendarForm.TERMS)),
                pick(outer, own, CalendarForm.HOLIDAYS),
                Located.values(pick(outer, own, CalendarForm.WINDOWS)),
                Located.values(pick(outer, own, CalendarForm.RELEASES)),
                Located.values(pick(outer, own, CalendarForm.EVENTS)));
    }

    private static <T> List<Located<T>> pick(
            Optional<Section> outer, Optional<Section> own, Key<List<Located<T>>> key) {
        return own.filter(c -> c.has(key)).or(() -> outer).map(c -> c.list(key)).orElse(List.of());
    }

    Schedule schedule() {
        return new Schedule(
                terms.stream()
                        .map(t -> new Schedule.Term(t.need(TermForm.FROM), t.need(TermForm.TO)))
                        .toList(),
                new HashSet<>(Located.values(holidays)),
                windows.stream()
                        .map(w -> new Schedule.Pattern(
                                w.need(WindowForm.NAME),
                                new HashSet<>(w.values(WindowForm.DAYS)),
                                w.need(WindowForm.FROM),
                                w.need(WindowForm.TO),
                                new HashSet<>(w.values(WindowForm.POSTS))))
                        .toList(),
                releases.stream()
                        .map(r -> new Schedule.Release(
                                r.need(ReleaseForm.DATE), r.need(ReleaseForm.WINDOW), r.need(ReleaseForm.TO)))
                        .toList(),
                events.stream()
                        .map(e -> new Schedule.Special(
                                e.need(EventForm.NAME),
                                e.need(EventForm.DATE),
                                e.need(EventForm.FROM),
                                e.need(EventForm.TO),
                                new HashSet<>(e.values(EventForm.POSTS))))
                        .toList());
    }
}
