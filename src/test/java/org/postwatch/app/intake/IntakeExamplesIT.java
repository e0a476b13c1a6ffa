package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwatch.InstalledTool;

/** The examples of docs/intake-http.md, as they are shipped, against an instance. */
class IntakeExamplesIT {
    private static final Path EXAMPLES = Path.of("docs", "examples");

    @TempDir
    static Path directory;

    private static IntakeInstance instance;

    private enum Example {
        CURL("/bin/sh", "dash", "send-event.sh"),
        PYTHON("/usr/bin/python3", "python3", "send-event.py"),
        NODE("/usr/bin/node", "nodejs", "send-events.mjs");

        private final String interpreter;
        private final String debianPackage;
        private final String file;

        Example(String interpreter, String debianPackage, String file) {
            this.interpreter = interpreter;
            this.debianPackage = debianPackage;
            this.file = file;
        }
    }

    private record ExampleResult(int exitCode, String output) {}

    @BeforeAll
    static void start() throws Exception {
        instance = IntakeInstance.start(directory);
    }

    @AfterAll
    static void stop() {
        if (instance != null) {
            instance.close();
        }
    }

    @BeforeEach
    void requireCurl() {
        InstalledTool.require("/usr/bin/curl", "curl");
    }

    @ParameterizedTest
    @EnumSource
    void an_example_sends_an_event_that_is_accepted(Example example) throws Exception {
        ExampleResult result = run(example, instance.origin(), IntakeInstance.HR_SECRET);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).containsPattern("accepted\"?: ?1");
        instance.awaitCoverage("COVERED");
    }

    @ParameterizedTest
    @EnumSource
    void an_example_reports_a_wrong_secret_and_does_not_repeat(Example example) throws Exception {
        ExampleResult result = run(example, instance.origin(), "no such secret");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("401").contains("unauthorized");
    }

    @ParameterizedTest
    @EnumSource
    void an_example_repeats_the_same_event_after_503(Example example) throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/events", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] response = "{\"accepted\":1,\"results\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(bodies.size() < 2 ? 503 : 202, response.length);
            exchange.getResponseBody().write(response);
            exchange.close();
        });
        server.start();
        try {
            ExampleResult result =
                    run(example, "http://127.0.0.1:" + server.getAddress().getPort(), IntakeInstance.HR_SECRET);
            assertThat(result.exitCode()).as(result.output()).isZero();
        } finally {
            server.stop(0);
        }
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
    }

    @Test
    void the_page_names_every_example() throws IOException {
        String page = Files.readString(Path.of("docs", "intake-http.md"));
        for (Example example : Example.values()) {
            assertThat(page).contains("(examples/" + example.file + ")");
        }
    }

    @Test
    void the_description_of_the_interface_is_public() throws Exception {
        assertThat(instance.get("/v1/openapi.yaml").body())
                .isEqualTo(Files.readString(Path.of("config", "openapi.yaml")));
    }

    private static ExampleResult run(Example example, String url, String secret) throws Exception {
        InstalledTool.require(example.interpreter, example.debianPackage);
        Path output = Files.createTempFile(directory, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        example.interpreter,
                        EXAMPLES.resolve(example.file).toString(),
                        events(example).toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("POSTWATCH_URL", url);
        builder.environment().put("POSTWATCH_SECRET", secret);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new ExampleResult(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    /** The event of the page, of this district and of now. */
    private static Path events(Example example) throws IOException {
        String event = Files.readString(EXAMPLES.resolve("event.json"))
                .replace("\"e-1\"", "\"" + example + "-" + System.nanoTime() + "\"")
                .replace(
                        "2026-09-14T13:20:00Z",
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .replace("D-1", "P-1")
                .replace("elm-ms", "north");
        return Files.writeString(
                directory.resolve(example + ".json"), example == Example.NODE ? "[" + event + "]" : event);
    }
}
