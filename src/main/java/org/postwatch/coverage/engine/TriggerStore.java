package org.postwatch.coverage.engine;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.postwatch.event.EntranceEvent;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.plan.CampusKey;
import org.postwatch.state.StateStore;

/** The escalation triggers of campuses by the date of their window. */
final class TriggerStore {
    /** Triggers of one campus and date; the next ones are rejected. */
    static final int MAX_TRIGGERS = 10_000;

    private final PagedLists<EngineState.TriggerPage, EscalationTrigger> lists;

    TriggerStore(StateStore store) {
        this.lists = new PagedLists<>(
                store, CoverageTables.TRIGGERS, EngineState.TriggerPage::new, EngineState.TriggerPage::triggers);
    }

    /** Adds an event of a window. */
    EventOutcome add(EntranceEvent event, LocalDate date) {
        String campus = new CampusKey(event.origin().district(), event.campus()).text();
        if (!add(campus, date, new EscalationTrigger(event.time(), event.type()))) {
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
        return remove(campus.text(), date, trigger) || remove(campus.text(), date.minusDays(1), trigger)
                ? List.of(AffectedSpan.triggered(campus.campus(), trigger.at()))
                : List.of();
    }

    /** Returns false if there are too many already. */
    boolean add(String campus, LocalDate date, EscalationTrigger trigger) {
        String day = dayKey(campus, date);
        if (lists.size(day) >= MAX_TRIGGERS) {
            return false;
        }
        lists.add(day, trigger);
        return true;
    }

    /** Returns false if it is not in the window of that date. */
    boolean remove(String campus, LocalDate date, EscalationTrigger trigger) {
        return lists.remove(dayKey(campus, date), trigger::equals);
    }

    List<EscalationTrigger> triggersOn(String campus, LocalDate date) {
        return lists.read(dayKey(campus, date));
    }

    void delete(String campus, LocalDate date) {
        lists.delete(dayKey(campus, date));
    }

    private static String dayKey(String campus, LocalDate date) {
        return CampusKey.parse(campus).on(date).text();
    }
}
