package org.postwatch.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Lists that grow all day, a few dozens of things in a row of the ledger: a busy day is not rewritten, nor a busy minute.
 *
 * @param <V> what a row holds
 * @param <T> one thing of it
 */
final class Rows<V, T> {
    static final int ROW_MAX = 32;
    /** Numbers of rows are of one length, so that the last one comes last. */
    private static final int FIRST_ROW = 1_000_000;
    /** Lists of which the end is kept in mind; beyond, all are looked for anew. */
    private static final int ENDS_MAX = 400_000;

    /** How many things a list has, which row is its last, and how many that one holds. */
    private record End(int count, int row, int held) {
        static final End EMPTY = new End(0, 0, 0);

        End with(String key, int more) {
            return new End(count + more, Integer.parseInt(key.substring(key.lastIndexOf('/') + 1)) - FIRST_ROW, more);
        }
    }

    private final Ledger ledger;
    private final Table<V> table;
    private final Function<List<T>, V> pack;
    private final Function<V, List<T>> unpack;
    private final Map<String, End> ends = new HashMap<>();

    Rows(Ledger ledger, Table<V> table, Function<List<T>, V> pack, Function<V, List<T>> unpack) {
        this.ledger = ledger;
        this.table = table;
        this.pack = pack;
        this.unpack = unpack;
    }

    /** How many things a list has. */
    int size(String list) {
        return end(list).count();
    }

    void add(String list, T thing) {
        End end = end(list);
        boolean full = end.held() >= ROW_MAX;
        int number = full ? end.row() + 1 : end.row();
        String key = list + "/" + (FIRST_ROW + number);
        List<T> row = new ArrayList<>();
        if (end.held() > 0 && !full) {
            ledger.get(table, key).ifPresent(known -> row.addAll(unpack.apply(known)));
        }
        row.add(thing);
        ledger.put(table, key, pack.apply(row));
        keep(list, new End(end.count() + 1, number, row.size()));
    }

    /** Adds many at once, in rows of their own. */
    void addAll(String list, List<T> things) {
        for (int from = 0; from < things.size(); from += ROW_MAX) {
            List<T> row = things.subList(from, Math.min(things.size(), from + ROW_MAX));
            End end = end(list);
            int number = end.count() == 0 ? 0 : end.row() + 1;
            ledger.put(table, list + "/" + (FIRST_ROW + number), pack.apply(row));
            keep(list, new End(end.count() + row.size(), number, row.size()));
        }
    }

    /** Takes out the first thing that is asked for; false when there is none. */
    boolean remove(String list, Predicate<T> which) {
        Map<String, List<T>> holding = new LinkedHashMap<>();
        ledger.scan(table, list + "/", (key, row) -> {
            if (holding.isEmpty() && unpack.apply(row).stream().anyMatch(which)) {
                holding.put(key, unpack.apply(row));
            }
        });
        holding.forEach((key, row) -> {
            T out = row.stream().filter(which).findFirst().orElseThrow();
            List<T> left = new ArrayList<>(row);
            left.remove(out);
            if (left.isEmpty()) {
                ledger.delete(table, key);
            } else {
                ledger.put(table, key, pack.apply(left));
            }
            ends.remove(list);
        });
        return !holding.isEmpty();
    }

    /** Everything in a list, or in all lists below a name, in no order that matters. */
    List<T> of(String list) {
        List<T> all = new ArrayList<>();
        ledger.scan(table, list + "/", (key, row) -> all.addAll(unpack.apply(row)));
        return all;
    }

    void forget(String list) {
        ledger.scan(table, list + "/", (key, row) -> ledger.delete(table, key));
        ends.remove(list);
    }

    private End end(String list) {
        End known = ends.get(list);
        if (known != null) {
            return known;
        }
        Map<String, Integer> rows = new LinkedHashMap<>();
        ledger.scan(
                table, list + "/", (key, row) -> rows.put(key, unpack.apply(row).size()));
        End end = End.EMPTY;
        for (Map.Entry<String, Integer> row : rows.entrySet()) {
            end = end.with(row.getKey(), row.getValue());
        }
        keep(list, end);
        return end;
    }

    private void keep(String list, End end) {
        if (ends.size() >= ENDS_MAX) {
            ends.clear();
        }
        ends.put(list, end);
    }
}
