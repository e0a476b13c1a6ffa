package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.documents.form.DateOrDateTime;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.MoneyParser;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;

/** The keys of an agreement with an agency. */
final class AgreementSchema {
    private static final int MAX_PARTS = 1_000;

    static final class DecisionSchema {
        static final SectionKey<String> BY = required("by", ValueFormats.ID);
        static final SectionKey<String> DECISION = required("decision", new EnumParser<>("decision", decisions()));
        static final SectionKey<DateOrDateTime> AT = required("at", ValueFormats.DATE_OR_DATE_TIME);
        static final SectionSchema SECTION = SectionSchema.of("a decision", BY, DECISION, AT);

        private DecisionSchema() {}

        private static Map<String, String> decisions() {
            Map<String, String> names = new LinkedHashMap<>();
            for (String name : List.of("approved", "proposed", "under-review", "postponed", "rejected", "withdrawn")) {
                names.put(name, name);
            }
            return names;
        }
    }

    static final class RenewalSchema {
        static final SectionKey<DateOrDateTime> DECIDED = required("decided", ValueFormats.DATE_OR_DATE_TIME);
        static final SectionKey<DateOrDateTime> TO = required("to", ValueFormats.DATE_OR_DATE_TIME);
        static final SectionSchema SECTION = SectionSchema.of("a renewal", DECIDED, TO);

        private RenewalSchema() {}
    }

    static final class CostSchema {
        static final SectionKey<String> CURRENCY = required("currency", ValueFormats.CURRENCY);
        static final SectionKey<Long> YEARLY = optional("yearly", new MoneyParser());
        static final SectionKey<Long> HOURLY = optional("hourly", new MoneyParser());
        static final SectionKey<Long> BUDGET = optional("budget", new MoneyParser());
        static final SectionSchema SECTION = SectionSchema.of("a cost", CURRENCY, YEARLY, HOURLY, BUDGET);

        private CostSchema() {}
    }

    static final SectionSchema TERM_SECTION =
            SectionSchema.of("a term", DateRangeKeys.FROM, DateRangeKeys.TO).withRule(DateRangeKeys::check);
    static final SectionSchema SUSPENSION_SECTION = SectionSchema.of(
                    "a suspension", DateRangeKeys.FROM, DateRangeKeys.TO)
            .withRule(DateRangeKeys::check);

    static final SectionKey<String> ID = required("id", ValueFormats.ID);
    static final SectionKey<String> AGENCY = required("agency", ValueFormats.ID);
    static final SectionKey<List<LocatedValue<String>>> CAMPUSES =
            required("campuses", ListParser.names("campuses", ValueFormats.ID));
    static final SectionKey<ParsedSection> TERM = required("term", TERM_SECTION);
    static final SectionKey<List<LocatedValue<String>>> APPROVERS =
            optional("approvers", ListParser.names("approvers", ValueFormats.ID));
    static final SectionKey<List<LocatedValue<ParsedSection>>> DECISIONS =
            optional("decisions", ListParser.sections("decisions", DecisionSchema.SECTION, MAX_PARTS));
    static final SectionKey<List<LocatedValue<ParsedSection>>> SUSPENSIONS =
            optional("suspensions", ListParser.sections("suspensions", SUSPENSION_SECTION, MAX_PARTS));
    static final SectionKey<List<LocatedValue<ParsedSection>>> RENEWALS =
            optional("renewals", ListParser.sections("renewals", RenewalSchema.SECTION, MAX_PARTS));
    static final SectionKey<ParsedSection> COST = optional("cost", CostSchema.SECTION);
    static final SectionSchema SECTION = SectionSchema.of(
            "an agreement", ID, AGENCY, CAMPUSES, TERM, APPROVERS, DECISIONS, SUSPENSIONS, RENEWALS, COST);

    private AgreementSchema() {}
}
