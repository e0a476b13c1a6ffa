package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.config.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A panic button that nobody mapped is answered 200: people learn of it from the commands and the metrics. */
class IntakeUnmappedIT {
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final String SECRET = "the secret of the buttons, long enough";
    private static final String DISTRICT =
            SmallDistrict.DOCUMENT.replace("feeds:", "feeds:\n  - { source: alarms, types: [panic], limit: 60m }");
    private static final String INTAKE = """
            sources:
              buttons:
                kind: webhook
                profile: generic
                feed: alarms
                secret: secret:buttons
                with: { type: panic, device: button }
                map:
                  device:
                    p-1: { campus: a }
              other:
                kind: webhook
                profile: generic
                feed: alarms
                secret: secret:buttons
                with: { type: panic, device: button }
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private String config;

    @Test
    void a_panic_button_that_is_not_mapped_is_shown_until_it_is_mapped() throws Exception {
        try (PostwatchServer node = start()) {
            apply(INTAKE);
            await(() -> press(node, "p-1"), response -> response.contains("\"accepted\":1"));
            assertThat(press(node, "p-7")).contains("\"accepted\":0", "\"unmapped\":1");

            String shown =
                    await(() -> run("intake", "unmapped", "--district", "d").out(), out -> out.contains("p-7"));
            assertThat(shown.lines())
                    .anyMatch(line -> line.matches("URGENT  d +buttons  device  p-7  1 +\\w{3} .* UTC  panic"))
                    .contains("        \"p-7\": {campus: …, entrance: …, device: …, officer: …}");
            JsonNode json = new JsonMapper()
                    .readTree(run("intake", "unmapped", "--json").out());
            assertThat(json.path("id").asString()).isEqualTo("p-7");
            assertThat(json.path("urgent").asBoolean()).isTrue();

            String sources = run("intake", "sources").out();
            assertThat(sources.lines())
                    .anyMatch(line ->
                            line.matches("d +buttons +webhook +generic +alarms +listening +\\w{3} .* ago\\) +1 .*"
                                    + "1 \\(1 id, 1 URGENT\\)"))
                    .anyMatch(line -> line.matches("d +other +webhook +generic +alarms +listening +never +0 .*"));
            assertThat(scraped(node)
                            .sum(
                                    "postwatch_intake_unmapped_ids",
                                    "district",
                                    "d",
                                    "source",
                                    "buttons",
                                    "urgent",
                                    "true"))
                    .hasValue(1);
            assertThat(scraped(node).sum("postwatch_intake_messages_total", "source", "buttons", "outcome", "unmapped"))
                    .hasValue(1);

            apply(INTAKE.replace("p-1: { campus: a }", "p-1: { campus: a }\n        p-7: { campus: a }"));
            await(() -> run("intake", "unmapped").err(), err -> err.contains("all ids in messages are mapped"));
            await(
                    () -> scraped(node).sum("postwatch_intake_unmapped_ids", "urgent", "true"),
                    count -> count.orElse(1) == 0);
        }
    }

    @Test
    void a_district_without_sources_or_a_wrong_name_is_explained() throws Exception {
        try (PostwatchServer node = start()) {
            assertThat(node.frontPort()).isPresent();
            apply("sources: {}");
            assertThat(run("intake", "sources", "--district", "d").err())
                    .contains("district 'd' has no sources; write an intake.yaml");
            CliResult unknown = CliResult.run("intake", "unmapped", "--district", "dd", "-c", config);
            assertThat(unknown.exitCode()).isEqualTo(1);
            assertThat(unknown.err()).contains("unknown district 'dd'; did you mean 'd'?");
        }
    }

    private PostwatchServer start() throws Exception {
        Path secrets = Files.createDirectories(directory.resolve("secrets").resolve("d"));
        Files.setPosixFilePermissions(
                Files.writeString(secrets.resolve("buttons"), SECRET), PosixFilePermissions.fromString("rw-------"));
        Path file = Files.writeString(
                directory.resolve("instance.yaml"), """
                data.directory: %s
                secrets.directory: %s
                security.feeds: open
                management.port: 0
                front.port: 0
                broker.port: 0
                roles: [intake]
                """.formatted(directory.resolve("data"), secrets.getParent()));
        PostwatchServer node = PostwatchServer.startWithObservability(
                Configuration.read(file), RunCommand::coverageTopology, RunCommand::notificationTopology);
        config = Files.writeString(
                        directory.resolve("client.yaml"),
                        "security.feeds: open\nkafka.bootstrap.servers: " + node.bootstrapServers() + "\n")
                .toString();
        return node;
    }

    private void apply(String intake) throws Exception {
        Path folder = Files.createDirectories(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.writeString(folder.resolve("intake.yaml"), intake);
        run("plan", "apply", folder.toString(), "--author", "m", "--reason", "a reason");
    }

    private CliResult run(String... command) {
        String[] configured = java.util.Arrays.copyOf(command, command.length + 2);
        configured[command.length] = "-c";
        configured[command.length + 1] = config;
        CliResult result = CliResult.run(configured);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private String press(PostwatchServer node, String button) throws Exception {
        String body = new JsonMapper().writeValueAsString(java.util.Map.of("button", button));
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + node.frontPort().orElseThrow() + "/v1/hooks/d/buttons"))
                        .header("Authorization", "Bearer " + SECRET)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        return response.body();
    }

    private static MetricsScrape scraped(PostwatchServer node) throws Exception {
        return MetricsScrape.of("http://127.0.0.1:" + node.httpPort().orElseThrow());
    }

    private static <T> T await(Callable<T> value, Predicate<T> condition) throws Exception {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        T found = value.call();
        while (!condition.test(found)) {
            assertThat(System.nanoTime()).as("%s", found).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            found = value.call();
        }
        return found;
    }
}
