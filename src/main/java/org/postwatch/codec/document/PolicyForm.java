package org.postwatch.codec.document;

import static org.postwatch.codec.document.Key.optional;
import static org.postwatch.codec.document.Key.required;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.routing.Field;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Policy;

/** The keys of a disclosure policy. */
final class PolicyForm {
    static final int GRANTS_MAX = 200;

    static final class GrantForm {
        static final Key<String> NAME = optional("name", Formats.ID);
        static final Key<String> CLASS = required("class", Formats.ID);
        static final Key<List<Located<String>>> KINDS =
                required("kinds", ListOf.someNames("kinds", choice("kind", Matter.KINDS)));
        static final Key<List<Located<String>>> FIELDS =
                optional("fields", ListOf.someNames("fields", choice("field", Field.names())));
        static final Shape SHAPE = Shape.of("a grant", NAME, CLASS, KINDS, FIELDS);

        private GrantForm() {}
    }

    static final class BarredForm {
        static final Key<List<Located<String>>> CLASSES = optional("classes", ListOf.names("classes", Formats.ID));
        static final Key<List<Located<String>>> DOMAINS = optional("domains", ListOf.names("domains", Formats.DOMAIN));
        static final Shape SHAPE = Shape.of("what is barred", CLASSES, DOMAINS);

        private BarredForm() {}
    }

    static final Key<List<Located<Section>>> GRANTS =
            optional("grants", ListOf.sections("grants", GrantForm.SHAPE, GRANTS_MAX));
    static final Key<Section> BARRED = optional("barred", BarredForm.SHAPE);
    static final Shape SHAPE = Shape.of("a policy", GRANTS, BARRED);

    private PolicyForm() {}

    static Choice<String> named(String noun, List<String> names) {
        Map<String, String> same = new LinkedHashMap<>();
        names.forEach(name -> same.put(name, name));
        return new Choice<>(noun, same);
    }

    /** Names, or all of them. */
    private static Choice<String> choice(String noun, List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.add(Policy.ALL);
        return named(noun, all);
    }
}
