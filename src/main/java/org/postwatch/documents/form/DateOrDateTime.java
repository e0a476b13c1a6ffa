package org.postwatch.documents.form;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/** A local date or date-time of a document; a date that ends something is inclusive, a date-time is not. */
public record DateOrDateTime(LocalDate date, Optional<LocalTime> time) {
    public LocalDateTime asStart() {
        return date.atTime(time.orElse(LocalTime.MIDNIGHT));
    }

    public LocalDateTime asEnd() {
        return time.map(date::atTime).orElseGet(() -> date.plusDays(1).atStartOfDay());
    }

    @Override
    public String toString() {
        return time.map(t -> date + "T" + t).orElseGet(date::toString);
    }
}
