package org.postwatch.codec.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list. Items that are no such value are faults and left out, so that the others are still checked.
 *
 * @param plural for messages, as {@code campuses}
 * @param distinct whether the same item twice is a fault
 */
record ListOf<T>(Value<T> item, String plural, int min, int max, boolean distinct) implements Value<List<Located<T>>> {
    /** The bound of lists that nobody fills by hand. */
    static final int ITEMS_MAX = 10_000;

    /** Distinct names, any number of them. */
    static <T> ListOf<T> names(String plural, Value<T> item) {
        return new ListOf<>(item, plural, 0, ITEMS_MAX, true);
    }

    /** Distinct names, at least one. */
    static <T> ListOf<T> someNames(String plural, Value<T> item) {
        return new ListOf<>(item, plural, 1, ITEMS_MAX, true);
    }

    static ListOf<Section> sections(String plural, Shape item, int max) {
        return new ListOf<>(item, plural, 0, max, false);
    }

    @Override
    public String expected() {
        return "a list of " + plural + (min > 0 ? ", at least one" : "") + (max < ITEMS_MAX ? ", at most " + max : "");
    }

    @Override
    public Optional<List<Located<T>>> read(Node node, String what, Faults faults) {
        if (!(node instanceof Node.Listing listing)) {
            return refuse(node, what, faults);
        }
        int size = listing.items().size();
        if (size < min || size > max) {
            faults.error(node.at(), what + " has " + size + " items; expected " + expected());
            return Optional.empty();
        }
        List<Located<T>> items = new ArrayList<>(size);
        Map<T, Spot> seen = new HashMap<>();
        for (Node each : listing.items()) {
            Optional<T> value = item.read(each, "an item of " + what, faults);
            if (value.isPresent()) {
                Spot first = distinct ? seen.putIfAbsent(value.get(), each.at()) : null;
                if (first != null) {
                    faults.error(each.at(), each.words() + " is in " + what + " twice; the first is at " + first);
                } else {
                    items.add(new Located<>(value.get(), each.at()));
                }
            }
        }
        return Optional.of(List.copyOf(items));
    }
}
