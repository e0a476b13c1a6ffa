package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.event.EventType;
import org.postwatch.plan.SeverityLadder;

/** The keys of a step of a severity ladder. */
final class SeverityLadderSchema {
    static final SectionKey<String> SEVERITY =
            required("severity", ValueFormats.ID, "One of the district's severities.");
    static final SectionKey<Duration> AFTER = optional(
            "after",
            ValueFormats.duration("0m", "24h"),
            "Time since the start of the gap (0m to 24h). The first step must have 0m.");
    static final SectionKey<List<LocatedValue<EventType>>> TRIGGERS = optional(
            "triggers",
            ListParser.nonEmptyNames("triggers", new EnumParser<>("trigger", EventTypeNames.TRIGGERS_BY_NAME)),
            "Events that reach this severity at once.");
    static final SectionSchema SECTION = SectionSchema.of(
                    "a step",
                    "One step of a severity ladder: the severity is reached after a time since the start of the gap, by an event at once, or both. At least one of the two is required.",
                    SEVERITY,
                    AFTER,
                    TRIGGERS)
            .withRule(
                    SeverityLadderSchema::check,
                    Map.of(
                            "anyOf",
                            List.of(Map.of("required", List.of("after")), Map.of("required", List.of("triggers")))));

    private static final int MAX_STEPS = 20;

    /** A severity ladder, in every section that may have one. */
    static final SectionKey<List<LocatedValue<ParsedSection>>> LADDER = optional(
            "ladder",
            new ListParser<>(SECTION, "steps", 1, MAX_STEPS, false),
            "How the severity rises during one gap, from the lowest step.");

    private SeverityLadderSchema() {}

    /** A ladder as documents have it. */
    static List<Map<String, Object>> form(SeverityLadder ladder) {
        return ladder.steps().stream().map(SeverityLadderSchema::form).toList();
    }

    private static Map<String, Object> form(SeverityLadder.SeverityStep step) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("severity", step.severity());
        step.after().ifPresent(after -> form.put("after", after.toMinutes() + "m"));
        if (!step.triggers().isEmpty()) {
            form.put(
                    "triggers",
                    step.triggers().stream().sorted().map(EventType::shortName).toList());
        }
        return form;
    }

    private static void check(ParsedSection rung, Diagnostics diagnostics) {
        if (!rung.has(AFTER) && !rung.has(TRIGGERS)) {
            diagnostics.error(rung.at(), "a step that is never reached; expected 'after' or 'triggers'");
        }
    }
}
