package org.postwatch.documents;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.postwatch.documents.AgreementSchema.RenewalSchema;
import org.postwatch.documents.form.DateOrDateTime;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.plan.LocalDateTimeRange;

/** Agreements name campuses, and each renewal ends later than the term before it. */
final class AgreementCheck {
    private AgreementCheck() {}

    static void check(DistrictDraft draft, Diagnostics diagnostics) {
        for (ParsedSection agreement : draft.agreements().values()) {
            if (agreement.has(AgreementSchema.CAMPUSES)
                    && agreement.list(AgreementSchema.CAMPUSES).isEmpty()) {
                diagnostics.error(agreement.at(AgreementSchema.CAMPUSES), "the agreement names no campus");
            }
            agreement
                    .find(AgreementSchema.TERM)
                    .map(DateRangeKeys::dateTimeRange)
                    .ifPresent(term -> {
                        Optional<LocalDateTime> end = checkRenewals(agreement, term, diagnostics);
                        checkSuspensions(agreement, term.from(), end, diagnostics);
                    });
        }
    }

    /** The end of the whole term. */
    private static Optional<LocalDateTime> checkRenewals(
            ParsedSection agreement, LocalDateTimeRange term, Diagnostics diagnostics) {
        Optional<LocalDateTime> end = term.until();
        Optional<DateOrDateTime> decidedBefore = Optional.empty();
        for (ParsedSection renewal : agreement.sections(AgreementSchema.RENEWALS)) {
            Optional<DateOrDateTime> before = decidedBefore;
            Optional<DateOrDateTime> decided = renewal.find(RenewalSchema.DECIDED);
            if (decided.isPresent()
                    && decidedBefore.isPresent()
                    && decided.get().asStart().isBefore(decidedBefore.get().asStart())) {
                diagnostics.error(
                        renewal.at(RenewalSchema.DECIDED),
                        "decided at " + decided.get() + ", before the renewal above it (" + decidedBefore.get()
                                + "); expected renewals in the order of their decisions");
            }
            decidedBefore = decided.or(() -> before);
            Optional<DateOrDateTime> to = renewal.find(RenewalSchema.TO);
            if (to.isEmpty()) {
                continue;
            }
            LocalDateTime until = to.get().asEnd();
            if (term.from().isPresent() && !until.isAfter(term.from().get())) {
                diagnostics.error(
                        renewal.at(RenewalSchema.TO),
                        "renewed to " + to.get() + ", not after the start of the term at "
                                + term.from().get());
            } else if (end.isPresent() && !until.isAfter(end.get())) {
                diagnostics.warn(
                        renewal.at(RenewalSchema.TO),
                        "renewed to " + to.get() + ", which makes the agreement no longer than it was");
            }
            end = Optional.of(until);
        }
        return end;
    }

    private static void checkSuspensions(
            ParsedSection agreement,
            Optional<LocalDateTime> from,
            Optional<LocalDateTime> until,
            Diagnostics diagnostics) {
        List<ParsedSection> suspensions = agreement.sections(AgreementSchema.SUSPENSIONS);
        for (ParsedSection suspension : suspensions) {
            LocalDateTimeRange dates = DateRangeKeys.dateTimeRange(suspension);
            boolean early = from.isPresent()
                    && dates.until().isPresent()
                    && !dates.until().get().isAfter(from.get());
            boolean late = until.isPresent()
                    && dates.from().isPresent()
                    && !dates.from().get().isBefore(until.get());
            if (early || late) {
                diagnostics.warn(suspension.at(), "a suspension outside the term of the agreement");
            } else if (!suspension.has(DateRangeKeys.FROM) && !suspension.has(DateRangeKeys.TO)) {
                diagnostics.warn(suspension.at(), "a suspension without 'from' and 'to': the agreement never holds");
            }
        }
    }
}
