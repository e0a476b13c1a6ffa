package org.postwatch.documents;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.plan.LocalDateTimeRange;

/** Local times as documents write them: the inverse of {@link DateRangeKeys}. */
final class DateRangeExport {
    private DateRangeExport() {}

    static String start(LocalDateTime from) {
        return isMidnight(from) ? from.toLocalDate().toString() : from.toString();
    }

    /** An end at midnight is the date before it, which is inclusive. */
    static String end(LocalDateTime until) {
        return isMidnight(until) ? until.toLocalDate().minusDays(1).toString() : until.toString();
    }

    private static boolean isMidnight(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    /** Adds {@code from} and {@code to}, where they are not open. */
    static MappingBuilder addTo(MappingBuilder section, LocalDateTimeRange dates) {
        Optional<String> from = dates.from().map(DateRangeExport::start);
        Optional<String> to = dates.until().map(DateRangeExport::end);
        return section.text("from", from).text("to", to);
    }
}
