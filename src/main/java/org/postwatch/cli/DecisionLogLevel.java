package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.postwatch.streams.NotificationTopology;
import org.slf4j.LoggerFactory;

/** The level of NOTIFICATION's decision log: a line per decision in an instance, none where nobody is notified. */
final class DecisionLogLevel {
    private DecisionLogLevel() {}

    /** Only with -v. */
    static void hideDecisions() {
        Logger decisions = (Logger) LoggerFactory.getLogger(NotificationTopology.DECISION_LOGGER);
        if (!decisions.isDebugEnabled()) {
            decisions.setLevel(Level.WARN);
        }
    }
}
