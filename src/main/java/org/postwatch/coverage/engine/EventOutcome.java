package org.postwatch.coverage.engine;

import java.util.ArrayList;
import java.util.List;
import org.postwatch.state.ProcessingResult;

/**
 * The outcome of an event, once its evidence is stored.
 *
 * @param affected what is to be evaluated for it; a rejected event may affect something, too
 */
record EventOutcome(ProcessingResult result, List<AffectedSpan> affected) {
    /** Accepted, and nothing is affected. */
    static final EventOutcome ACCEPTED = accepted(List.of());

    static EventOutcome accepted(List<AffectedSpan> affected) {
        return new EventOutcome(ProcessingResult.ACCEPTED, affected);
    }

    /** Rejected, and nothing is affected. */
    static EventOutcome rejected(String reason, String detail) {
        return new EventOutcome(new ProcessingResult.Rejection(reason, detail), List.of());
    }

    boolean isRejected() {
        return result instanceof ProcessingResult.Rejection;
    }

    /** The same, with more that is affected. */
    EventOutcome and(List<AffectedSpan> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<AffectedSpan> all = new ArrayList<>(affected);
        all.addAll(more);
        return new EventOutcome(result, all);
    }
}
