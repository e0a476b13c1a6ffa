package org.postwatch.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When what is applied takes effect for campuses: at the next local midnight of each, or on a given date. What has
 * begun is changed only by a restatement.
 *
 * @param now when it is applied
 * @param from the given date, local to each campus
 * @param restate whether it reaches back over open days: from the given date, else over all of them
 */
public record EffectiveDate(Instant appliedAt, Optional<LocalDate> requestedDate, boolean restate) {
    /**
     * No date so many days back is open in a pipeline that works: events are kept for ten days, and a date seals about
     * two after its end.
     */
    static final int MAX_OPEN_DAYS = 14;

    LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(appliedAt, zone);
    }

    /** The first date on which a new version of a campus is in force. */
    LocalDate newVersionDate(CampusPlan inForce) {
        if (requestedDate.isPresent()) {
            return requestedDate.get();
        }
        return restate ? inForce.versions().firstKey() : today(inForce.zone()).plusDays(1);
    }

    /** A new campus is in force on every open day, whatever the date of its version. */
    LocalDate firstVersionDate(District district, Campus campus) {
        return later(district.firstDay(), today(campus.zone()));
    }

    /** The first date that may be open still. */
    LocalDate firstOpenDate(District district, ZoneId zone) {
        return later(district.firstDay(), today(zone).minusDays(MAX_OPEN_DAYS));
    }

    /** Why it cannot be for a campus in that zone. */
    Optional<String> rejection(ZoneId zone) {
        LocalDate today = today(zone);
        return requestedDate
                .filter(date -> !restate && !date.isAfter(today))
                .map(date -> date + " is not after today (" + today + " in " + zone
                        + "): only --restate changes days that have begun");
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }
}
