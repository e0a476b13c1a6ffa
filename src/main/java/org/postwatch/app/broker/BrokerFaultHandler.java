package org.postwatch.app.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's server answers a fatal fault (a full disk, a broken metadata log) by halting the whole JVM. This handler
 * calls the owners of the broker instead, so that they can stop cleanly and report the reason.
 */
final class BrokerFaultHandler {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFaultHandler.class);
    private static final Set<Consumer<String>> LISTENERS = ConcurrentHashMap.newKeySet();

    private BrokerFaultHandler() {}

    static void add(Consumer<String> listener) {
        LISTENERS.add(listener);
        Exit.setHaltProcedure(BrokerFaultHandler::report);
        Exit.setExitProcedure(BrokerFaultHandler::report);
    }

    static void remove(Consumer<String> listener) {
        LISTENERS.remove(listener);
    }

    private static void report(int status, String message) {
        String said = "the embedded broker met a fatal fault" + (message == null ? "" : ": " + message);
        LOG.error("{} (status {})", said, status);
        LISTENERS.forEach(listener -> listener.accept(said));
    }
}
