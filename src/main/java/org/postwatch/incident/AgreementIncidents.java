package org.postwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.AgreementTermEnd.FaultGroup;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.TimeSpan;

/**
 * One incident for each agreement and end of its term. It opens when the agreement is {@linkplain AgreementReliance relied
 * on}, but not earlier than a number of days before that end, or than the start of a suspension.
 */
public final class AgreementIncidents {
    private AgreementIncidents() {}

    /**
     * @param campuses the campuses of the district by id
     * @param shifts every shift as last planned
     * @param relied what {@link #relianceStarts} returned for shifts whose state was removed
     */
    public static List<IncidentTimeline> of(
            District district,
            Map<String, CampusPlan> campuses,
            Collection<ShiftPlanned> shifts,
            Map<String, Instant> relied) {
        List<IncidentTimeline> timelines = new ArrayList<>();
        for (Agreement agreement : district.agreements()) {
            AgreementReliance reliance = new AgreementReliance(district, agreement, campuses, shifts, relied);
            AgreementTermEnd.of(district, agreement)
                    .forEach(end -> timeline(district, agreement, end, reliance).ifPresent(timelines::add));
        }
        return timelines;
    }

    /**
     * The faults of agreements during which one of these shifts relies on the agreement, to be kept when the state of the
     * shifts is removed.
     *
     * @return for each span of faults, the first instant at which a shift relies on the agreement
     */
    public static Map<String, Instant> relianceStarts(District district, Collection<ShiftPlanned> shifts) {
        Map<String, Instant> relied = new HashMap<>();
        for (Agreement agreement : district.agreements()) {
            AgreementReliance reliance = new AgreementReliance(district, agreement, Map.of(), shifts, Map.of());
            for (AgreementTermEnd end : AgreementTermEnd.of(district, agreement)) {
                for (FaultGroup group : end.faults()) {
                    TimeSpan faults = group.span().span();
                    reliance.first(faults).ifPresent(t -> relied.put(reliance.key(faults), t));
                }
            }
        }
        return relied;
    }

    private static Optional<IncidentTimeline> timeline(
            District district, Agreement agreement, AgreementTermEnd end, AgreementReliance reliance) {
        EpisodeRule rule =
                new EpisodeRule(district.severities(), district.settings().agreementLadder(), Duration.ZERO);
        Instant first = district.firstDay().atStartOfDay(district.zone()).toInstant();
        List<Episode> episodes = new ArrayList<>();
        List<IncidentTimeline.ReasonChange> changes = new ArrayList<>();
        for (FaultGroup group : end.faults()) {
            TimeSpan faults = group.span().span();
            Optional<Instant> relied = faults.to().isAfter(first) ? reliance.first(faults) : Optional.empty();
            if (relied.isPresent()) {
                TimeSpan open = new TimeSpan(relied.get(), faults.to());
                rule.evaluate(new FaultSpan(open, group.span().closeReason()), List.of())
                        .ifPresent(episodes::add);
                changes.addAll(group.reasons());
            }
        }
        changes.sort(Comparator.comparing(IncidentTimeline.ReasonChange::from));
        return episodes.isEmpty()
                ? Optional.empty()
                : Optional.of(new IncidentTimeline(
                        IncidentId.of(IncidentKind.AGREEMENT_LAPSING, agreement.id(), end.end())
                                .text(),
                        IncidentKind.AGREEMENT_LAPSING,
                        Map.of("agreement", agreement.id(), "agency", agreement.agency()),
                        episodes,
                        changes));
    }
}
