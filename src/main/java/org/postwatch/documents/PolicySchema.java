package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.optionalList;
import static org.postwatch.documents.form.SectionKey.required;

import java.util.ArrayList;
import java.util.List;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.NoticeField;
import org.postwatch.notification.policy.DisclosurePolicy;

/** The keys of a disclosure policy. */
final class PolicySchema {
    static final int MAX_GRANTS = 200;

    static final class GrantSchema {
        static final SectionKey<String> NAME = optional(
                "name",
                ValueFormats.ID,
                "The name of the rule, which every disclosure record contains. If absent, the class.");
        static final SectionKey<String> CLASS =
                required("class", ValueFormats.ID, "The class of agencies that the grant applies to.");
        static final SectionKey<List<LocatedValue<String>>> KINDS = required(
                "kinds",
                ListParser.nonEmptyNames("kinds", choiceOrAll("kind", Alert.KINDS)),
                "The kinds that the class may be notified of. `all` includes `conduct` for class school only.");
        static final SectionKey<List<LocatedValue<String>>> FIELDS = optional(
                "fields",
                ListParser.nonEmptyNames("fields", choiceOrAll("field", NoticeField.names())),
                "The fields that the class may receive. If absent, severity and campus.");
        static final SectionSchema SECTION = SectionSchema.of(
                "a grant",
                "The kinds and fields that a class of agencies may be notified of. Everything that is not granted is denied.",
                NAME,
                CLASS,
                KINDS,
                FIELDS);

        private GrantSchema() {}
    }

    static final class MandatoryDenialsSchema {
        static final SectionKey<List<LocatedValue<String>>> CLASSES = optionalList(
                "classes",
                ListParser.names("classes", ValueFormats.ID),
                "Agencies of these classes cannot be recipients.");
        static final SectionKey<List<LocatedValue<String>>> DOMAINS = optionalList(
                "domains",
                ListParser.names("domains", ValueFormats.DOMAIN),
                "Addresses in these domains, or below them, are denied.");
        static final SectionSchema SECTION =
                SectionSchema.of("the denials", "Classes and domains that no route can reach.", CLASSES, DOMAINS);

        private MandatoryDenialsSchema() {}
    }

    static final SectionKey<List<LocatedValue<ParsedSection>>> GRANTS = optionalList(
            "grants",
            ListParser.sections("grants", GrantSchema.SECTION, MAX_GRANTS),
            "The grants of the classes. Class school may know everything unless it has a grant of its own.");
    static final SectionKey<ParsedSection> DENIED =
            optional("denied", MandatoryDenialsSchema.SECTION, "Classes and domains that no route can reach.");
    static final SectionSchema SECTION = SectionSchema.of("a policy", "The disclosure policy.", GRANTS, DENIED);

    private PolicySchema() {}

    /** Names, or all of them. */
    private static EnumParser<String> choiceOrAll(String noun, List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.add(DisclosurePolicy.ALL);
        return EnumParser.of(noun, all);
    }
}
