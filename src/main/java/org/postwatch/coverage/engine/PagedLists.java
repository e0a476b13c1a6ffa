package org.postwatch.coverage.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.postwatch.state.StateStore;
import org.postwatch.state.StateTable;

/**
 * Lists that grow all day, a few dozens of things in a row of the ledger: a busy day is not rewritten, nor a busy minute.
 *
 * @param <V> what a row holds
 * @param <T> one thing of it
 */
final class PagedLists<V, T> {
    static final int PAGE_SIZE = 32;
    /** Numbers of rows are of one length, so that the last one comes last. */
    private static final int FIRST_PAGE = 1_000_000;
    /** Lists of which the end is kept in mind; beyond, all are looked for anew. */
    private static final int MAX_CACHED_TAILS = 400_000;

    /** How many things a list has, which row is its last, and how many that one holds. */
    private record ListTail(int count, int page, int pageSize) {
        static final ListTail EMPTY = new ListTail(0, 0, 0);

        ListTail with(String key, int more) {
            return new ListTail(
                    count + more, Integer.parseInt(key.substring(key.lastIndexOf('/') + 1)) - FIRST_PAGE, more);
        }
    }

    private final StateStore store;
    private final StateTable<V> table;
    private final Function<List<T>, V> pack;
    private final Function<V, List<T>> unpack;
    private final Map<String, ListTail> tails = new HashMap<>();

    PagedLists(StateStore ledger, StateTable<V> table, Function<List<T>, V> pack, Function<V, List<T>> unpack) {
        this.store = ledger;
        this.table = table;
        this.pack = pack;
        this.unpack = unpack;
    }

    /** How many things a list has. */
    int size(String list) {
        return tail(list).count();
    }

    void add(String list, T thing) {
        ListTail end = tail(list);
        boolean full = end.pageSize() >= PAGE_SIZE;
        int number = full ? end.page() + 1 : end.page();
        String key = list + "/" + (FIRST_PAGE + number);
        List<T> row = new ArrayList<>();
        if (end.pageSize() > 0 && !full) {
            store.get(table, key).ifPresent(known -> row.addAll(unpack.apply(known)));
        }
        row.add(thing);
        store.put(table, key, pack.apply(row));
        cacheTail(list, new ListTail(end.count() + 1, number, row.size()));
    }

    /** Adds many at once, in rows of their own. */
    void addAll(String list, List<T> things) {
        for (int from = 0; from < things.size(); from += PAGE_SIZE) {
            List<T> row = things.subList(from, Math.min(things.size(), from + PAGE_SIZE));
            ListTail end = tail(list);
            int number = end.count() == 0 ? 0 : end.page() + 1;
            store.put(table, list + "/" + (FIRST_PAGE + number), pack.apply(row));
            cacheTail(list, new ListTail(end.count() + row.size(), number, row.size()));
        }
    }

    /** Takes out the first thing that is asked for; false when there is none. */
    boolean remove(String list, Predicate<T> which) {
        Map<String, List<T>> holding = new LinkedHashMap<>();
        store.scan(table, list + "/", (key, row) -> {
            if (holding.isEmpty() && unpack.apply(row).stream().anyMatch(which)) {
                holding.put(key, unpack.apply(row));
            }
        });
        holding.forEach((key, row) -> {
            T out = row.stream().filter(which).findFirst().orElseThrow();
            List<T> left = new ArrayList<>(row);
            left.remove(out);
            if (left.isEmpty()) {
                store.delete(table, key);
            } else {
                store.put(table, key, pack.apply(left));
            }
            tails.remove(list);
        });
        return !holding.isEmpty();
    }

    /** Everything in a list, or in all lists below a name, in no order that matters. */
    List<T> read(String list) {
        List<T> all = new ArrayList<>();
        store.scan(table, list + "/", (key, row) -> all.addAll(unpack.apply(row)));
        return all;
    }

    void delete(String list) {
        store.scan(table, list + "/", (key, row) -> store.delete(table, key));
        tails.remove(list);
    }

    private ListTail tail(String list) {
        ListTail known = tails.get(list);
        if (known != null) {
            return known;
        }
        Map<String, Integer> rows = new LinkedHashMap<>();
        store.scan(
                table, list + "/", (key, row) -> rows.put(key, unpack.apply(row).size()));
        ListTail end = ListTail.EMPTY;
        for (Map.Entry<String, Integer> row : rows.entrySet()) {
            end = end.with(row.getKey(), row.getValue());
        }
        cacheTail(list, end);
        return end;
    }

    private void cacheTail(String list, ListTail end) {
        if (tails.size() >= MAX_CACHED_TAILS) {
            tails.clear();
        }
        tails.put(list, end);
    }
}
