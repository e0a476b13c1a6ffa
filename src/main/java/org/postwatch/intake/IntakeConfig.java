package org.postwatch.intake;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.roster.RosterSource;

/**
 * How events of a district arrive, whole in itself: with the text of the profiles, so that every instance reads messages alike.
 *
 * @param sources by name; empty for a district without {@code intake.yaml}
 * @param phones the feed of the officers' phones, by campus; empty where officers do not check in by phone
 * @param desks the front desks, by campus
 * @param rosters by name; no source has the name of a roster
 */
public record IntakeConfig(
        String district,
        SortedMap<String, IntakeSource> sources,
        SortedMap<String, String> phones,
        SortedMap<String, FrontDesk> desks,
        SortedMap<String, RosterSource> rosters) {
    /** No district has more. */
    public static final int MAX_SOURCES = 100;

    /** Campuses with phones; no district has more campuses. */
    public static final int MAX_PHONES = 1_000;

    /** Of one kind, in one source. */
    public static final int MAX_IDS = 20_000;

    public IntakeConfig {
        Objects.requireNonNull(district);
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        phones = Collections.unmodifiableSortedMap(new TreeMap<>(phones));
        desks = Collections.unmodifiableSortedMap(new TreeMap<>(desks));
        rosters = Collections.unmodifiableSortedMap(new TreeMap<>(rosters));
    }

    /**
     * That of a district without phones, desks and rosters.
     *
     * @throws IllegalStateException if two sources have the same name
     */
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
                                TreeMap::new)),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    /** The same with other phones. */
    public IntakeConfig withPhones(SortedMap<String, String> feedByCampus) {
        return new IntakeConfig(district, sources, feedByCampus, desks, rosters);
    }

    /** The same with other front desks, one for each campus at most. */
    public IntakeConfig withDesks(Collection<FrontDesk> all) {
        SortedMap<String, FrontDesk> byCampus = new TreeMap<>();
        all.forEach(desk -> byCampus.put(desk.campus(), desk));
        return new IntakeConfig(district, sources, phones, byCampus, rosters);
    }

    /** The same with other rosters, each with a name of its own. */
    public IntakeConfig withRosters(Collection<RosterSource> all) {
        SortedMap<String, RosterSource> byName = new TreeMap<>();
        all.forEach(roster -> byName.put(roster.name(), roster));
        return new IntakeConfig(district, sources, phones, desks, byName);
    }

    /** Sources and rosters, in the order of their names. */
    public List<IntakeSource> allSources() {
        SortedMap<String, IntakeSource> all = new TreeMap<>(sources);
        rosters.forEach((name, roster) -> all.put(name, IntakeSource.of(roster)));
        return List.copyOf(all.values());
    }

    /** Whether there is nothing to take: such a district has no record. */
    public boolean isEmpty() {
        return sources.isEmpty() && phones.isEmpty() && desks.isEmpty() && rosters.isEmpty();
    }

    /** That of a district without {@code intake.yaml}. */
    public static IntakeConfig none(String district) {
        return new IntakeConfig(district, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }
}
