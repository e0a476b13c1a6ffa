package org.postwatch.intake.connection;

import java.util.Optional;

/** Receives copies of the messages of a source until it is closed, beside the instance that takes them. */
public interface MessageListener extends AutoCloseable {
    /** Why it receives no more, if it does not; without secrets. */
    Optional<String> problem();

    /** Disconnects within 3 s. */
    @Override
    void close();
}
