package org.postwatch.intake.mqtt;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.postwatch.intake.SourceState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of a source, and the log lines about it: one for each problem until the source is connected again. Safe for threads. */
final class SourceReport {
    private static final Logger LOG = LoggerFactory.getLogger(SourceReport.class);
    private static final int MAX_REPORTED_PROBLEMS = 5;

    private final String name;
    private final InstantSource clock;
    private final Set<String> reportedProblems = new HashSet<>();
    private String shortfall = "";
    private volatile SourceState state;

    SourceReport(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        this.state = new SourceState(false, clock.instant(), "not tried yet");
    }

    SourceState state() {
        return state;
    }

    synchronized void connected(
            ConnectionSettings settings, String version, boolean isResumed, GrantedFilters granted) {
        reportedProblems.clear();
        shortfall = "";
        LOG.info(
                "MQTT source {} is connected to {} as client {} ({}, {})",
                name,
                settings.broker(),
                settings.clientId(),
                version,
                isResumed ? "session resumed" : "new session");
        subscribed(version, granted);
    }

    /** @param granted the answer to a subscription; what it does not mention stays as it was */
    synchronized void subscribed(String version, GrantedFilters granted) {
        String now = granted.shortfall();
        if (!now.isEmpty() && !now.equals(shortfall)) {
            LOG.warn("MQTT source {} does not receive all: {}", name, now);
        }
        shortfall = now;
        setState(true, now.isEmpty() ? version : version + "; " + now);
    }

    /** @param waitsForOwnership whether it connects only when this instance is known to be the owner */
    synchronized void notConnected(String problem, boolean waitsForOwnership) {
        setState(false, problem);
        if (reportedProblems.size() < MAX_REPORTED_PROBLEMS && reportedProblems.add(problem)) {
            LOG.warn(
                    "MQTT source {} is not connected, trying again{}: {}",
                    name,
                    waitsForOwnership ? " when Kafka confirms that this instance owns it" : "",
                    problem);
        }
    }

    /** A fault of Postwatch. */
    void failed(Throwable fault) {
        LOG.error("MQTT source {} failed, trying again", name, fault);
    }

    synchronized void closed() {
        setState(false, "closed");
    }

    private void setState(boolean isConnected, String detail) {
        Instant since = state.isConnected() == isConnected ? state.since() : clock.instant();
        state = new SourceState(isConnected, since, detail);
    }
}
