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
    void no_answer_is_reported_with_what_to_check() {
        CliResult said = CliResult.run("health", "--url", "http://127.0.0.1:1");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("no response from http://127.0.0.1:1/health/live", "management.port");
    }

    @Test
    void another_program_on_the_port_is_not_taken_for_postwatch() throws Exception {
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
            for (CliResult said : new CliResult[] {
                CliResult.run("health", "--url", url), CliResult.run("health", "--json", "--url", url)
            }) {
                assertThat(said.exitCode()).isEqualTo(1);
                assertThat(said.err()).contains("is not Postwatch");
            }
        } finally {
            other.stop(0);
        }
    }

    @Test
    void without_a_configured_port_the_url_is_required() throws Exception {
        Path any = Files.writeString(directory.resolve("any.yaml"), "management.port: 0");
        assertThat(CliResult.run("health", "--config", any.toString()).err()).contains("management.port: 0", "--url");
        Path none = Files.writeString(directory.resolve("none.yaml"), "management.enabled: false");
        assertThat(CliResult.run("health", "--config", none.toString()).err())
                .contains("management.enabled: false", "--url");
    }
}
