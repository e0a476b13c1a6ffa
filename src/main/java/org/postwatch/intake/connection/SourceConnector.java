package org.postwatch.intake.connection;

import java.util.Optional;
import org.postwatch.intake.IntakeSource;

/** Connects to sources of one kind. Safe for threads; no call blocks. */
public interface SourceConnector {
    /** What the connection depends on: if it changes, the source is connected to again. Empty for a source of another kind. */
    Optional<Object> findConnection(IntakeSource source);

    /**
     * A source of this kind, which is not started yet.
     *
     * @throws IllegalArgumentException if it can never be connected to; the message says why
     */
    ConnectedSource connect(IntakeSource source);
}
