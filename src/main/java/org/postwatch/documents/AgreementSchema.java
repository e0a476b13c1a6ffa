package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.optionalList;
import static org.postwatch.documents.form.SectionKey.required;

import java.util.List;
import org.postwatch.documents.form.DateOrDateTime;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;

/** The keys of an agreement with an agency. */
final class AgreementSchema {
    private static final int MAX_PARTS = 1_000;

    static final class DecisionSchema {
        static final SectionKey<String> BY = required("by", ValueFormats.ID, "One of the approvers.");
        static final SectionKey<String> DECISION = required(
                "decision",
                EnumParser.of(
                        "decision",
                        List.of("approved", "proposed", "under-review", "postponed", "rejected", "withdrawn")),
                "The decision. Only `approved` puts the agreement in force.");
        static final SectionKey<DateOrDateTime> AT = required("at", ValueFormats.DATE_OR_DATE_TIME);
        static final SectionSchema SECTION =
                SectionSchema.of("a decision", "The decision of one approver.", BY, DECISION, AT);

        private DecisionSchema() {}
    }

    static final class RenewalSchema {
        static final SectionKey<DateOrDateTime> DECIDED = required("decided", ValueFormats.DATE_OR_DATE_TIME);
        static final SectionKey<DateOrDateTime> TO =
                required("to", ValueFormats.DATE_OR_DATE_TIME, "The new end of the term.");
        static final SectionSchema SECTION =
                SectionSchema.of("a renewal", "A decision that extends the term.", DECIDED, TO);

        private RenewalSchema() {}
    }

    static final class CostSchema {
        static final SectionKey<String> CURRENCY = required(
                        "currency", ValueFormats.CURRENCY, "An ISO 4217 currency code.")
                .withExample("USD");
        static final SectionKey<Long> YEARLY = optional("yearly", ValueFormats.MONEY, "A fixed price per year.");
        static final SectionKey<Long> HOURLY =
                optional("hourly", ValueFormats.MONEY, "A price for each hour of cover.");
        static final SectionKey<Long> BUDGET = optional("budget", ValueFormats.MONEY, "The budget of the term.");
        static final SectionSchema SECTION =
                SectionSchema.of("a cost", "The cost of the agreement.", CURRENCY, YEARLY, HOURLY, BUDGET);

        private CostSchema() {}
    }

    static final SectionSchema TERM_SECTION = SectionSchema.of(
                    "a term", "The first term of the agreement.", DateRangeKeys.FROM, DateRangeKeys.TO)
            .withRule(DateRangeKeys::check);
    static final SectionSchema SUSPENSION_SECTION = SectionSchema.of(
                    "a suspension",
                    "A period of the term in which the agreement is not in force.",
                    DateRangeKeys.FROM,
                    DateRangeKeys.TO)
            .withRule(DateRangeKeys::check);

    static final SectionKey<String> ID = required("id", ValueFormats.ID);
    static final SectionKey<String> AGENCY = required("agency", ValueFormats.ID);
    static final SectionKey<List<LocatedValue<String>>> CAMPUSES = required(
            "campuses",
            ListParser.names("campuses", ValueFormats.ID),
            "The campuses that the agreement names, at least one.");
    static final SectionKey<ParsedSection> TERM = required("term", TERM_SECTION, "The first term of the agreement.");
    static final SectionKey<List<LocatedValue<String>>> APPROVERS = optionalList(
                    "approvers", ListParser.names("approvers", ValueFormats.ID), "Who must approve the agreement.")
            .withExample(List.of("city", "district"));
    static final SectionKey<List<LocatedValue<ParsedSection>>> DECISIONS = optionalList(
            "decisions",
            ListParser.sections("decisions", DecisionSchema.SECTION, MAX_PARTS),
            "The decisions. The latest decision of each approver counts.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> SUSPENSIONS = optionalList(
            "suspensions",
            ListParser.sections("suspensions", SUSPENSION_SECTION, MAX_PARTS),
            "The suspensions of the agreement.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> RENEWALS = optionalList(
            "renewals",
            ListParser.sections("renewals", RenewalSchema.SECTION, MAX_PARTS),
            "The renewals, in the order of their decisions.");
    static final SectionKey<ParsedSection> COST = optional("cost", CostSchema.SECTION, "The cost of the agreement.");
    static final SectionSchema SECTION = SectionSchema.of(
            "an agreement",
            "A contract or memorandum with an agency.",
            ID,
            AGENCY,
            CAMPUSES,
            TERM,
            APPROVERS,
            DECISIONS,
            SUSPENSIONS,
            RENEWALS,
            COST);

    private AgreementSchema() {}
}
