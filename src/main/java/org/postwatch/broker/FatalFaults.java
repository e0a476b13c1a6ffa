package org.postwatch.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's server answers a fatal fault (a full disk, a broken metadata log) by halting the whole JVM. Here it tells those who run
 * a broker instead, so that they can stop in order and say why.
 */
final class FatalFaults {
    private static final Logger LOG = LoggerFactory.getLogger(FatalFaults.class);
    private static final Set<Consumer<String>> LISTENERS = ConcurrentHashMap.newKeySet();

    private FatalFaults() {}

    static void add(Consumer<String> listener) {
        LISTENERS.add(listener);
        Exit.setHaltProcedure(FatalFaults::tell);
        Exit.setExitProcedure(FatalFaults::tell);
    }

    static void remove(Consumer<String> listener) {
        LISTENERS.remove(listener);
    }

    private static void tell(int status, String message) {
        String said = "the embedded broker met a fatal fault" + (message == null ? "" : ": " + message);
        LOG.error("{} (status {})", said, status);
        LISTENERS.forEach(listener -> listener.accept(said));
    }
}
