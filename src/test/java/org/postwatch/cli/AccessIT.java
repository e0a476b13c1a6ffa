package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.config.Configuration;

/** A token that the command grants is accepted by two running instances, until it is revoked. */
class AccessIT {
    private static final Duration MAX_START_TIME = Duration.ofSeconds(60);
    private static final Duration MAX_REVOCATION_TIME = Duration.ofSeconds(5);

    /** Ten wrong tokens in a minute would slow this client down. */
    private static final int POLL_MS = 500;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void a_token_gives_access_everywhere_until_it_is_revoked() throws Exception {
        try (PostwatchServer first = start("first", "broker.port: 0");
                PostwatchServer second = start(
                        "second", "kafka.bootstrap.servers: " + first.bootstrapServers() + "\nsecurity.feeds: open")) {
            List<URI> instances = List.of(events(first), events(second));
            String config = Files.writeString(
                            directory.resolve("client.yaml"),
                            "security.feeds: open\nkafka.bootstrap.servers: " + first.bootstrapServers() + "\n")
                    .toString();
            apply(config);

            CliResult granted = run(
                    "access",
                    "grant",
                    "--district",
                    "d",
                    "--feed",
                    "hr",
                    "--by",
                    "lopez",
                    "--expires",
                    "90d",
                    "-c",
                    config);
            String token = granted.out().strip();
            assertThat(token).matches("postwatch_feed_[A-Za-z0-9_-]{43}[0-9a-f]{8}");
            assertThat(granted.err()).startsWith("postwatch: granted ").doesNotContain("WARNING", token);
            String id = granted.err().split(" ")[2];
            instances.forEach(to -> await(202, to, token, MAX_START_TIME));

            assertThat(post(instances.get(0), token, "cameras").statusCode()).isEqualTo(403);
            assertThat(listed(config, id))
                    .contains(" hr ", "  valid  ", "lopez")
                    .doesNotContain(token);
            assertThat(run("access", "list", "--json", "-c", config).out())
                    .contains("\"id\":\"" + id + "\",\"kind\":\"feed\",\"district\":\"d\",\"subject\":\"hr\"")
                    .doesNotContain(token, "Hash");

            assertThat(run("access", "revoke", id, "--by", "chan", "-c", config).out())
                    .isEqualTo("revoked: " + id + ", feed 'hr' of district 'd'\n");
            long end = System.nanoTime() + MAX_REVOCATION_TIME.toNanos();
            instances.forEach(to -> await(401, to, token, Duration.ofNanos(end - System.nanoTime())));
            assertThat(listed(config, id)).contains("  revoked  ", " by chan");
            assertThat(run("access", "revoke", id, "--by", "chan", "-c", config).out())
                    .startsWith("already revoked: " + id);
        }
    }

    @Test
    void names_that_no_plan_has_are_reported_with_the_nearest_ones() throws Exception {
        try (PostwatchServer node = start("only", "broker.port: 0")) {
            String config = Files.writeString(
                            directory.resolve("client.yaml"),
                            "security.feeds: open\nkafka.bootstrap.servers: " + node.bootstrapServers() + "\n")
                    .toString();
            apply(config);

            assertThat(run("access", "grant", "--district", "d", "--feed", "hs", "--by", "m", "-c", config)
                            .err())
                    .contains(
                            "WARNING: the token has no effect until a plan in force has the feed: unknown feed 'hs'; did you"
                                    + " mean 'hr'?");
            assertThat(run("access", "grant", "--district", "dd", "--feed", "hr", "--by", "m", "-c", config)
                            .err())
                    .contains("unknown district 'dd'; did you mean 'd'?");
            CliResult unknown = CliResult.run("access", "revoke", "000000000000", "--by", "m", "-c", config);
            assertThat(unknown.exitCode()).isEqualTo(1);
            assertThat(unknown.err())
                    .contains("no grant has the id '000000000000'; 'postwatch access list' lists them");
            assertThat(run("access", "list", "--district", "other", "-c", config)
                            .err())
                    .isEqualTo("postwatch: no access was granted yet in 'other'\n");
        }
    }

    private PostwatchServer start(String name, String broker) throws Exception {
        Path file =
                Files.writeString(directory.resolve(name + ".yaml"), """
                data.directory: %s
                management.port: 0
                front.port: 0
                roles: [intake]
                topics.replication: 1
                %s
                """.formatted(directory.resolve(name), broker));
        return PostwatchServer.startWithObservability(
                Configuration.read(file), RunCommand::coverageTopology, RunCommand::notificationTopology);
    }

    private void apply(String config) throws Exception {
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), SmallDistrict.DOCUMENT);
        run("plan", "apply", folder.toString(), "-c", config, "--author", "m", "--reason", "first");
    }

    private static CliResult run(String... command) {
        CliResult said = CliResult.run(command);
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said;
    }

    private static String listed(String config, String id) {
        return run("access", "list", "-c", config)
                .out()
                .lines()
                .filter(line -> line.startsWith(id))
                .findAny()
                .orElseThrow();
    }

    private static URI events(PostwatchServer node) {
        return URI.create("http://127.0.0.1:" + node.frontPort().orElseThrow() + "/v1/events");
    }

    private void await(int status, URI to, String token, Duration max) {
        long end = System.nanoTime() + max.toNanos();
        HttpResponse<String> answer = post(to, token, "hr");
        while (answer.statusCode() != status) {
            assertThat(System.nanoTime()).as("%s", answer.body()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
            answer = post(to, token, "hr");
        }
    }

    private HttpResponse<String> post(URI to, String token, String source) {
        String event = """
                {"specversion":"1.0","id":"e-1","source":"%s","type":"postwatch.officer.checked-in","time":"%s",
                 "subject":"P-1","partitionkey":"d","data":{"campus":"a"}}""".formatted(source, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        try {
            return client.send(
                    HttpRequest.newBuilder(to)
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/cloudevents+json")
                            .POST(BodyPublishers.ofString(event))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
