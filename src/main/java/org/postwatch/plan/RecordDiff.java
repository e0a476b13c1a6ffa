package org.postwatch.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What differs between two plans, in lines for people. Parts with {@link PlanFields} are compared field by field, and
 * other values as a whole, with their {@link PlanText}. Items of a list or map are matched by their name.
 */
final class RecordDiff {
    private final List<String> lines = new ArrayList<>();

    private RecordDiff() {}

    /** One line for each difference; none when the two are equal. */
    static List<String> between(Object before, Object after) {
        RecordDiff difference = new RecordDiff();
        difference.compare("", before, after);
        return difference.lines;
    }

    private void compare(String path, Object before, Object after) {
        if (before.equals(after)) {
            return;
        }
        List<PlanFields.ComparedField<?>> fields = PlanFields.of(before.getClass());
        if (fields.isEmpty()) {
            lines.add(path + " " + PlanText.of(before) + " -> " + PlanText.of(after));
        }
        fields.forEach(field -> compare(path, field, field.of(before), field.of(after)));
    }

    private void compare(String path, PlanFields.ComparedField<?> field, Object before, Object after) {
        if (before instanceof Collection<?> a && after instanceof Collection<?> b) {
            compareItems(path, field.item(), byName(a), byName(b));
            if (a instanceof List && b instanceof List) {
                compareOrder(
                        join(path, field.name()), byName(a).keySet(), byName(b).keySet());
            }
        } else if (before instanceof Map<?, ?> a && after instanceof Map<?, ?> b) {
            compareItems(path, field.item(), byName(a.values()), byName(b.values()));
        } else {
            compare(join(path, field.name()), before, after);
        }
    }

    /** Reports another order of the items that both have. */
    private void compareOrder(String path, Set<String> before, Set<String> after) {
        List<String> a = before.stream().filter(after::contains).toList();
        List<String> b = after.stream().filter(before::contains).toList();
        if (!a.equals(b)) {
            lines.add(path + " in another order: " + String.join(", ", a) + " -> " + String.join(", ", b));
        }
    }

    private void compareItems(String path, String noun, Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> all = new TreeMap<>(before);
        all.putAll(after);
        all.keySet().forEach(name -> {
            Object a = before.get(name);
            Object b = after.get(name);
            String part = join(path, noun + " " + name);
            if (a == null) {
                lines.add(part + " added" + details(b));
            } else if (b == null) {
                lines.add(part + " removed" + details(a));
            } else {
                compare(part, a, b);
            }
        });
    }

    /** The content of a part that has little more than its name; empty for others. */
    private static String details(Object item) {
        return item instanceof DatedName dated && !dated.dates().equals(LocalDateTimeRange.ALWAYS)
                ? " (" + dated.dates().text() + ")"
                : item instanceof Schedule.EarlyRelease release ? " (to " + release.to() + ")" : "";
    }

    private static Map<String, Object> byName(Collection<?> items) {
        Map<String, Object> byName = new LinkedHashMap<>();
        for (Object item : items) {
            String name = PlanFields.name(item);
            String unique = name;
            for (int n = 2; byName.containsKey(unique); n++) {
                unique = name + " (" + n + ")";
            }
            byName.put(unique, item);
        }
        return byName;
    }

    private static String join(String path, String part) {
        return path.isEmpty() ? part : part.isEmpty() ? path : path + ": " + part;
    }
}
