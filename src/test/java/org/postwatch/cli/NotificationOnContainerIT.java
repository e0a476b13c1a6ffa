package org.postwatch.cli;

import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postwatch.app.broker.ContainerBroker;
import org.postwatch.app.config.Configuration;

/** The same over the network, on a broker as others run it. */
class NotificationOnContainerIT extends NotificationIT {
    @RegisterExtension
    final ContainerBroker broker = new ContainerBroker();

    @Override
    Configuration configuration() throws IOException {
        return broker.configuration(directory);
    }
}
