package org.postwatch.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.Topics;

/** A demo must not stand still for ever before people who look on. */
class DemoProducerTest {
    /** Not one wait for each record: within a second, and what it takes to close. */
    @Test
    @Timeout(value = 8, unit = TimeUnit.SECONDS)
    void a_broker_that_accepts_nothing_ends_the_demo_with_a_message() throws IOException {
        // It accepts connections, and answers nobody.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                DemoProducer outgoing = new DemoProducer(
                        ClientSettings.of(Configuration.defaults(), "127.0.0.1:" + silent.getLocalPort()),
                        Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 30; i++) {
                            outgoing.send(new ProducerRecord<>(Topics.CAMERA_EVENTS, new byte[0]));
                        }
                        outgoing.flush();
                    })
                    .isInstanceOf(DemoException.class)
                    .hasMessageStartingWith("the demo's broker accepts no events: ")
                    .hasMessageEndingWith("; run with -v for its log");
        }
    }
}
