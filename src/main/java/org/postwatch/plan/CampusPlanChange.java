package org.postwatch.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.postwatch.text.Plural;

/**
 * What applying a document does to one campus.
 *
 * @param plan the plan afterwards; the one in force when nothing changes
 * @param lines what changes, for people: {@code sarracino-ms: from 2023-09-12: post sro: head-count 1 -> 2}; empty when
 *     nothing does
 * @param refusal why it cannot be applied; then the plan is the one in force
 */
public record CampusPlanChange(CampusPlan plan, List<String> lines, Optional<String> rejection) {
    public CampusPlanChange {
        lines = List.copyOf(lines);
    }

    /** The same of a campus that is applied first at an instant. */
    CampusPlanChange withMonitoredFrom(Instant instant) {
        return new CampusPlanChange(new CampusPlan(plan.id(), plan.versions(), instant), lines, rejection);
    }

    /** Whether there is anything to apply. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /**
     * A new version is in force from a date on. Later versions are dropped, because documents state what is in force
     * from now on. A restatement has a date in the past.
     *
     * @param firstOpen the first date that is not sealed: nothing changes before it, and versions that spoke for sealed
     *     dates only are pruned
     */
    public static CampusPlanChange of(
            Optional<CampusPlan> inForce, Campus compiled, LocalDate from, LocalDate firstOpen) {
        LocalDate since = from.isBefore(firstOpen) ? firstOpen : from;
        if (inForce.isEmpty()) {
            NavigableMap<LocalDate, Campus> first = new TreeMap<>();
            first.put(since, compiled);
            return new CampusPlanChange(
                    new CampusPlan(compiled.id(), first),
                    List.of(compiled.id() + ": from " + since + ": new campus" + parts(compiled)),
                    Optional.empty());
        }
        CampusPlan before = inForce.get();
        if (!before.zone().equals(compiled.zone())) {
            return new CampusPlanChange(
                    before,
                    List.of(),
                    Optional.of("campus '" + before.id() + "' is in " + before.zone() + " and cannot move to "
                            + compiled.zone() + "; give it a new id"));
        }
        List<String> lines = new ArrayList<>();
        NavigableMap<LocalDate, Campus> versions = new TreeMap<>(before.versions());
        LocalDate first = versions.firstKey();
        // The first version is in force before its date, too: it is not dropped but changed, below.
        versions.tailMap(since, false).keySet().stream()
                .filter(date -> !date.equals(first))
                .map(date -> before.id() + ": the version from " + date + " is dropped")
                .forEach(lines::add);
        for (String line : RecordDiff.between(before.versionOn(since), compiled)) {
            lines.add(before.id() + ": from " + since + ": " + line);
        }
        if (lines.isEmpty()) {
            return new CampusPlanChange(before, lines, Optional.empty());
        }
        if (versions.floorKey(since) == null && firstOpen.isBefore(since)) {
            // The first version was in force on the days before it, too, and remains so.
            versions.put(firstOpen, versions.firstEntry().getValue());
        }
        versions.tailMap(since, true).clear();
        if (versions.isEmpty() || !versions.lastEntry().getValue().equals(compiled)) {
            versions.put(since, compiled);
        }
        CampusPlan after = new CampusPlan(before.id(), pruned(versions, firstOpen), before.monitoredFrom());
        return new CampusPlanChange(after, lines, Optional.empty());
    }

    /** A campus that is no longer in the documents: from a date on it has neither posts nor entrances. */
    public static CampusPlanChange removal(CampusPlan inForce, LocalDate from, LocalDate firstOpen) {
        Campus last = inForce.versions().lastEntry().getValue();
        Schedule none = new Schedule(List.of(), Set.of(), List.of(), List.of(), List.of());
        Campus empty = new Campus(last.id(), last.name(), last.zone(), List.of(), List.of(), none);
        return of(Optional.of(inForce), empty, from, firstOpen);
    }

    /** The changes of the district itself, which are in force on every open day at once. */
    public static List<String> lines(Optional<District> inForce, District compiled) {
        return inForce.map(before -> RecordDiff.between(before, compiled).stream()
                        .map(line -> compiled.id() + ": " + line)
                        .toList())
                .orElseGet(() -> List.of(compiled.id() + ": new district with "
                        + Plural.format(compiled.officers().size(), "officer") + ", "
                        + Plural.format(compiled.agreements().size(), "agreement") + ", "
                        + Plural.format(compiled.feeds().size(), "feed")));
    }

    /** The version that is in force on the first open date, and all later ones. */
    private static NavigableMap<LocalDate, Campus> pruned(NavigableMap<LocalDate, Campus> versions, LocalDate first) {
        LocalDate speaking = versions.floorKey(first);
        return speaking == null ? versions : versions.tailMap(speaking, true);
    }

    private static String parts(Campus campus) {
        return (campus.posts().isEmpty() ? "" : "; posts " + PlanText.of(campus.posts()))
                + (campus.entrances().isEmpty() ? "" : "; entrances " + PlanText.of(campus.entrances()));
    }
}
