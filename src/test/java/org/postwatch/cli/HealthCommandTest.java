package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is not the answer of a healthy Postwatch is no health. */
class HealthCommandTest {
    @TempDir
    Path directory;

    @Test
    void nobody_there_is_said_with_what_to_look_at() {
        Said said = Said.by("health", "--url", "http://127.0.0.1:1");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err()).contains("no answer from http://127.0.0.1:1/health/live", "http.port");
    }

    @Test
    void another_program_that_says_fine_is_no_postwatch() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] fine = "{\"status\":\"fine\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, fine.length);
            exchange.getResponseBody().write(fine);
            exchange.close();
        });
        other.start();
        try {
            String url = "http://127.0.0.1:" + other.getAddress().getPort();
            for (Said said : new Said[] {Said.by("health", "--url", url), Said.by("health", "--json", "--url", url)}) {
                assertThat(said.status()).isEqualTo(1);
                assertThat(said.err()).contains("is no Postwatch");
            }
        } finally {
            other.stop(0);
        }
    }

    @Test
    void without_a_port_in_the_configuration_the_url_must_be_said() throws Exception {
        Path any = Files.writeString(directory.resolve("any.yaml"), "http.port: 0");
        assertThat(Said.by("health", "--config", any.toString()).err()).contains("http.port: 0", "--url");
        Path none = Files.writeString(directory.resolve("none.yaml"), "http.enabled: false");
        assertThat(Said.by("health", "--config", none.toString()).err()).contains("http.enabled: false", "--url");
    }
}
