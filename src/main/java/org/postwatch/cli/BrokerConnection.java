package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.postwatch.app.clients.BrokerProbe;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.slf4j.LoggerFactory;

/** Finds the broker that a command uses. An instance that is starting gets time to answer and to create the topics. */
final class BrokerConnection {
    private BrokerConnection() {}

    /**
     * Waits until a broker answers and has all of the topics, for {@code kafka.command-wait-seconds} at most.
     *
     * @param err gets one line when the command has to wait
     * @throws CommandFailedException when there is no such broker by then, or at once when it rejects the client
     */
    static ClientSettings requireTopics(PrintWriter err, Configuration configuration, Collection<String> topics) {
        return connect(err, configuration, topics, BrokerProbe.TopicsNeeded.ALL);
    }

    /** The same for a login that may use only some of the topics: waits until one of them is there. */
    static ClientSettings requireAnyTopic(PrintWriter err, Configuration configuration, Collection<String> topics) {
        return connect(err, configuration, topics, BrokerProbe.TopicsNeeded.ANY);
    }

    private static ClientSettings connect(
            PrintWriter err, Configuration configuration, Collection<String> topics, BrokerProbe.TopicsNeeded needed) {
        hideConnectionAttempts();
        ClientSettings clients = ClientSettings.of(configuration);
        Duration maxWait = Duration.ofSeconds(configuration.kafka().commandWaitSeconds());
        Optional<String> problem = BrokerProbe.awaitTopics(
                clients,
                topics,
                needed,
                maxWait,
                reason -> err.println("postwatch: waiting for " + reason + ", " + maxWait.toSeconds() + " s at most"));
        problem.ifPresent(text -> {
            throw new CommandFailedException(text);
        });
        return clients;
    }

    /** An unreachable broker is reported once, by the command; each attempt is logged only with -v. */
    private static void hideConnectionAttempts() {
        Logger attempts = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient");
        if (!attempts.isInfoEnabled()) {
            attempts.setLevel(Level.ERROR);
        }
    }
}
