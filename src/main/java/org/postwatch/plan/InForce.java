package org.postwatch.plan;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether an agreement is in force: every listed approver's latest decision is {@code approved}, the term runs, and it
 * is not suspended. Local times of agreements are the district's.
 */
public final class InForce {
    private InForce() {}

    /** Why an agreement is not in force at {@code t}; empty when it is. */
    public static Optional<String> obstacle(Agreement agreement, Instant t, ZoneId zone) {
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

    /** The latest decision of an approver at or before {@code t}; of two at one instant the later in the document. */
    private static Optional<String> latestDecision(Agreement agreement, String approver, Instant t, ZoneId zone) {
        Agreement.Decision latest = null;
        for (Agreement.Decision decision : agreement.decisions()) {
            boolean known = decision.approver().equals(approver)
                    && !Dates.startOf(decision.at(), zone).isAfter(t);
            if (known && (latest == null || !decision.at().isBefore(latest.at()))) {
                latest = decision;
            }
        }
        return Optional.ofNullable(latest).map(Agreement.Decision::decision);
    }

    /** The end of the term as renewals decided at or before {@code t} have moved it. */
    private static Instant endAsOf(Agreement agreement, Instant t, ZoneId zone) {
        Agreement.Renewal latest = null;
        for (Agreement.Renewal renewal : agreement.renewals()) {
            boolean known = !Dates.startOf(renewal.decided(), zone).isAfter(t);
            if (known && (latest == null || !renewal.decided().isBefore(latest.decided()))) {
                latest = renewal;
            }
        }
        return latest == null ? agreement.term().end(zone) : Dates.endOf(latest.until(), zone);
    }

    /** Adds every instant at which the answer may change. */
    public static void addBoundaries(Agreement agreement, ZoneId zone, Collection<Instant> into) {
        agreement.decisions().forEach(d -> into.add(Dates.startOf(d.at(), zone)));
        into.add(agreement.term().start(zone));
        into.add(agreement.term().end(zone));
        for (Dates suspension : agreement.suspensions()) {
            into.add(suspension.start(zone));
            into.add(suspension.end(zone));
        }
        for (Agreement.Renewal renewal : agreement.renewals()) {
            into.add(Dates.startOf(renewal.decided(), zone));
            into.add(Dates.endOf(renewal.until(), zone));
        }
    }

    /** Agreements of an agency that name a campus, by id. */
    public static List<Agreement> naming(District district, String agency, String campus) {
        return district.agreements().stream()
                .filter(a -> a.agency().equals(agency) && a.campuses().contains(campus))
                .sorted(Comparator.comparing(Agreement::id))
                .toList();
    }
}
