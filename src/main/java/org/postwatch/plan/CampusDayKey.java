package org.postwatch.plan;

import java.time.LocalDate;

/** The key of one local date of a campus. Keys of a campus are in the order of their dates. */
public record CampusDayKey(CampusKey campus, LocalDate date) {
    /**
     * Reads what {@link #text} writes.
     *
     * @throws java.time.DateTimeException if it does not end with a date
     */
    public static CampusDayKey parse(String text) {
        int end = text.lastIndexOf('/');
        return new CampusDayKey(CampusKey.parse(text.substring(0, end)), LocalDate.parse(text.substring(end + 1)));
    }

    /** As {@code socorro-nm/socorro-hs/2026-09-14}. */
    public String text() {
        return campus.prefix().text() + date;
    }
}
