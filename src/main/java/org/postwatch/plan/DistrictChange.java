package org.postwatch.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What applying a district's documents does: its own record is replaced at once, each campus gets a version that speaks
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
        List<String> refusals) {
    public DistrictChange {
        campuses = Collections.unmodifiableMap(new TreeMap<>(campuses));
        lines = List.copyOf(lines);
        refusals = List.copyOf(refusals);
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
            Effect effect) {
        District compiled =
                documents.watchedSince(inForce.map(District::watchedFrom).orElse(effect.now()));
        List<String> lines = new ArrayList<>(PlanChange.lines(inForce, compiled));
        Optional<District> replaced = lines.isEmpty() ? Optional.empty() : Optional.of(compiled);
        Map<String, CampusPlan> changed = new TreeMap<>();
        TreeSet<String> refusals = new TreeSet<>();
        TreeSet<String> ids = new TreeSet<>(campusesInForce.keySet());
        ids.addAll(campuses.keySet());
        for (String id : ids) {
            PlanChange change = campus(compiled, campusesInForce.get(id), campuses.get(id), effect);
            change.refusal().ifPresent(refusals::add);
            if (!change.isEmpty()) {
                changed.put(id, change.plan());
                lines.addAll(change.lines());
                if (campusesInForce.containsKey(id)) {
                    effect.refusal(change.plan().zone()).ifPresent(refusals::add);
                }
            }
        }
        return new DistrictChange(compiled.id(), replaced, changed, lines, List.copyOf(refusals));
    }

    private static PlanChange campus(District district, CampusPlan inForce, Campus compiled, Effect effect) {
        if (inForce == null) {
            var first = effect.first(district, compiled);
            PlanChange change = PlanChange.of(Optional.empty(), compiled, first, first);
            return change.watchedSince(effect.restate() ? district.watchedFrom() : effect.now());
        }
        var since = effect.since(inForce);
        var firstOpen = effect.firstOpen(district, inForce.zone());
        return compiled == null
                ? withdrawal(PlanChange.withdrawal(inForce, since, firstOpen))
                : PlanChange.of(Optional.of(inForce), compiled, since, firstOpen);
    }

    /** Says first why all its parts go. */
    private static PlanChange withdrawal(PlanChange change) {
        if (change.isEmpty()) {
            return change;
        }
        List<String> lines = new ArrayList<>(change.lines());
        lines.add(0, change.plan().id() + ": is no longer in the documents, and will need nobody");
        return new PlanChange(change.plan(), lines, change.refusal());
    }
}
