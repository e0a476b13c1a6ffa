package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.postwatch.topology.RoutingTopology;
import org.slf4j.LoggerFactory;

/** The log of what ROUTING decides: a line each in an instance, and none where nobody is told. */
final class Decisions {
    private Decisions() {}

    /** Only with -v. */
    static void quieten() {
        Logger decisions = (Logger) LoggerFactory.getLogger(RoutingTopology.DECISION_LOGGER);
        if (!decisions.isDebugEnabled()) {
            decisions.setLevel(Level.WARN);
        }
    }
}
