package org.postwatch.cli;

import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postwatch.broker.BrokerInContainer;
import org.postwatch.runtime.Configuration;

/** The same over the network, on a broker as others run it. */
class RoutingOnContainerIT extends RoutingIT {
    @RegisterExtension
    final BrokerInContainer broker = new BrokerInContainer();

    @Override
    Configuration configuration() throws IOException {
        return broker.configuration(directory);
    }
}
