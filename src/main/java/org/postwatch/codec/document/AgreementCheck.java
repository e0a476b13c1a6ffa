package org.postwatch.codec.document;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.postwatch.codec.document.AgreementForm.RenewalForm;
import org.postwatch.plan.Dates;

/** Agreements name campuses, and their renewals move the end of the term on. */
final class AgreementCheck {
    private AgreementCheck() {}

    static void check(Draft draft, Faults faults) {
        for (Section agreement : draft.agreements().values()) {
            if (agreement.has(AgreementForm.CAMPUSES)
                    && agreement.list(AgreementForm.CAMPUSES).isEmpty()) {
                faults.error(agreement.at(AgreementForm.CAMPUSES), "the agreement names no campus");
            }
            agreement.find(AgreementForm.TERM).map(Dating::dates).ifPresent(term -> {
                Optional<LocalDateTime> end = renewals(agreement, term, faults);
                suspensions(agreement, term.from(), end, faults);
            });
        }
    }

    /** The end of the whole term. */
    private static Optional<LocalDateTime> renewals(Section agreement, Dates term, Faults faults) {
        Optional<LocalDateTime> end = term.until();
        Optional<Moment> decidedBefore = Optional.empty();
        for (Section renewal : agreement.sections(AgreementForm.RENEWALS)) {
            Optional<Moment> before = decidedBefore;
            Optional<Moment> decided = renewal.find(RenewalForm.DECIDED);
            if (decided.isPresent()
                    && decidedBefore.isPresent()
                    && decided.get().asStart().isBefore(decidedBefore.get().asStart())) {
                faults.error(
                        renewal.at(RenewalForm.DECIDED),
                        "decided at " + decided.get() + ", before the renewal above it (" + decidedBefore.get()
                                + "); expected renewals in the order of their decisions");
            }
            decidedBefore = decided.or(() -> before);
            Optional<Moment> to = renewal.find(RenewalForm.TO);
            if (to.isEmpty()) {
                continue;
            }
            LocalDateTime until = to.get().asEnd();
            if (term.from().isPresent() && !until.isAfter(term.from().get())) {
                faults.error(
                        renewal.at(RenewalForm.TO),
                        "renewed to " + to.get() + ", not after the start of the term at "
                                + term.from().get());
            } else if (end.isPresent() && !until.isAfter(end.get())) {
                faults.warn(
                        renewal.at(RenewalForm.TO),
                        "renewed to " + to.get() + ", which makes the agreement no longer than it was");
            }
            end = Optional.of(until);
        }
        return end;
    }

    private static void suspensions(
            Section agreement, Optional<LocalDateTime> from, Optional<LocalDateTime> until, Faults faults) {
        List<Section> suspensions = agreement.sections(AgreementForm.SUSPENSIONS);
        for (Section suspension : suspensions) {
            Dates dates = Dating.dates(suspension);
            boolean early = from.isPresent()
                    && dates.until().isPresent()
                    && !dates.until().get().isAfter(from.get());
            boolean late = until.isPresent()
                    && dates.from().isPresent()
                    && !dates.from().get().isBefore(until.get());
            if (early || late) {
                faults.warn(suspension.at(), "a suspension outside the term of the agreement");
            } else if (!suspension.has(Dating.FROM) && !suspension.has(Dating.TO)) {
                faults.warn(suspension.at(), "a suspension without 'from' and 'to': the agreement never holds");
            }
        }
    }
}
