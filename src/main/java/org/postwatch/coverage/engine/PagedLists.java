package org.postwatch.coverage.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.postwatch.event.KeyPrefix;
import org.postwatch.state.BoundedCache;
import org.postwatch.state.KeyFormat;
import org.postwatch.state.StateStore;
import org.postwatch.state.StateTable;

/**
 * Lists that grow all day, stored in pages of a few dozen items, so that adding an item does not rewrite the list.
 *
 * @param <L> the key of a list
 * @param <V> a page
 * @param <T> an item
 */
final class PagedLists<L, V, T> {
    static final int PAGE_SIZE = 32;
    private static final int MAX_CACHED_TAILS = 200_000;

    /** The items of a list, the number of its last page, and the items on that page. */
    private record ListTail(int count, int page, int pageSize) {
        static final ListTail EMPTY = new ListTail(0, 0, 0);

        ListTail with(int nextPage, int more) {
            return new ListTail(count + more, nextPage, more);
        }
    }

    private final StateStore store;
    private final StateTable<PageKey<L>, V> table;
    private final KeyFormat<L> keys;
    private final Function<List<T>, V> pack;
    private final Function<V, List<T>> unpack;
    private final BoundedCache<L, ListTail> tails = new BoundedCache<>(MAX_CACHED_TAILS);

    /** @param keys how the keys of the lists are written */
    PagedLists(
            StateStore store,
            StateTable<PageKey<L>, V> table,
            KeyFormat<L> keys,
            Function<List<T>, V> pack,
            Function<V, List<T>> unpack) {
        this.store = store;
        this.table = table;
        this.keys = keys;
        this.pack = pack;
        this.unpack = unpack;
    }

    /** The number of items in a list. */
    int size(L list) {
        return tail(list).count();
    }

    void add(L list, T item) {
        ListTail end = tail(list);
        boolean full = end.pageSize() >= PAGE_SIZE;
        int number = full ? end.page() + 1 : end.page();
        PageKey<L> key = new PageKey<>(list, number);
        List<T> page = new ArrayList<>();
        if (end.pageSize() > 0 && !full) {
            store.get(table, key).ifPresent(known -> page.addAll(unpack.apply(known)));
        }
        page.add(item);
        store.put(table, key, pack.apply(page));
        tails.put(list, new ListTail(end.count() + 1, number, page.size()));
    }

    /** Adds many items at once, on pages of their own. */
    void addAll(L list, List<T> items) {
        for (int from = 0; from < items.size(); from += PAGE_SIZE) {
            List<T> page = items.subList(from, Math.min(items.size(), from + PAGE_SIZE));
            ListTail end = tail(list);
            int number = end.count() == 0 ? 0 : end.page() + 1;
            store.put(table, new PageKey<>(list, number), pack.apply(page));
            tails.put(list, new ListTail(end.count() + page.size(), number, page.size()));
        }
    }

    /** Removes the first item that matches; returns false if there is none. */
    boolean remove(L list, Predicate<T> which) {
        Map<PageKey<L>, List<T>> matching = new LinkedHashMap<>();
        store.scan(table, PageKey.prefix(keys, list), (key, page) -> {
            if (matching.isEmpty() && unpack.apply(page).stream().anyMatch(which)) {
                matching.put(key, unpack.apply(page));
            }
        });
        matching.forEach((key, page) -> {
            T out = page.stream().filter(which).findFirst().orElseThrow();
            List<T> left = new ArrayList<>(page);
            left.remove(out);
            if (left.isEmpty()) {
                store.delete(table, key);
            } else {
                store.put(table, key, pack.apply(left));
            }
            tails.remove(list);
        });
        return !matching.isEmpty();
    }

    /** All items of a list, in no particular order. */
    List<T> read(L list) {
        return readAll(PageKey.prefix(keys, list));
    }

    /** All items of the lists whose keys begin with a prefix. */
    List<T> readAll(KeyPrefix lists) {
        List<T> all = new ArrayList<>();
        store.scan(table, lists, (key, page) -> all.addAll(unpack.apply(page)));
        return all;
    }

    void delete(L list) {
        store.scan(table, PageKey.prefix(keys, list), (key, page) -> store.delete(table, key));
        tails.remove(list);
    }

    private ListTail tail(L list) {
        return tails.getOrLoad(list, this::loadTail);
    }

    private ListTail loadTail(L list) {
        List<ListTail> last = new ArrayList<>(List.of(ListTail.EMPTY));
        store.scan(
                table,
                PageKey.prefix(keys, list),
                (key, page) -> last.set(
                        0, last.get(0).with(key.number(), unpack.apply(page).size())));
        return last.get(0);
    }
}
