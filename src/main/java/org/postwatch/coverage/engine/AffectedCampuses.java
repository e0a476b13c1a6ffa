package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.List;
import org.postwatch.plan.District;

/** Evaluates the campuses that a change affects, each affected date once. */
final class AffectedCampuses {
    private final AffectedDates dates;
    private final CampusEvaluator campuses;

    AffectedCampuses(AffectedDates dates, CampusEvaluator campuses) {
        this.dates = dates;
        this.campuses = campuses;
    }

    void evaluate(District district, List<AffectedSpan> affected, Instant now) {
        if (!affected.isEmpty()) {
            dates.of(district, affected, now)
                    .forEach((campus, affectedDates) -> campuses.evaluate(district, campus, affectedDates, now));
        }
    }
}
