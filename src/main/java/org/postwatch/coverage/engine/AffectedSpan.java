package org.postwatch.coverage.engine;

import java.time.Instant;
import org.postwatch.plan.TimeSpan;

/** A stretch of time in which new evidence may change the coverage or the incidents of a campus. */
record AffectedSpan(String campus, TimeSpan span, EvidenceType evidence) {
    /** What kind of evidence is new: this decides which dates are evaluated again. */
    enum EvidenceType {
        /** Presence, a feed's silence or a device: it matters in windows and shifts, and up to the clock only. */
        OBSERVATION,
        /** A planned shift: it matters on all its dates, future ones included. */
        SHIFT,
        /** An admission or a door event: it matters in gaps only. */
        TRIGGER
    }

    static AffectedSpan observed(String campus, TimeSpan span) {
        return new AffectedSpan(campus, span, EvidenceType.OBSERVATION);
    }

    static AffectedSpan planned(String campus, TimeSpan span) {
        return new AffectedSpan(campus, span, EvidenceType.SHIFT);
    }

    static AffectedSpan triggered(String campus, Instant at) {
        return new AffectedSpan(campus, new TimeSpan(at, at.plusMillis(1)), EvidenceType.TRIGGER);
    }
}
