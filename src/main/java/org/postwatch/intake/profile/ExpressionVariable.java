package org.postwatch.intake.profile;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import java.util.List;

/** What expressions may read. The arrival is not among it: the same message must always become the same events. */
enum ExpressionVariable {
    BODY("body", SimpleType.DYN, "the decoded body; fields that are null are absent"),
    RAW("raw", SimpleType.STRING, "the body as text, as it was received"),
    ITEM("item", SimpleType.DYN, "the element of `each`"),
    TOPIC("topic", SimpleType.STRING, "the MQTT topic; empty for other transports"),
    RETAINED("retained", SimpleType.BOOL, "whether the MQTT broker had kept the message"),
    HEADERS("headers", textMap(), "headers by lower-case name, without credentials; the user properties of MQTT 5"),
    QUERY("query", textMap(), "the parameters of the address, without credentials"),
    WITH("with", textMap(), "the parameters that the district gives in `intake.yaml`"),
    MAP("map", SimpleType.DYN, "the district's map: `map.KIND[ID]`, with `campus`, `entrance`, `device`, `officer`"),
    ANSWER("answer", SimpleType.DYN, "the answer of the vendor, decoded; in `poll` only"),
    TARGET("target", textMap(), "what the ids of the entry's `map` stand for; only those that the map has");

    private static final List<String> NAMES =
            Arrays.stream(values()).map(ExpressionVariable::text).toList();

    private final String text;
    private final CelType type;
    private final String about;

    ExpressionVariable(String text, CelType type, String about) {
        this.text = text;
        this.type = type;
        this.about = about;
    }

    private static CelType textMap() {
        return MapType.create(SimpleType.STRING, SimpleType.STRING);
    }

    /** The name in expressions. */
    String text() {
        return text;
    }

    CelType type() {
        return type;
    }

    /** For the documentation, in Markdown. */
    String about() {
        return about;
    }

    static boolean isName(String name) {
        return NAMES.contains(name);
    }

    static List<String> names() {
        return NAMES;
    }
}
