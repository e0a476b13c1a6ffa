package org.postwatch.roster;

import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The columns of a table and how they write times.
 *
 * @param fields the columns by the fields that rules compare
 * @param from the column of the start
 * @param to the column of the end
 * @param date the column of the date, if start and end are times of the day; an end that is not after its start is on the next day
 * @param id the column that identifies a row over time; if absent, the fields and the date do
 * @param dateFormat of dates, as {@code M/d/uuuu}; with the time when there is no column of dates
 * @param timeFormat of times of the day, as {@code h:mm a}
 * @param zone of all times
 * @param separator of columns
 */
public record TableForm(
        Map<RosterField, String> fields,
        String from,
        String to,
        Optional<String> date,
        Optional<String> id,
        String dateFormat,
        String timeFormat,
        ZoneId zone,
        char separator) {
    public TableForm {
        fields = Map.copyOf(fields);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        Objects.requireNonNull(date);
        Objects.requireNonNull(id);
        Objects.requireNonNull(dateFormat);
        Objects.requireNonNull(timeFormat);
        Objects.requireNonNull(zone);
    }
}
