package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.postwatch.app.clients.BrokerProbe;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.slf4j.LoggerFactory;

/** A broker that is there, with the topics that a command needs. */
final class BrokerConnection {
    private BrokerConnection() {}

    /** @throws CommandFailedException within some 10 s when it is not */
    static ClientSettings requireTopics(Configuration configuration, Collection<String> topics) {
        return requireTopics(configuration, clients -> BrokerProbe.findProblem(clients, topics));
    }

    /** The same for a login that may use only some of the topics. */
    static ClientSettings requireAnyTopic(Configuration configuration, Collection<String> topics) {
        return requireTopics(configuration, clients -> BrokerProbe.findProblemUnlessAny(clients, topics));
    }

    private static ClientSettings requireTopics(
            Configuration configuration, Function<ClientSettings, Optional<String>> problem) {
        hideConnectionAttempts();
        ClientSettings clients = ClientSettings.of(configuration);
        problem.apply(clients).ifPresent(said -> {
            throw new CommandFailedException(said);
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
