package org.postwatch.documents;

import java.time.LocalDateTime;
import java.util.Optional;
import org.postwatch.documents.form.DateOrDateTime;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.plan.LocalDateTimeRange;

/** The keys {@code from} and {@code to} that many sections have: a range of local time, open where one is absent. */
final class DateRangeKeys {
    static final SectionKey<DateOrDateTime> FROM =
            SectionKey.optional("from", ValueFormats.DATE_OR_DATE_TIME, "The start. If absent, no start.");
    static final SectionKey<DateOrDateTime> TO = SectionKey.optional(
            "to", ValueFormats.DATE_OR_DATE_TIME, "The end (a date is inclusive). If absent, no end.");

    private DateRangeKeys() {}

    /** Reports a range that ends before it starts. */
    static void check(ParsedSection section, Diagnostics diagnostics) {
        Optional<DateOrDateTime> from = section.find(FROM);
        Optional<DateOrDateTime> to = section.find(TO);
        if (from.isPresent()
                && to.isPresent()
                && !from.get().asStart().isBefore(to.get().asEnd())) {
            diagnostics.error(section.at(TO), "ends at " + to.get() + ", not after its start at " + from.get());
        }
    }

    /** The dates of a section; open where they are absent or invalid, which is reported already. */
    static LocalDateTimeRange dateTimeRange(ParsedSection section) {
        Optional<LocalDateTime> from = section.find(FROM).map(DateOrDateTime::asStart);
        Optional<LocalDateTime> until = section.find(TO).map(DateOrDateTime::asEnd);
        boolean fine = from.isEmpty() || until.isEmpty() || from.get().isBefore(until.get());
        return fine ? new LocalDateTimeRange(from, until) : LocalDateTimeRange.ALWAYS;
    }
}
