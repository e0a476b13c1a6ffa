package org.postwatch.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postwatch.RecordCopy;

/** Takes away from a failing world what is not needed for it to fail. */
final class WorldShrinker {
    /** The components of a world and of its parts from which elements are taken away. */
    private static final Set<String> SHRINKABLE = Set.of(
            "district",
            "campuses",
            "versions",
            "posts",
            "entrances",
            "schedule",
            "weekly",
            "specials",
            "releases",
            "officers",
            "credentials",
            "affiliations",
            "agreements",
            "suspensions",
            "decisions",
            "approvers",
            "renewals",
            "exemptions",
            "disqualifyingAffiliations");

    /** Those that keep one element. */
    private static final Set<String> NEVER_EMPTY = Set.of("campuses", "versions");

    private WorldShrinker() {}

    static World shrink(World failing, Predicate<World> stillFails) {
        World small = failing;
        boolean smaller = true;
        while (smaller) {
            World before = small;
            small = withFewerArrivals(small, stillFails);
            small = greedily(small, stillFails);
            smaller = small != before;
        }
        return small;
    }

    /** Takes halves away, then quarters, … then single ones. */
    private static World withFewerArrivals(World w, Predicate<World> stillFails) {
        for (int chunk = Math.max(1, w.arrivals().size() / 2); chunk >= 1; chunk /= 2) {
            int at = 0;
            while (at < w.arrivals().size()) {
                List<Arrival> fewer = new ArrayList<>(w.arrivals());
                fewer.subList(at, Math.min(fewer.size(), at + chunk)).clear();
                World smaller = w.withArrivals(fewer);
                if (stillFails.test(smaller)) {
                    w = smaller;
                } else {
                    at += chunk;
                }
            }
        }
        return w;
    }

    private static World greedily(World w, Predicate<World> stillFails) {
        World smaller = w;
        while (smaller != null) {
            w = smaller;
            smaller = smaller(w)
                    .map(World.class::cast)
                    .filter(stillFails)
                    .findFirst()
                    .orElse(null);
        }
        return w;
    }

    /** Every record that has one thing less, in itself or in one of its parts. */
    private static Stream<Record> smaller(Record whole) {
        return Arrays.stream(whole.getClass().getRecordComponents())
                .filter(part -> SHRINKABLE.contains(part.getName()))
                .flatMap(part -> smallerParts(part.getName(), RecordCopy.get(whole, part))
                        .map(less -> RecordCopy.with(whole, part.getName(), less)));
    }

    private static Stream<?> smallerParts(String name, Object part) {
        boolean mayBeEmpty = !NEVER_EMPTY.contains(name);
        if (part instanceof Record record) {
            return smaller(record);
        } else if (part instanceof List<?> list) {
            return IntStream.range(0, list.size())
                    .boxed()
                    .flatMap(i -> changes(list.get(i), mayBeEmpty || list.size() > 1)
                            .map(change -> {
                                List<Object> less = new ArrayList<>(list);
                                less.remove((int) i);
                                change.ifPresent(smaller -> less.add(i, smaller));
                                return less;
                            }));
        } else if (part instanceof Map<?, ?> map) {
            return map.keySet().stream()
                    .sorted()
                    .flatMap(key -> changes(map.get(key), mayBeEmpty || map.size() > 1)
                            .map(change -> {
                                Map<Object, Object> less = new TreeMap<>(map);
                                less.remove(key);
                                change.ifPresent(smaller -> less.put(key, smaller));
                                return less;
                            }));
        }
        return Stream.empty();
    }

    /** What may take the place of an element: nothing, or a smaller one. */
    private static Stream<Optional<Object>> changes(Object element, boolean mayBeRemoved) {
        Stream<Optional<Object>> removed = mayBeRemoved ? Stream.of(Optional.empty()) : Stream.empty();
        return element instanceof Record record
                ? Stream.concat(removed, smaller(record).map(Optional::of))
                : removed;
    }
}
