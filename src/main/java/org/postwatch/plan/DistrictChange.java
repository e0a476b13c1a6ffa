package org.postwatch.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What applying a district's documents does: its own record is replaced at once, each campus gets a version that is in force
 * from a date on. A campus that is no longer in the documents gets one without posts; none is ever deleted.
 *
 * @param district present when the district's own record changes
 * @param campuses of those that change, by id
 * @param lines what changes, for people, the district first; empty when nothing does
 * @param refusals why it cannot be applied; then nothing of it may be
 */
public record DistrictChange(
        String id,
        Optional<District> district,
        Map<String, CampusPlan> campuses,
        List<String> lines,
        List<String> rejections) {
    public DistrictChange {
        campuses = Collections.unmodifiableMap(new TreeMap<>(campuses));
        lines = List.copyOf(lines);
        rejections = List.copyOf(rejections);
    }

    /** Whether there is nothing to apply. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /**
     * @param inForce the district as it is known, by its campuses; empty when it never was
     * @param campuses of the documents, by id
     * @param effect a district, and a campus, is watched from the instant at which it is applied first; a campus that is
     *     new with a restatement from that of its district
     */
    public static DistrictChange of(
            Optional<District> inForce,
            Map<String, CampusPlan> campusesInForce,
            District documents,
            Map<String, Campus> campuses,
            EffectiveDate effect) {
        District compiled =
                documents.withMonitoredFrom(inForce.map(District::monitoredFrom).orElse(effect.appliedAt()));
        List<String> lines = new ArrayList<>(CampusPlanChange.lines(inForce, compiled));
        Optional<District> replaced = lines.isEmpty() ? Optional.empty() : Optional.of(compiled);
        Map<String, CampusPlan> changed = new TreeMap<>();
        TreeSet<String> refusals = new TreeSet<>();
        TreeSet<String> ids = new TreeSet<>(campusesInForce.keySet());
        ids.addAll(campuses.keySet());
        for (String id : ids) {
            CampusPlanChange change = campusChange(compiled, campusesInForce.get(id), campuses.get(id), effect);
            change.rejection().ifPresent(refusals::add);
            if (!change.isEmpty()) {
                changed.put(id, change.plan());
                lines.addAll(change.lines());
                if (campusesInForce.containsKey(id)) {
                    effect.rejection(change.plan().zone()).ifPresent(refusals::add);
                }
            }
        }
        return new DistrictChange(compiled.id(), replaced, changed, lines, List.copyOf(refusals));
    }

    private static CampusPlanChange campusChange(
            District district, CampusPlan inForce, Campus compiled, EffectiveDate effect) {
        if (inForce == null) {
            var first = effect.firstVersionDate(district, compiled);
            CampusPlanChange change = CampusPlanChange.of(Optional.empty(), compiled, first, first);
            return change.withMonitoredFrom(effect.restate() ? district.monitoredFrom() : effect.appliedAt());
        }
        var since = effect.newVersionDate(inForce);
        var firstOpen = effect.firstOpenDate(district, inForce.zone());
        return compiled == null
                ? withRemovalLine(CampusPlanChange.removal(inForce, since, firstOpen))
                : CampusPlanChange.of(Optional.of(inForce), compiled, since, firstOpen);
    }

    /** Says first why all its parts go. */
    private static CampusPlanChange withRemovalLine(CampusPlanChange change) {
        if (change.isEmpty()) {
            return change;
        }
        List<String> lines = new ArrayList<>(change.lines());
        lines.add(0, change.plan().id() + ": is no longer in the documents, and will need nobody");
        return new CampusPlanChange(change.plan(), lines, change.rejection());
    }
}
