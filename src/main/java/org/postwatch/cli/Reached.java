package org.postwatch.cli;

import java.util.Collection;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.Reach;

/** A broker that is there, with the topics that a command needs. */
final class Reached {
    private Reached() {}

    /** @throws CommandFailed within some 5 s when it is not */
    static ClientSettings clients(Configuration configuration, Collection<String> topics) {
        ClientSettings clients = ClientSettings.of(configuration);
        Reach.problem(clients, topics).ifPresent(problem -> {
            throw new CommandFailed(problem);
        });
        return clients;
    }
}
