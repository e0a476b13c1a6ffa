package org.postwatch.plan;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whether an agreement is in force: every listed approver's latest decision is {@code approved}, the term runs, and it
 * is not suspended. Local times of agreements are the district's.
 */
public final class AgreementStatus {
    private AgreementStatus() {}

    /** Why an agreement is not in force at {@code t}; empty when it is. */
    public static Optional<String> reasonNotInForce(Agreement agreement, Instant t, ZoneId zone) {
        for (String approver : agreement.approvers()) {
            if (!latestDecision(agreement, approver, t, zone).equals(Optional.of(Agreement.APPROVED))) {
                return Optional.of("awaiting " + approver);
            }
        }
        if (t.isBefore(agreement.term().start(zone))) {
            return Optional.of("not-begun");
        }
        if (!t.isBefore(endAsOf(agreement, t, zone))) {
            return Optional.of("ended");
        }
        boolean suspended = agreement.suspensions().stream().anyMatch(s -> s.contains(t, zone));
        return suspended ? Optional.of("suspended") : Optional.empty();
    }

    /** The latest decision of an approver at or before {@code t}. */
    private static Optional<String> latestDecision(Agreement agreement, String approver, Instant t, ZoneId zone) {
        return latest(
                        agreement.decisions(),
                        d -> d.approver().equals(approver),
                        Agreement.ApprovalDecision::decidedAt,
                        t,
                        zone)
                .map(Agreement.ApprovalDecision::status);
    }

    /** The end of the term as renewals decided at or before {@code t} have moved it. */
    private static Instant endAsOf(Agreement agreement, Instant t, ZoneId zone) {
        return latest(agreement.renewals(), r -> true, Agreement.Renewal::decidedAt, t, zone)
                .map(renewal -> LocalDateTimeRange.until(renewal.until(), zone))
                .orElse(agreement.term().end(zone));
    }

    /**
     * The latest at or before {@code t}; of two at one instant the later in the document. By instants, not by local times:
     * of 02:40 and 03:10 on the night in which clocks go forward at two, the latter comes first.
     */
    private static <T> Optional<T> latest(
            List<T> inDocument, Predicate<T> which, Function<T, LocalDateTime> at, Instant t, ZoneId zone) {
        return inDocument.stream()
                .filter(which)
                .filter(one -> !LocalDateTimeRange.startOf(at.apply(one), zone).isAfter(t))
                .reduce((one, next) -> LocalDateTimeRange.startOf(at.apply(next), zone)
                                .isBefore(LocalDateTimeRange.startOf(at.apply(one), zone))
                        ? one
                        : next);
    }

    /** Adds every instant at which the answer may change. */
    public static void addBoundaries(Agreement agreement, ZoneId zone, Collection<Instant> into) {
        agreement.decisions().forEach(d -> into.add(LocalDateTimeRange.startOf(d.decidedAt(), zone)));
        into.add(agreement.term().start(zone));
        into.add(agreement.term().end(zone));
        for (LocalDateTimeRange suspension : agreement.suspensions()) {
            into.add(suspension.start(zone));
            into.add(suspension.end(zone));
        }
        for (Agreement.Renewal renewal : agreement.renewals()) {
            into.add(LocalDateTimeRange.startOf(renewal.decidedAt(), zone));
            into.add(LocalDateTimeRange.until(renewal.until(), zone));
        }
    }

    /** Agreements of an agency that name a campus, by id. */
    public static List<Agreement> agreementsFor(District district, String agency, String campus) {
        return district.agreements().stream()
                .filter(a -> a.agency().equals(agency) && a.campuses().contains(campus))
                .sorted(Comparator.comparing(Agreement::id))
                .toList();
    }
}
