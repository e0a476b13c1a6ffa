package org.postwatch.observability;

import java.util.List;
import org.postwatch.intake.SourceStatus;

/** What intake took in this instance. Thread-safe; no call blocks. */
public interface IntakeProgress {
    /** Of each source of the plans in force. One that is not connected to from here has no connection. */
    List<SourceStatus> sources();

    /** Events that the brokers confirmed. */
    long confirmedEvents();

    /** Events that the brokers did not confirm in time, so that their senders must send them again. */
    long unconfirmedEvents();

    /** Requests with a wrong credential, or without one. */
    long failedCredentials();
}
