package org.postwatch.watch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.incident.Trigger;

/** The triggers of campuses by the date of their window, a few dozens in a row: a busy day is not rewritten, nor a busy minute. */
final class Triggers {
    /** Of one campus and date; beyond, the order of arrival counts. */
    static final int TRIGGERS_MAX = 10_000;

    static final int ROW_MAX = 32;
    /** Numbers of rows are of one length, so that the last one comes last. */
    private static final int FIRST_ROW = 1_000_000;
    /** Campus days of which the end is kept in mind; beyond, all are looked for anew. */
    private static final int DAYS_MAX = 400_000;

    /** How many triggers a day has, which row is its last, and how many that one holds. */
    private record End(int count, int row, int held) {
        static final End EMPTY = new End(0, 0, 0);

        End with(String key, int more) {
            return new End(count + more, Integer.parseInt(key.substring(key.lastIndexOf('/') + 1)) - FIRST_ROW, more);
        }
    }

    private final Ledger ledger;
    private final Map<String, End> ends = new HashMap<>();

    Triggers(Ledger ledger) {
        this.ledger = ledger;
    }

    /** False when there are too many already. */
    boolean add(String campus, LocalDate date, Trigger trigger) {
        String day = campus + "/" + date;
        End end = ends.containsKey(day) ? ends.get(day) : end(day);
        if (end.count() >= TRIGGERS_MAX) {
            return false;
        }
        boolean full = end.held() >= ROW_MAX;
        String key = key(day, full ? end.row() + 1 : end.row());
        List<Trigger> row = new ArrayList<>();
        if (end.held() > 0 && !full) {
            ledger.get(Table.TRIGGERS, key).ifPresent(known -> row.addAll(known.triggers()));
        }
        row.add(trigger);
        ledger.put(Table.TRIGGERS, key, new Memory.OfTriggers(row));
        if (ends.size() >= DAYS_MAX) {
            ends.clear();
        }
        ends.put(day, new End(end.count() + 1, full ? end.row() + 1 : end.row(), row.size()));
        return true;
    }

    /** False when it is not of that date. */
    boolean remove(String campus, LocalDate date, Trigger trigger) {
        String day = campus + "/" + date;
        Map<String, Memory.OfTriggers> holding = new LinkedHashMap<>();
        ledger.scan(Table.TRIGGERS, day + "/", (key, row) -> {
            if (holding.isEmpty() && row.triggers().contains(trigger)) {
                holding.put(key, row);
            }
        });
        holding.forEach((key, row) -> {
            List<Trigger> left = new ArrayList<>(row.triggers());
            left.remove(trigger);
            if (left.isEmpty()) {
                ledger.delete(Table.TRIGGERS, key);
            } else {
                ledger.put(Table.TRIGGERS, key, new Memory.OfTriggers(left));
            }
            ends.remove(day);
        });
        return !holding.isEmpty();
    }

    List<Trigger> of(String campus, LocalDate date) {
        List<Trigger> all = new ArrayList<>();
        ledger.scan(Table.TRIGGERS, campus + "/" + date + "/", (key, row) -> all.addAll(row.triggers()));
        return all;
    }

    void forget(String campus, LocalDate date) {
        ledger.scan(Table.TRIGGERS, campus + "/" + date + "/", (key, row) -> ledger.delete(Table.TRIGGERS, key));
        ends.remove(campus + "/" + date);
    }

    private End end(String day) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        ledger.scan(
                Table.TRIGGERS,
                day + "/",
                (key, row) -> rows.put(key, row.triggers().size()));
        End end = End.EMPTY;
        for (Map.Entry<String, Integer> row : rows.entrySet()) {
            end = end.with(row.getKey(), row.getValue());
        }
        return end;
    }

    private static String key(String day, int row) {
        return day + "/" + (FIRST_ROW + row);
    }
}
