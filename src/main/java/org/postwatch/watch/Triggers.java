package org.postwatch.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.incident.Trigger;

/** The triggers of campuses by the date of their window, a quarter of an hour in one row: a busy day is not rewritten. */
final class Triggers {
    /** Of one campus and date; beyond, the order of arrival counts. */
    static final int TRIGGERS_MAX = 10_000;

    private static final long ROW_SECONDS = 900;
    /** Campus days whose number of triggers is kept; beyond, all are counted anew. */
    private static final int DAYS_MAX = 400_000;

    private final Ledger ledger;
    private final Map<String, Integer> counts = new HashMap<>();

    Triggers(Ledger ledger) {
        this.ledger = ledger;
    }

    /** False when there are too many already. */
    boolean add(String campus, LocalDate date, Trigger trigger) {
        String day = campus + "/" + date;
        int count = counts.containsKey(day) ? counts.get(day) : of(campus, date).size();
        if (count >= TRIGGERS_MAX) {
            return false;
        }
        List<Trigger> row = new ArrayList<>(row(day, trigger));
        row.add(trigger);
        put(day, row, trigger);
        count(day, count + 1);
        return true;
    }

    /** False when it is not of that date. */
    boolean remove(String campus, LocalDate date, Trigger trigger) {
        String day = campus + "/" + date;
        List<Trigger> row = new ArrayList<>(row(day, trigger));
        if (!row.remove(trigger)) {
            return false;
        }
        put(day, row, trigger);
        counts.remove(day);
        return true;
    }

    List<Trigger> of(String campus, LocalDate date) {
        List<Trigger> all = new ArrayList<>();
        ledger.scan(Table.TRIGGERS, campus + "/" + date + "/", (key, row) -> all.addAll(row.triggers()));
        return all;
    }

    void forget(String campus, LocalDate date) {
        ledger.scan(Table.TRIGGERS, campus + "/" + date + "/", (key, row) -> ledger.delete(Table.TRIGGERS, key));
        counts.remove(campus + "/" + date);
    }

    private List<Trigger> row(String day, Trigger of) {
        return ledger.get(Table.TRIGGERS, key(day, of))
                .map(Memory.OfTriggers::triggers)
                .orElse(List.of());
    }

    private void put(String day, List<Trigger> row, Trigger of) {
        if (row.isEmpty()) {
            ledger.delete(Table.TRIGGERS, key(day, of));
        } else {
            ledger.put(Table.TRIGGERS, key(day, of), new Memory.OfTriggers(row));
        }
    }

    private void count(String day, int count) {
        if (counts.size() >= DAYS_MAX) {
            counts.clear();
        }
        counts.put(day, count);
    }

    private static String key(String day, Trigger trigger) {
        Instant at = trigger.at();
        return day + "/" + Math.floorDiv(at.getEpochSecond(), ROW_SECONDS);
    }
}
