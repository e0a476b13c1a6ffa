package org.postwatch.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwatch.event.EventType;

/**
 * What differs between two plans, in lines for people. Parts with {@link PlanFields} are compared field by field, and
 * everything else as a whole. Parts that have a name of their own are matched by it.
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
            lines.add(path + " " + text(before) + " -> " + text(after));
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

    /** What both have, if it stands in another order; sets have none. */
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

    /** A part with several fields is named alone; one that is little more than its name is shown. */
    private static String details(Object item) {
        return item instanceof DatedName dated && !dated.dates().equals(LocalDateTimeRange.ALWAYS)
                ? " (" + text(dated.dates()) + ")"
                : item instanceof Schedule.EarlyRelease release ? " (to " + release.to() + ")" : "";
    }

    private static Map<String, Object> byName(Collection<?> items) {
        Map<String, Object> byName = new LinkedHashMap<>();
        for (Object item : items) {
            String name = name(item);
            String unique = name;
            for (int n = 2; byName.containsKey(unique); n++) {
                unique = name + " (" + n + ")";
            }
            byName.put(unique, item);
        }
        return byName;
    }

    /** How an item is known among its like. */
    private static String name(Object item) {
        if (item instanceof Post post) {
            return post.id();
        } else if (item instanceof Entrance entrance) {
            return entrance.id();
        } else if (item instanceof Entrance.Device device) {
            return device.id();
        } else if (item instanceof Agency agency) {
            return agency.id();
        } else if (item instanceof Officer officer) {
            return officer.badge();
        } else if (item instanceof Agreement agreement) {
            return agreement.id();
        } else if (item instanceof StaffingExemption exemption) {
            return exemption.id();
        } else if (item instanceof Feed feed) {
            return feed.source();
        } else if (item instanceof DatedName dated) {
            return dated.name();
        } else if (item instanceof Schedule.WeeklyWindow pattern) {
            return pattern.name();
        } else if (item instanceof Schedule.SpecialEvent special) {
            return special.name() + " on " + special.date();
        } else if (item instanceof Schedule.EarlyRelease release) {
            return release.window() + " on " + release.date();
        }
        return text(item);
    }

    private static String join(String path, String part) {
        return path.isEmpty() ? part : part.isEmpty() ? path : path + ": " + part;
    }

    static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(RecordDiff::text).orElse("none");
        } else if (value instanceof LocalDateTimeRange dates) {
            return dates.text();
        } else if (value instanceof WeeklyHours hours) {
            return hours.text();
        } else if (value instanceof FeedKeys keys) {
            return keys.keys().isEmpty()
                    ? "none"
                    : keys.keys().stream().map(RecordDiff::text).collect(Collectors.joining(", "));
        } else if (value instanceof FeedKey key) {
            return "secret:" + key.secret()
                    + (key.dates().equals(LocalDateTimeRange.ALWAYS) ? "" : " " + text(key.dates()));
        } else if (value instanceof Duration duration) {
            return text(duration);
        } else if (value instanceof Schedule.SchoolTerm term) {
            return term.first() + " to " + term.last();
        } else if (value instanceof SeverityLadder ladder) {
            return ladder.steps().stream().map(RecordDiff::text).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof SeverityLadder.SeverityStep rung) {
            return rung.severity()
                    + rung.after().map(a -> " after " + text(a)).orElse("")
                    + (rung.triggers().isEmpty() ? "" : " at " + sorted(rung.triggers()));
        } else if (value instanceof EventType type) {
            return type.shortName();
        } else if (value instanceof DayOfWeek day) {
            return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
        } else if (value instanceof Agreement.ApprovalDecision decision) {
            return decision.status() + " by " + decision.approver() + " at " + decision.decidedAt();
        } else if (value instanceof Agreement.Renewal renewal) {
            return "until " + renewal.until() + ", decided at " + renewal.decidedAt();
        } else if (value instanceof Agreement.Cost cost) {
            return "(in cents of " + cost.currency() + ") yearly " + text(cost.yearly()) + ", hourly "
                    + text(cost.hourly()) + ", budget " + text(cost.budget());
        } else if (value instanceof Collection<?> all) {
            return (all instanceof Set
                            ? all.stream().map(RecordDiff::name).sorted()
                            : all.stream().map(RecordDiff::name))
                    .collect(Collectors.joining(", "));
        }
        return Objects.toString(value);
    }

    private static String text(Duration duration) {
        return duration.toSecondsPart() == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }

    private static String sorted(Collection<?> values) {
        return values.stream().map(RecordDiff::text).sorted().collect(Collectors.joining(", "));
    }
}
