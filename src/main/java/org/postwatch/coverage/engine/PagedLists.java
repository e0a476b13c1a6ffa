package org.postwatch.coverage.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.postwatch.state.BoundedCache;
import org.postwatch.state.StateStore;
import org.postwatch.state.StateTable;

/**
 * Lists that grow all day, stored in pages of a few dozen items, so that adding an item does not rewrite the list.
 *
 * @param <V> a page
 * @param <T> an item
 */
final class PagedLists<V, T> {
    static final int PAGE_SIZE = 32;
    /** Numbers of pages have the same length, so that their order as text is their order. */
    private static final int FIRST_PAGE = 1_000_000;

    private static final int MAX_CACHED_TAILS = 200_000;

    /** The items of a list, the number of its last page, and the items on that page. */
    private record ListTail(int count, int page, int pageSize) {
        static final ListTail EMPTY = new ListTail(0, 0, 0);

        ListTail with(String key, int more) {
            return new ListTail(count + more, pageNumber(key), more);
        }
    }

    private final StateStore store;
    private final StateTable<V> table;
    private final Function<List<T>, V> pack;
    private final Function<V, List<T>> unpack;
    private final BoundedCache<String, ListTail> tails = new BoundedCache<>(MAX_CACHED_TAILS);

    PagedLists(StateStore store, StateTable<V> table, Function<List<T>, V> pack, Function<V, List<T>> unpack) {
        this.store = store;
        this.table = table;
        this.pack = pack;
        this.unpack = unpack;
    }

    /** The number of items in a list. */
    int size(String list) {
        return tail(list).count();
    }

    void add(String list, T item) {
        ListTail end = tail(list);
        boolean full = end.pageSize() >= PAGE_SIZE;
        int number = full ? end.page() + 1 : end.page();
        String key = pageKey(list, number);
        List<T> page = new ArrayList<>();
        if (end.pageSize() > 0 && !full) {
            store.get(table, key).ifPresent(known -> page.addAll(unpack.apply(known)));
        }
        page.add(item);
        store.put(table, key, pack.apply(page));
        tails.put(list, new ListTail(end.count() + 1, number, page.size()));
    }

    /** Adds many items at once, on pages of their own. */
    void addAll(String list, List<T> items) {
        for (int from = 0; from < items.size(); from += PAGE_SIZE) {
            List<T> page = items.subList(from, Math.min(items.size(), from + PAGE_SIZE));
            ListTail end = tail(list);
            int number = end.count() == 0 ? 0 : end.page() + 1;
            store.put(table, pageKey(list, number), pack.apply(page));
            tails.put(list, new ListTail(end.count() + page.size(), number, page.size()));
        }
    }

    /** Removes the first item that matches; returns false if there is none. */
    boolean remove(String list, Predicate<T> which) {
        Map<String, List<T>> matching = new LinkedHashMap<>();
        store.scan(table, pagePrefix(list), (key, page) -> {
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

    /** All items of a list, or of all lists whose names begin with {@code list/}, in no particular order. */
    List<T> read(String list) {
        List<T> all = new ArrayList<>();
        store.scan(table, pagePrefix(list), (key, page) -> all.addAll(unpack.apply(page)));
        return all;
    }

    void delete(String list) {
        store.scan(table, pagePrefix(list), (key, page) -> store.delete(table, key));
        tails.remove(list);
    }

    private static String pagePrefix(String list) {
        return list + "/";
    }

    private static String pageKey(String list, int number) {
        return pagePrefix(list) + (FIRST_PAGE + number);
    }

    private static int pageNumber(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf('/') + 1)) - FIRST_PAGE;
    }

    private ListTail tail(String list) {
        return tails.getOrLoad(list, this::loadTail);
    }

    private ListTail loadTail(String list) {
        Map<String, Integer> pages = new LinkedHashMap<>();
        store.scan(
                table,
                pagePrefix(list),
                (key, page) -> pages.put(key, unpack.apply(page).size()));
        ListTail end = ListTail.EMPTY;
        for (Map.Entry<String, Integer> page : pages.entrySet()) {
            end = end.with(page.getKey(), page.getValue());
        }
        return end;
    }
}
