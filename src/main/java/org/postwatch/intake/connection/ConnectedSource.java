package org.postwatch.intake.connection;

import java.util.concurrent.CompletionStage;
import org.postwatch.intake.IntakeSource;

/** A source that Postwatch connects to, and connects to again whenever the connection ends. Safe for threads; no call blocks. */
public interface ConnectedSource {
    /** Connects. */
    void start();

    /** Evaluates later messages so; what the connection depends on must be the same. */
    void update(IntakeSource source);

    /** Whether it is connected. */
    SourceState state();

    /** Disconnects within 2 s; this instance or another may connect again. */
    CompletionStage<Void> close();

    /** Disconnects within 2 s and leaves nothing behind, because the source is not wanted any more. */
    CompletionStage<Void> remove();
}
