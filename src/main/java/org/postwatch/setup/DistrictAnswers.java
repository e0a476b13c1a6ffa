package org.postwatch.setup;

import java.time.LocalDate;
import java.util.List;
import org.postwatch.documents.form.LocatedValue;

/**
 * What a new district is made from. Texts are as in documents and not checked yet; their places are those where somebody gave them.
 *
 * @param terms at least one
 * @param calendarNotes comment lines for the calendar: what was read as what
 * @param hasDesks whether each campus has a front desk page
 * @param hasPhones whether officers report by phone
 */
public record DistrictAnswers(
        LocatedValue<String> district,
        LocatedValue<String> name,
        LocatedValue<String> zone,
        LocatedValue<String> firstDay,
        SchoolHours hours,
        List<LocatedValue<SchoolCalendar.DaySpan>> terms,
        List<LocalDate> holidays,
        List<String> calendarNotes,
        List<CsvRow> campuses,
        List<CsvRow> officers,
        List<CsvRow> agreements,
        boolean hasDesks,
        boolean hasPhones) {
    public DistrictAnswers {
        terms = List.copyOf(terms);
        holidays = List.copyOf(holidays);
        calendarNotes = List.copyOf(calendarNotes);
        campuses = List.copyOf(campuses);
        officers = List.copyOf(officers);
        agreements = List.copyOf(agreements);
    }
}
