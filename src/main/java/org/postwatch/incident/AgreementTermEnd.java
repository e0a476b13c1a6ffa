package org.postwatch.incident;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.District;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.TimeSpan;

/**
 * An end of the term of an agreement that was in effect for a while: the first one, or that of a renewal.
 *
 * @param end when the term ends by it
 * @param faults when the agreement lapses or is suspended before this end
 */
record AgreementTermEnd(Instant end, List<FaultGroup> faults) {
    private static final String LIFTED = "lifted";

    /** A span in which the agreement lapses or is suspended. */
    private record AgreementFault(TimeSpan span, String closeReason, Reason reason) {}

    /**
     * Faults that touch or overlap.
     *
     * @param span from the start of the first fault to the end of the last
     * @param reasons from the start of each fault, the reasons of the faults that have started
     */
    record FaultGroup(FaultSpan span, List<IncidentTimeline.ReasonChange> reasons) {}

    /** The ends of the term in their order. */
    static List<AgreementTermEnd> of(District district, Agreement agreement) {
        ZoneId zone = district.zone();
        List<AgreementTermEnd> ends = new ArrayList<>();
        Instant effective = agreement.term().start(zone);
        Optional<LocalDateTime> end = agreement.term().until();
        for (int i = 0; end.isPresent(); i++) {
            Optional<Agreement.Renewal> renewal = i < agreement.renewals().size()
                    ? Optional.of(agreement.renewals().get(i))
                    : Optional.empty();
            ends.add(of(district, agreement, effective, end.get(), renewal));
            effective = renewal.map(r -> LocalDateTimeRange.startOf(r.decidedAt(), zone))
                    .orElse(Instant.MAX);
            end = renewal.map(Agreement.Renewal::until);
        }
        return ends;
    }

    /** @param effective from when this end was the end of the term */
    private static AgreementTermEnd of(
            District district,
            Agreement agreement,
            Instant effective,
            LocalDateTime localEnd,
            Optional<Agreement.Renewal> renewal) {
        ZoneId zone = district.zone();
        Instant end = LocalDateTimeRange.until(localEnd, zone);
        Optional<Instant> renewed = renewal.map(r -> LocalDateTimeRange.startOf(r.decidedAt(), zone))
                .filter(t -> t.isBefore(end));
        Instant inEffectUntil = renewed.orElse(end);
        String closeReason = renewed.isPresent() ? "renewed" : "lapsed";
        List<AgreementFault> faults = new ArrayList<>();
        // Before the district is monitored nothing is required, so no agreement is relied on.
        Instant monitored = district.monitoredFrom();
        Instant warned = LocalDateTimeRange.startOf(
                localEnd.minusDays(district.settings().agreementDays()), zone);
        clipped(warned, inEffectUntil, monitored, inEffectUntil)
                .ifPresent(span -> faults.add(new AgreementFault(
                        span, closeReason, Reason.of(ReasonCode.AGREEMENT_LAPSING, agreement.id(), end))));
        for (LocalDateTimeRange suspension : agreement.suspensions()) {
            Instant start = suspension.start(zone);
            clipped(start, suspension.end(zone), effective.isAfter(monitored) ? effective : monitored, inEffectUntil)
                    .ifPresent(span -> faults.add(new AgreementFault(
                            span, LIFTED, Reason.of(ReasonCode.AGREEMENT_SUSPENDED, agreement.id(), start))));
        }
        return new AgreementTermEnd(
                end,
                merged(faults).stream()
                        .map(group -> new FaultGroup(faultSpan(group, inEffectUntil, closeReason), reasons(group)))
                        .toList());
    }

    private static Optional<TimeSpan> clipped(Instant from, Instant to, Instant min, Instant max) {
        Instant start = from.isAfter(min) ? from : min;
        Instant stop = to.isBefore(max) ? to : max;
        return start.isBefore(stop) ? Optional.of(new TimeSpan(start, stop)) : Optional.empty();
    }

    /** Groups faults that touch or overlap. The lapse comes first in the reasons of a group. */
    private static List<List<AgreementFault>> merged(List<AgreementFault> faults) {
        List<List<AgreementFault>> groups = new ArrayList<>();
        Instant end = null;
        List<AgreementFault> sorted = new ArrayList<>(faults);
        sorted.sort(Comparator.comparing(fault -> fault.span().from()));
        for (AgreementFault fault : sorted) {
            if (end == null || fault.span().from().isAfter(end)) {
                groups.add(new ArrayList<>());
                end = fault.span().to();
            }
            groups.get(groups.size() - 1).add(fault);
            end = fault.span().to().isAfter(end) ? fault.span().to() : end;
        }
        groups.forEach(group -> group.sort(Comparator.comparing(
                        (AgreementFault fault) -> fault.closeReason().equals(LIFTED))
                .thenComparing(fault -> fault.span().from())));
        return groups;
    }

    private static FaultSpan faultSpan(List<AgreementFault> group, Instant inEffectUntil, String closeReason) {
        Instant from = group.stream()
                .map(fault -> fault.span().from())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant to = group.stream()
                .map(fault -> fault.span().to())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new FaultSpan(new TimeSpan(from, to), to.equals(inEffectUntil) ? closeReason : LIFTED);
    }

    private static List<IncidentTimeline.ReasonChange> reasons(List<AgreementFault> group) {
        return group.stream()
                .map(fault -> fault.span().from())
                .map(since -> new IncidentTimeline.ReasonChange(
                        since,
                        group.stream()
                                .filter(fault -> !fault.span().from().isAfter(since))
                                .map(AgreementFault::reason)
                                .toList()))
                .toList();
    }
}
