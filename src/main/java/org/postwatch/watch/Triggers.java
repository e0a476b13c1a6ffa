package org.postwatch.watch;

import java.time.LocalDate;
import java.util.List;
import org.postwatch.incident.Trigger;

/** The triggers of campuses by the date of their window. */
final class Triggers {
    /** Of one campus and date; beyond, the order of arrival counts. */
    static final int TRIGGERS_MAX = 10_000;

    private final Rows<Memory.OfTriggers, Trigger> rows;

    Triggers(Ledger ledger) {
        this.rows = new Rows<>(ledger, CoverageTables.TRIGGERS, Memory.OfTriggers::new, Memory.OfTriggers::triggers);
    }

    /** False when there are too many already. */
    boolean add(String campus, LocalDate date, Trigger trigger) {
        String day = campus + "/" + date;
        if (rows.size(day) >= TRIGGERS_MAX) {
            return false;
        }
        rows.add(day, trigger);
        return true;
    }

    /** False when it is not of that date. */
    boolean remove(String campus, LocalDate date, Trigger trigger) {
        return rows.remove(campus + "/" + date, trigger::equals);
    }

    List<Trigger> of(String campus, LocalDate date) {
        return rows.of(campus + "/" + date);
    }

    void forget(String campus, LocalDate date) {
        rows.forget(campus + "/" + date);
    }
}
