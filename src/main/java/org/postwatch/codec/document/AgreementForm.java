package org.postwatch.codec.document;

import static org.postwatch.codec.document.Key.optional;
import static org.postwatch.codec.document.Key.required;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of an agreement with an agency. */
final class AgreementForm {
    private static final int PARTS_MAX = 1_000;

    static final class DecisionForm {
        static final Key<String> BY = required("by", Formats.ID);
        static final Key<String> DECISION = required("decision", new Choice<>("decision", decisions()));
        static final Key<Moment> AT = required("at", Formats.MOMENT);
        static final Shape SHAPE = Shape.of("a decision", BY, DECISION, AT);

        private DecisionForm() {}

        private static Map<String, String> decisions() {
            Map<String, String> names = new LinkedHashMap<>();
            for (String name : List.of("approved", "proposed", "under-review", "postponed", "rejected", "withdrawn")) {
                names.put(name, name);
            }
            return names;
        }
    }

    static final class RenewalForm {
        static final Key<Moment> DECIDED = required("decided", Formats.MOMENT);
        static final Key<Moment> TO = required("to", Formats.MOMENT);
        static final Shape SHAPE = Shape.of("a renewal", DECIDED, TO);

        private RenewalForm() {}
    }

    static final class CostForm {
        static final Key<String> CURRENCY = required("currency", Formats.CURRENCY);
        static final Key<Long> YEARLY = optional("yearly", new Amount());
        static final Key<Long> HOURLY = optional("hourly", new Amount());
        static final Key<Long> BUDGET = optional("budget", new Amount());
        static final Shape SHAPE = Shape.of("a cost", CURRENCY, YEARLY, HOURLY, BUDGET);

        private CostForm() {}
    }

    static final Shape TERM_SHAPE = Shape.of("a term", Dating.FROM, Dating.TO).where(Dating::check);
    static final Shape SUSPENSION_SHAPE =
            Shape.of("a suspension", Dating.FROM, Dating.TO).where(Dating::check);

    static final Key<String> ID = required("id", Formats.ID);
    static final Key<String> AGENCY = required("agency", Formats.ID);
    static final Key<List<Located<String>>> CAMPUSES = required("campuses", ListOf.names("campuses", Formats.ID));
    static final Key<Section> TERM = required("term", TERM_SHAPE);
    static final Key<List<Located<String>>> APPROVERS = optional("approvers", ListOf.names("approvers", Formats.ID));
    static final Key<List<Located<Section>>> DECISIONS =
            optional("decisions", ListOf.sections("decisions", DecisionForm.SHAPE, PARTS_MAX));
    static final Key<List<Located<Section>>> SUSPENSIONS =
            optional("suspensions", ListOf.sections("suspensions", SUSPENSION_SHAPE, PARTS_MAX));
    static final Key<List<Located<Section>>> RENEWALS =
            optional("renewals", ListOf.sections("renewals", RenewalForm.SHAPE, PARTS_MAX));
    static final Key<Section> COST = optional("cost", CostForm.SHAPE);
    static final Shape SHAPE =
            Shape.of("an agreement", ID, AGENCY, CAMPUSES, TERM, APPROVERS, DECISIONS, SUSPENSIONS, RENEWALS, COST);

    private AgreementForm() {}
}
