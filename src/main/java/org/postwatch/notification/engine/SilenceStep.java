package org.postwatch.notification.engine;

import java.util.Optional;

/** Suppresses what an operator's silence covers. */
final class SilenceStep implements WithholdStep {
    private final SilenceStore silences;

    SilenceStep(SilenceStore silences) {
        this.silences = silences;
    }

    @Override
    public Optional<Decision.Suppress> decide(DecisionInput input) {
        return silences.findLongest(input.alert())
                .map(silence -> new Decision.Suppress(new WithheldReason.Silenced(silence), silence.until()));
    }
}
