package org.postwatch.coverage.engine;

import java.time.LocalDate;
import java.util.List;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.state.StateStore;

/** The triggers of campuses by the date of their window. */
final class TriggerStore {
    /** Of one campus and date; beyond, the order of arrival counts. */
    static final int MAX_TRIGGERS = 10_000;

    private final PagedLists<EngineState.TriggerPage, EscalationTrigger> lists;

    TriggerStore(StateStore ledger) {
        this.lists = new PagedLists<>(
                ledger, CoverageTables.TRIGGERS, EngineState.TriggerPage::new, EngineState.TriggerPage::triggers);
    }

    /** False when there are too many already. */
    boolean add(String campus, LocalDate date, EscalationTrigger trigger) {
        String day = campus + "/" + date;
        if (lists.size(day) >= MAX_TRIGGERS) {
            return false;
        }
        lists.add(day, trigger);
        return true;
    }

    /** False when it is not of that date. */
    boolean remove(String campus, LocalDate date, EscalationTrigger trigger) {
        return lists.remove(campus + "/" + date, trigger::equals);
    }

    List<EscalationTrigger> triggersOn(String campus, LocalDate date) {
        return lists.read(campus + "/" + date);
    }

    void delete(String campus, LocalDate date) {
        lists.delete(campus + "/" + date);
    }
}
