package org.postwatch.intake.connection;

import java.util.concurrent.CompletionStage;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceState;

/** A source that Postwatch connects to, and connects to again whenever the connection ends. Safe for threads; no call blocks. */
public interface ConnectedSource {
    /** Connects. */
    void start();

    /** Evaluates later messages so; what the connection depends on must be the same. */
    void update(IntakeSource source);

    /**
     * Whether this instance is known to be the owner of the source, as it is at first. One that cannot ask stays connected, but
     * must not take the source back from another instance.
     */
    default void setConfirmed(boolean isOwner) {}

    /** Whether it is connected. */
    SourceState state();

    /** Disconnects within 2 s, because this instance stops. What is not written by then is given up, and logged if it may be lost. */
    CompletionStage<Void> close();

    /**
     * Disconnects within 2 s, because another instance may own the source now; this one goes on running. It still writes what was
     * taken and may not come to the other instance, until {@link #close}.
     */
    CompletionStage<Void> release();

    /**
     * Disconnects within 2 s and leaves nothing behind, because the source is not wanted any more. What was taken is still written,
     * until {@link #close}.
     */
    CompletionStage<Void> remove();
}
