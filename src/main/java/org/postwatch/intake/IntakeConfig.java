package org.postwatch.intake;

import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sources of a district, whole in itself: with the text of the profiles, so that every instance reads messages alike.
 *
 * @param sources by name; empty for a district without {@code intake.yaml}
 */
public record IntakeConfig(String district, SortedMap<String, IntakeSource> sources) {
    /** No district has more. */
    public static final int MAX_SOURCES = 100;

    /** Of one kind, in one source. */
    public static final int MAX_IDS = 20_000;

    public IntakeConfig {
        Objects.requireNonNull(district);
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    }

    /** @throws IllegalStateException if two sources have the same name */
    public static IntakeConfig of(String district, Collection<IntakeSource> sources) {
        return new IntakeConfig(
                district,
                sources.stream()
                        .collect(Collectors.toMap(
                                IntakeSource::name,
                                Function.identity(),
                                (a, b) -> {
                                    throw new IllegalStateException("two sources have the name '" + a.name() + "'");
                                },
                                TreeMap::new)));
    }

    /** That of a district without {@code intake.yaml}. */
    public static IntakeConfig none(String district) {
        return new IntakeConfig(district, new TreeMap<>());
    }
}
