package org.postwatch.documents.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list. Invalid items are reported and left out, so that the others are still checked.
 *
 * @param plural for messages, as {@code campuses}
 * @param distinct whether the same item twice is an error
 */
public record ListParser<T>(ValueParser<T> item, String plural, int min, int max, boolean distinct)
        implements ValueParser<List<LocatedValue<T>>> {
    /** The limit of lists that have no limit of their own. */
    public static final int MAX_ITEMS = 10_000;

    /** Distinct names, any number of them. */
    public static <T> ListParser<T> names(String plural, ValueParser<T> item) {
        return new ListParser<>(item, plural, 0, MAX_ITEMS, true);
    }

    /** Distinct names, at least one. */
    public static <T> ListParser<T> nonEmptyNames(String plural, ValueParser<T> item) {
        return new ListParser<>(item, plural, 1, MAX_ITEMS, true);
    }

    public static ListParser<ParsedSection> sections(String plural, SectionSchema item, int max) {
        return new ListParser<>(item, plural, 0, max, false);
    }

    @Override
    public String expected() {
        return "a list of " + plural + (min > 0 ? ", at least one" : "") + (max < MAX_ITEMS ? ", at most " + max : "");
    }

    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("items", item.schema(schema));
        list.put("maxItems", max);
        if (min > 0) {
            list.put("minItems", min);
        }
        if (distinct) {
            list.put("uniqueItems", true);
        }
        return list;
    }

    @Override
    public Optional<List<LocatedValue<T>>> parse(YamlNode node, String what, Diagnostics diagnostics) {
        if (!(node instanceof YamlNode.Sequence listing)) {
            return reject(node, what, diagnostics);
        }
        int size = listing.items().size();
        if (size < min || size > max) {
            diagnostics.error(node.at(), what + " has " + size + " items; expected " + expected());
            return Optional.empty();
        }
        List<LocatedValue<T>> items = new ArrayList<>(size);
        Map<T, SourceLocation> seen = new HashMap<>();
        for (YamlNode each : listing.items()) {
            Optional<T> value = item.parse(each, "an item of " + what, diagnostics);
            if (value.isPresent()) {
                SourceLocation first = distinct ? seen.putIfAbsent(value.get(), each.at()) : null;
                if (first != null) {
                    diagnostics.error(
                            each.at(), each.describe() + " is in " + what + " twice; the first is at " + first);
                } else {
                    items.add(new LocatedValue<>(value.get(), each.at()));
                }
            }
        }
        return Optional.of(List.copyOf(items));
    }
}
