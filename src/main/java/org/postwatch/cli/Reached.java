package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.Reach;
import org.slf4j.LoggerFactory;

/** A broker that is there, with the topics that a command needs. */
final class Reached {
    private Reached() {}

    /** @throws CommandFailed within some 10 s when it is not */
    static ClientSettings clients(Configuration configuration, Collection<String> topics) {
        return clients(configuration, clients -> Reach.problem(clients, topics));
    }

    /** The same for a login that may use only some of the topics. */
    static ClientSettings clientsOfAny(Configuration configuration, Collection<String> topics) {
        return clients(configuration, clients -> Reach.problemUnlessAny(clients, topics));
    }

    private static ClientSettings clients(
            Configuration configuration, Function<ClientSettings, Optional<String>> problem) {
        quieten();
        ClientSettings clients = ClientSettings.of(configuration);
        problem.apply(clients).ifPresent(said -> {
            throw new CommandFailed(said);
        });
        return clients;
    }

    /** A broker that is not there is said once, by the command; every attempt only with -v. */
    private static void quieten() {
        Logger attempts = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient");
        if (!attempts.isInfoEnabled()) {
            attempts.setLevel(Level.ERROR);
        }
    }
}
