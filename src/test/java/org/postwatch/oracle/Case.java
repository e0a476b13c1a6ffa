package org.postwatch.oracle;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A case worked out by hand.
 *
 * @param expected the lines that must come out, as {@link FactLines} writes them
 * @param about beginnings of lines: only those are compared
 * @param setAside what admission rejects, where the case speaks of it
 */
public record Case(
        String name, World world, List<String> expected, Set<String> about, Optional<List<String>> setAside) {
    public Case {
        expected = expected.stream().sorted().toList();
    }

    /** What some way of working out facts says of that which the case is about. */
    public List<String> actual(Function<World, List<String>> facts) {
        return facts.apply(world).stream()
                .filter(line -> about.stream().anyMatch(line::startsWith))
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
