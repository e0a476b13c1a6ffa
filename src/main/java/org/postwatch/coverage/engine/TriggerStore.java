package org.postwatch.coverage.engine;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.postwatch.event.EntranceEvent;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.plan.CampusDayKey;
import org.postwatch.plan.CampusKey;
import org.postwatch.state.StateStore;

/** The escalation triggers of campuses by the date of their window. */
final class TriggerStore {
    /** Triggers of one campus and date; the next ones are rejected. */
    static final int MAX_TRIGGERS = 10_000;

    private final PagedLists<CampusDayKey, EngineState.TriggerPage, EscalationTrigger> lists;

    TriggerStore(StateStore store) {
        this.lists = new PagedLists<>(
                store,
                CoverageTables.TRIGGERS,
                CoverageTables.DAY_KEYS,
                EngineState.TriggerPage::new,
                EngineState.TriggerPage::triggers);
    }

    /** Adds an event of a window. */
    EventOutcome add(EntranceEvent event, LocalDate date) {
        CampusKey campus = new CampusKey(event.origin().district(), event.campus());
        if (!add(campus.on(date), new EscalationTrigger(event.time(), event.type()))) {
            return EventOutcome.rejected(
                    "too-many",
                    "campus '" + event.campus() + "' has " + MAX_TRIGGERS + " admissions and door events on " + date
                            + " already");
        }
        return EventOutcome.accepted(List.of(AffectedSpan.triggered(event.campus(), event.time())));
    }

    /** Removes a trigger from the window of its local date, or of the date before. */
    List<AffectedSpan> remove(CampusKey campus, ZoneId zone, EscalationTrigger trigger) {
        LocalDate date = LocalDate.ofInstant(trigger.at(), zone);
        return remove(campus.on(date), trigger) || remove(campus.on(date.minusDays(1)), trigger)
                ? List.of(AffectedSpan.triggered(campus.campus(), trigger.at()))
                : List.of();
    }

    /** Returns false if there are too many already. */
    boolean add(CampusDayKey day, EscalationTrigger trigger) {
        if (lists.size(day) >= MAX_TRIGGERS) {
            return false;
        }
        lists.add(day, trigger);
        return true;
    }

    /** Returns false if it is not in the window of that date. */
    boolean remove(CampusDayKey day, EscalationTrigger trigger) {
        return lists.remove(day, trigger::equals);
    }

    List<EscalationTrigger> triggersOn(CampusDayKey day) {
        return lists.read(day);
    }

    void delete(CampusDayKey day) {
        lists.delete(day);
    }
}
