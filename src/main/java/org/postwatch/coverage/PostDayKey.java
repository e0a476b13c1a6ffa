package org.postwatch.coverage;

import java.time.LocalDate;
import org.postwatch.plan.CampusKey;

/** The key in {@code postwatch.intervals} of the intervals of a post on a local date. */
public record PostDayKey(CampusKey campus, String post, LocalDate date) {
    /** As {@code socorro-nm/socorro-hs/sro/2026-09-14}. */
    public String text() {
        return campus.text() + "/" + post + "/" + date;
    }
}
