package org.postwatch.runtime;

import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postwatch.broker.BrokerInContainer;

/** The same over the network, on a broker as others run it. */
class EndToEndOnContainerIT extends EndToEndIT {
    @RegisterExtension
    final BrokerInContainer broker = new BrokerInContainer();

    @Override
    Configuration configuration() throws IOException {
        return broker.configuration(directory);
    }
}
