package org.postwatch.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.postwatch.roster.RosterSource;
import org.postwatch.text.Plural;

/**
 * What differs between two configurations of intake, in lines for people: one for each source, and for the phones and the desk of each
 * campus.
 * They repeat no id of a vendor.
 */
public final class IntakeDiff {
    private IntakeDiff() {}

    /** None when they are equal; each begins with the district, since it takes effect at once for all of it. */
    public static List<String> describe(IntakeConfig inForce, IntakeConfig compiled) {
        List<String> lines = new ArrayList<>();
        for (String name : union(inForce.sources(), compiled.sources())) {
            IntakeSource before = inForce.sources().get(name);
            IntakeSource after = compiled.sources().get(name);
            String source = compiled.district() + ": intake source " + name;
            if (before == null) {
                lines.add(source + " added (" + describe(after) + ")");
            } else if (after == null) {
                lines.add(source + " removed (" + describe(before) + ")");
            } else if (!before.equals(after)) {
                lines.add(source + " changed (" + String.join("; ", changes(before, after)) + ")");
            }
        }
        for (String campus : union(inForce.phones(), compiled.phones())) {
            addFeed(
                    lines,
                    compiled.district() + ": phones of campus " + campus,
                    inForce.phones().get(campus),
                    compiled.phones().get(campus));
        }
        for (String campus : union(inForce.desks(), compiled.desks())) {
            addFeed(
                    lines,
                    compiled.district() + ": desk of campus " + campus,
                    describe(inForce.desks().get(campus)),
                    describe(compiled.desks().get(campus)));
        }
        for (String name : union(inForce.rosters(), compiled.rosters())) {
            RosterSource before = inForce.rosters().get(name);
            RosterSource after = compiled.rosters().get(name);
            String roster = compiled.district() + ": roster " + name;
            if (before == null) {
                lines.add(roster + " added (" + describe(after) + ")");
            } else if (after == null) {
                lines.add(roster + " removed (" + describe(before) + ")");
            } else if (!before.equals(after)) {
                lines.add(roster + " changed (now " + describe(after) + ")");
            }
        }
        return List.copyOf(lines);
    }

    /** @param before null if there was none */
    private static void addFeed(List<String> lines, String what, String before, String after) {
        if (before == null) {
            lines.add(what + " added (feed " + after + ")");
        } else if (after == null) {
            lines.add(what + " removed (feed " + before + ")");
        } else if (!before.equals(after)) {
            lines.add(what + " changed (feed " + before + " -> " + after + ")");
        }
    }

    /** @param desk null if there is none */
    private static String describe(FrontDesk desk) {
        return desk == null ? null : desk.feed() + (desk.visitors() ? ", with visitors" : "");
    }

    private static String describe(RosterSource roster) {
        return (roster.table().isPresent() ? "csv" : "ical") + ", feed " + roster.feed() + ", "
                + Plural.format(roster.rules().rules().size(), "rule");
    }

    private static String describe(IntakeSource source) {
        long ids = source.map().byKind().values().stream().mapToLong(Map::size).sum();
        return source.transport().kind().documentName() + ", profile " + source.profile() + ", feed " + source.feed()
                + ", " + Plural.format(ids, "id") + " mapped";
    }

    private static List<String> changes(IntakeSource before, IntakeSource after) {
        List<String> changes = new ArrayList<>();
        addValue(
                changes,
                "kind",
                before,
                after,
                source -> source.transport().kind().documentName());
        addValue(changes, "profile", before, after, source -> source.profile().name());
        addValue(changes, "feed", before, after, IntakeSource::feed);
        addValue(changes, "secrets", before, after, source -> String.join(" and ", source.secretNames()));
        if (before.profile().name().equals(after.profile().name())
                && !before.profile().equals(after.profile())) {
            changes.add("another text of profile " + after.profile());
        }
        if (before.transport().kind() == after.transport().kind()
                && !before.transport().equals(after.transport())) {
            changes.add("connection changed");
        }
        for (String name : union(before.parameters(), after.parameters())) {
            if (!Objects.equals(
                    before.parameters().get(name), after.parameters().get(name))) {
                changes.add("parameter " + name + " changed");
            }
        }
        for (String kind : union(before.map().byKind(), after.map().byKind())) {
            addIds(
                    changes,
                    kind,
                    before.map().byKind().getOrDefault(kind, Map.of()),
                    after.map().byKind().getOrDefault(kind, Map.of()));
        }
        return changes;
    }

    private static void addValue(
            List<String> changes,
            String noun,
            IntakeSource before,
            IntakeSource after,
            Function<IntakeSource, String> value) {
        String was = value.apply(before);
        String is = value.apply(after);
        if (!was.equals(is)) {
            changes.add(noun + " " + (was.isEmpty() ? "none" : was) + " -> " + (is.isEmpty() ? "none" : is));
        }
    }

    private static void addIds(
            List<String> changes, String kind, Map<String, MappedTarget> before, Map<String, MappedTarget> after) {
        long added =
                after.keySet().stream().filter(id -> !before.containsKey(id)).count();
        long removed =
                before.keySet().stream().filter(id -> !after.containsKey(id)).count();
        long changed = after.entrySet().stream()
                .filter(entry -> before.containsKey(entry.getKey())
                        && !before.get(entry.getKey()).equals(entry.getValue()))
                .count();
        List<String> counts = new ArrayList<>();
        addCount(counts, added, "added");
        addCount(counts, removed, "removed");
        addCount(counts, changed, "changed");
        if (!counts.isEmpty()) {
            changes.add("ids of " + kind + ": " + String.join(", ", counts));
        }
    }

    private static void addCount(List<String> counts, long count, String what) {
        if (count > 0) {
            counts.add(count + " " + what);
        }
    }

    private static Set<String> union(Map<String, ?> before, Map<String, ?> after) {
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        return all;
    }
}
