package org.postwatch.app.config;

import java.nio.file.Path;
import org.postwatch.network.OutgoingPolicy;

/** The keys below {@code outgoing} of a configuration. */
final class OutgoingConfigReader {
    private OutgoingConfigReader() {}

    static OutgoingPolicy read(ConfigurationFile file) {
        return new OutgoingPolicy(
                file.list(
                        "outgoing.allow",
                        OutgoingPolicy::isValidTarget,
                        "a host such as relay.internal, an address such as 127.0.0.1, or a range such as 10.1.0.0/16"),
                file.list("outgoing.folders", folder -> Path.of(folder).isAbsolute(), "an absolute path").stream()
                        .map(folder -> Path.of(folder).normalize())
                        .toList());
    }
}
