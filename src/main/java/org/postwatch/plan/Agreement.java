package org.postwatch.plan;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A contract or memorandum between the district and an agency. Whether it is in force follows from its parts and is never set directly.
 *
 * @param campuses the campuses it names
 * @param term its first term; renewals move the end
 * @param suspensions when it is not in force although its term runs
 * @param approvers who must have approved; if empty, no approval is needed
 * @param decisions in the order of the document, which breaks ties of one instant
 * @param renewals decisions that move the end of the term, in the order of the document
 */
public record Agreement(
        String id,
        String agency,
        Set<String> campuses,
        LocalDateTimeRange term,
        List<LocalDateTimeRange> suspensions,
        List<String> approvers,
        List<ApprovalDecision> decisions,
        List<Renewal> renewals,
        Optional<Cost> cost) {
    public static final String APPROVED = "approved";

    public Agreement {
        campuses = Set.copyOf(campuses);
        suspensions = List.copyOf(suspensions);
        approvers = List.copyOf(approvers);
        decisions = List.copyOf(decisions);
        renewals = List.copyOf(renewals);
    }

    /** What an approver decided: {@code approved}, {@code proposed}, {@code under-review}, {@code rejected}, … */
    public record ApprovalDecision(String approver, String status, LocalDateTime decidedAt) {}

    /** The term's end is moved to {@code until} (exclusive), as decided at {@code decided}. */
    public record Renewal(LocalDateTime decidedAt, LocalDateTime until) {}

    /**
     * What it costs, in whole cents of {@code currency}.
     *
     * @param yearly a fixed price a year
     * @param hourly a price for each hour of cover
     * @param budget what may be spent in the term
     */
    public record Cost(String currency, Optional<Long> yearly, Optional<Long> hourly, Optional<Long> budget) {}
}
