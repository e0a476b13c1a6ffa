package org.postwatch.codec.document;

import static org.postwatch.codec.document.Key.optional;
import static org.postwatch.codec.document.Key.required;

import java.time.Duration;
import java.util.List;
import org.postwatch.event.EventType;

/** The keys of a rung. */
final class LadderForm {
    static final Key<String> SEVERITY = required("severity", Formats.ID);
    static final Key<Duration> AFTER = optional("after", Formats.duration("0m", "24h"));
    static final Key<List<Located<EventType>>> TRIGGERS =
            optional("triggers", ListOf.someNames("triggers", new Choice<>("trigger", Types.TRIGGERS)));
    static final Shape SHAPE = Shape.of("a rung", SEVERITY, AFTER, TRIGGERS).where(LadderForm::check);

    private static final int RUNGS_MAX = 20;

    /** A ladder, wherever one may stand. */
    static final Key<List<Located<Section>>> LADDER =
            optional("ladder", new ListOf<>(SHAPE, "rungs", 1, RUNGS_MAX, false));

    private LadderForm() {}

    private static void check(Section rung, Faults faults) {
        if (!rung.has(AFTER) && !rung.has(TRIGGERS)) {
            faults.error(rung.at(), "a rung that nothing reaches; expected 'after' or 'triggers'");
        }
    }
}
