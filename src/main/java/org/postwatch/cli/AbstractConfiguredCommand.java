package org.postwatch.cli;

import java.util.List;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import picocli.CommandLine.Mixin;

/** The base of commands with {@code --config}. */
abstract class AbstractConfiguredCommand extends AbstractCommand {
    @Mixin
    private ConfigurationOption configuration;

    final Configuration readConfiguration() {
        return configuration.read();
    }

    /** As {@link BrokerConnection#requireTopics}. */
    final ClientSettings requireTopics(Configuration read, String... topics) {
        return BrokerConnection.requireTopics(err(), read, List.of(topics));
    }
}
