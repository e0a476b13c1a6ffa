package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        static final SectionKey<String> NAME = optional("name", ValueFormats.ID);
        static final SectionKey<String> CLASS = required("class", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> KINDS =
                required("kinds", ListParser.nonEmptyNames("kinds", choiceOrAll("kind", Alert.KINDS)));
        static final SectionKey<List<LocatedValue<String>>> FIELDS =
                optional("fields", ListParser.nonEmptyNames("fields", choiceOrAll("field", NoticeField.names())));
        static final SectionSchema SECTION = SectionSchema.of("a grant", NAME, CLASS, KINDS, FIELDS);

        private GrantSchema() {}
    }

    static final class MandatoryDenialsSchema {
        static final SectionKey<List<LocatedValue<String>>> CLASSES =
                optional("classes", ListParser.names("classes", ValueFormats.ID));
        static final SectionKey<List<LocatedValue<String>>> DOMAINS =
                optional("domains", ListParser.names("domains", ValueFormats.DOMAIN));
        static final SectionSchema SECTION = SectionSchema.of("what is denied", CLASSES, DOMAINS);

        private MandatoryDenialsSchema() {}
    }

    static final SectionKey<List<LocatedValue<ParsedSection>>> GRANTS =
            optional("grants", ListParser.sections("grants", GrantSchema.SECTION, MAX_GRANTS));
    static final SectionKey<ParsedSection> DENIED = optional("denied", MandatoryDenialsSchema.SECTION);
    static final SectionSchema SECTION = SectionSchema.of("a policy", GRANTS, DENIED);

    private PolicySchema() {}

    static EnumParser<String> choiceOf(String noun, List<String> names) {
        Map<String, String> same = new LinkedHashMap<>();
        names.forEach(name -> same.put(name, name));
        return new EnumParser<>(noun, same);
    }

    /** Names, or all of them. */
    private static EnumParser<String> choiceOrAll(String noun, List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.add(DisclosurePolicy.ALL);
        return choiceOf(noun, all);
    }
}
