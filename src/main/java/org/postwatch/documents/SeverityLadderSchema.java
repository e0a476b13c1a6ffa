package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.util.List;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.event.EventType;

/** The keys of a step of a severity ladder. */
final class SeverityLadderSchema {
    static final SectionKey<String> SEVERITY = required("severity", ValueFormats.ID);
    static final SectionKey<Duration> AFTER = optional("after", ValueFormats.duration("0m", "24h"));
    static final SectionKey<List<LocatedValue<EventType>>> TRIGGERS = optional(
            "triggers",
            ListParser.nonEmptyNames("triggers", new EnumParser<>("trigger", EventTypeNames.TRIGGERS_BY_NAME)));
    static final SectionSchema SECTION =
            SectionSchema.of("a step", SEVERITY, AFTER, TRIGGERS).withRule(SeverityLadderSchema::check);

    private static final int MAX_STEPS = 20;

    /** A severity ladder, in every section that may have one. */
    static final SectionKey<List<LocatedValue<ParsedSection>>> LADDER =
            optional("ladder", new ListParser<>(SECTION, "steps", 1, MAX_STEPS, false));

    private SeverityLadderSchema() {}

    private static void check(ParsedSection rung, Diagnostics diagnostics) {
        if (!rung.has(AFTER) && !rung.has(TRIGGERS)) {
            diagnostics.error(rung.at(), "a step that is never reached; expected 'after' or 'triggers'");
        }
    }
}
