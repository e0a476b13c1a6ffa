package org.postwatch.documents;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.postwatch.documents.AgreementSchema.RenewalSchema;
import org.postwatch.documents.form.DateOrDateTime;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.plan.LocalDateTimeRange;

/** Agreements name campuses, and their renewals move the end of the term on. */
final class AgreementCheck {
    private AgreementCheck() {}

    static void check(DistrictDraft draft, Diagnostics faults) {
        for (ParsedSection agreement : draft.agreements().values()) {
            if (agreement.has(AgreementSchema.CAMPUSES)
                    && agreement.list(AgreementSchema.CAMPUSES).isEmpty()) {
                faults.error(agreement.at(AgreementSchema.CAMPUSES), "the agreement names no campus");
            }
            agreement
                    .find(AgreementSchema.TERM)
                    .map(DateRangeKeys::dateTimeRange)
                    .ifPresent(term -> {
                        Optional<LocalDateTime> end = checkRenewals(agreement, term, faults);
                        checkSuspensions(agreement, term.from(), end, faults);
                    });
        }
    }

    /** The end of the whole term. */
    private static Optional<LocalDateTime> checkRenewals(
            ParsedSection agreement, LocalDateTimeRange term, Diagnostics faults) {
        Optional<LocalDateTime> end = term.until();
        Optional<DateOrDateTime> decidedBefore = Optional.empty();
        for (ParsedSection renewal : agreement.sections(AgreementSchema.RENEWALS)) {
            Optional<DateOrDateTime> before = decidedBefore;
            Optional<DateOrDateTime> decided = renewal.find(RenewalSchema.DECIDED);
            if (decided.isPresent()
                    && decidedBefore.isPresent()
                    && decided.get().asStart().isBefore(decidedBefore.get().asStart())) {
                faults.error(
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
                faults.error(
                        renewal.at(RenewalSchema.TO),
                        "renewed to " + to.get() + ", not after the start of the term at "
                                + term.from().get());
            } else if (end.isPresent() && !until.isAfter(end.get())) {
                faults.warn(
                        renewal.at(RenewalSchema.TO),
                        "renewed to " + to.get() + ", which makes the agreement no longer than it was");
            }
            end = Optional.of(until);
        }
        return end;
    }

    private static void checkSuspensions(
            ParsedSection agreement, Optional<LocalDateTime> from, Optional<LocalDateTime> until, Diagnostics faults) {
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
                faults.warn(suspension.at(), "a suspension outside the term of the agreement");
            } else if (!suspension.has(DateRangeKeys.FROM) && !suspension.has(DateRangeKeys.TO)) {
                faults.warn(suspension.at(), "a suspension without 'from' and 'to': the agreement never holds");
            }
        }
    }
}
