package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwatch.InstalledTool;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.config.AuthenticationConfigReader;
import org.postwatch.app.config.Configuration;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.RecordSigner;
import org.postwatch.streams.Topics;
import org.postwatch.wire.CommandJson;

/**
 * Any Kafka client can be a feed: what kcat sends with librdkafka's default partitioner, which is not Java's, is taken from
 * wherever it lands. {@code .ci/run} installs kcat and fails when this was skipped.
 */
class ForeignPartitionerIT {
    private static final String KCAT = "/usr/bin/kcat";
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final String SECRET = "one secret for all feeds of the test";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    Path directory;

    private Path config;
    private PostwatchServer server;
    private String district;
    private String key;
    private String secretsSetting;

    @BeforeEach
    void isThere() {
        InstalledTool.require(KCAT, "kcat");
    }

    @ParameterizedTest
    @CsvSource({"4, false", "12, false", "4, true", "12, true"})
    void an_event_from_kcat_is_accepted_from_the_wrong_partition(int partitions, boolean signed) throws Exception {
        district = misplacedDistrict(partitions);
        key = signed ? ", key: secret:feeds" : "";
        Path secrets = Files.createDirectories(directory.resolve("secrets/" + district));
        Files.setPosixFilePermissions(
                Files.writeString(secrets.resolve("feeds"), SECRET), PosixFilePermissions.fromString("rw-------"));
        secretsSetting = "secrets.directory: " + secrets.getParent() + "\n";
        Configuration configuration = Configuration.read(Files.writeString(
                        directory.resolve("run.yaml"), "topics.partitions: " + partitions + "\n" + secretsSetting))
                .relocatedTo(directory.resolve("data"), 0);
        try (PostwatchServer running = PostwatchServer.startWithObservability(
                configuration,
                onlooker -> RunCommand.coverageTopology(AuthenticationConfigReader.read(configuration), onlooker),
                onlooker ->
                        RunCommand.notificationTopology(AuthenticationConfigReader.read(configuration), onlooker))) {
            server = running;
            assertThat(server.awaitRunning(MAX_WAIT)).isTrue();
            config = Files.writeString(
                    directory.resolve("c.yaml"),
                    secretsSetting + "security.feeds: open\nkafka.bootstrap.servers: " + server.bootstrapServers()
                            + "\n");
            apply();

            kcat(Topics.CAMERA_EVENTS, event("postwatch.camera.weapon-seen", "doors", "w-1", "a", "{}"));
            kcat(
                    Topics.ENTRANCE_EVENTS,
                    event("postwatch.entrance.door-forced", "doors", "f-1", "a", "{\"entrance\":\"front\"}"));
            kcat(
                    Topics.STAFFING_EVENTS,
                    event("postwatch.officer.checked-in", "hr", "c-1", "P-1", "{\"campus\":\"a\"}"));
            kcat(Topics.CONDUCT_EVENTS, event("postwatch.conduct.seen", "staff", "s-1", "a", "{\"what\":\"fight\"}"));

            await(1, "postwatch_incidents_open", "kind", "weapon-seen", "acknowledged", "false");
            await(1, "postwatch_incidents_open", "kind", "entrance-forced");
            await(1, "postwatch_incidents_open", "kind", "conduct");
            await(1, "postwatch_campuses", "state", "COVERED");

            Actor dana = new Actor("dana", Optional.empty());
            kcat(
                    Topics.COMMANDS,
                    text(CommandJson.write(
                            new Acknowledge(district, "k-1", NOW, dana, "weapon-seen/a/doors/w-1", Optional.empty()))),
                    text(CommandJson.write(
                            new Resolve(district, "k-2", NOW, dana, "entrance-forced/a/front/doors/f-1"))));
            await(1, "postwatch_incidents_open", "kind", "weapon-seen", "acknowledged", "true");
            await(0, "postwatch_incidents_open", "kind", "entrance-forced");

            for (String topic : Topics.forwardedTopics()) {
                await(topic.equals(Topics.COMMANDS) ? 2 : 1, "postwatch_misplaced_total", "topic", topic);
            }
            await(0, "postwatch_dead_letters_total");
            if (signed) {
                unsignedIsRejected();
            }
        }
    }

    private void unsignedIsRejected() throws Exception {
        String weapon = event("postwatch.camera.weapon-seen", "doors", "w-2", "a", "{}");
        Path events = Files.writeString(directory.resolve("w-2.ndjson"), weapon + "\n");
        assertThat(CliResult.run("send", "-c", config.toString(), events.toString())
                        .exitCode())
                .isZero();
        await(1, "postwatch_dead_letters_total", "reason", "unsigned");
        await(1, "postwatch_incidents_open", "kind", "weapon-seen");
        CliResult sent =
                CliResult.run("send", "-c", config.toString(), "--sign-with", "secret:feeds", events.toString());
        assertThat(sent.exitCode()).as(sent.err()).isZero();
        await(2, "postwatch_incidents_open", "kind", "weapon-seen");
    }

    /** One whose records neither partitioner puts where the other one does. */
    private static String misplacedDistrict(int partitions) {
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> "elm-" + n)
                .filter(name -> {
                    CRC32 librdkafkas = new CRC32();
                    librdkafkas.update(name.getBytes(UTF_8));
                    return librdkafkas.getValue() % partitions
                            != CoverageTopology.partition(name.getBytes(UTF_8), partitions);
                })
                .findFirst()
                .orElseThrow();
    }

    private void apply() throws Exception {
        Path folder = Files.createDirectory(directory.resolve(district));
        Files.writeString(
                folder.resolve("district.yaml"),
                SmallDistrict.DOCUMENT
                        .replace("district: d\n", "district: " + district + "\n")
                        .replace("feeds:", """
                        feeds:
                          - { source: doors, types: [entrance, camera, weapon], limit: 60m%1$s }
                          - { source: staff, types: [conduct], limit: 60m%1$s }\
                        """.formatted(key))
                        .replace("types: [staffing], limit: 60m }", "types: [staffing], limit: 60m" + key + " }")
                        .replace("  - id: a\n", "  - id: a\n    entrances: [{ id: front, devices: [] }]\n"));
        Files.writeString(folder.resolve("routing.yaml"), """
                recipients: [{ id: board, agency: district, kafka: {} }]
                routes: { to: [board] }
                """);
        CliResult applied = CliResult.run(
                "plan", "apply", folder.toString(), "-c", config.toString(), "--author", "m", "--reason", "first");
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        // Feeds that were never heard, before anything is sent.
        await(1, "postwatch_campuses");
    }

    private String event(String type, String source, String id, String subject, String data) {
        return """
                {"specversion":"1.0","id":"%s","source":"%s","type":"%s","time":"%s","subject":"%s","partitionkey":"%s","data":%s}\
                """.formatted(id, source, type, NOW, subject, district, data);
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }

    /** With kcat's default partitioner: a line, a record. */
    private void kcat(String topic, String... values) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(KCAT, "-P", "-b", server.bootstrapServers(), "-t", topic, "-K", "|"));
        command.addAll(List.of("-X", "acks=all"));
        if (!key.isEmpty() && !topic.equals(Topics.COMMANDS)) {
            String signature =
                    new RecordSigner(SECRET).sign(topic, district.getBytes(UTF_8), values[0].getBytes(UTF_8));
            command.addAll(List.of("-H", RecordSigner.HEADER + "=" + signature));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("kcat.out").toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            for (String value : values) {
                in.write((district + "|" + value + "\n").getBytes(UTF_8));
            }
        }
        assertThat(process.waitFor(MAX_WAIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("kcat.out")))
                .isZero();
    }

    private void await(double expected, String metric, String... labels) throws Exception {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        String url = "http://127.0.0.1:" + server.httpPort().orElseThrow();
        double found = Double.NaN;
        while (found != expected) {
            assertThat(System.nanoTime())
                    .as("%s %s: expected %s, found %s", metric, List.of(labels), expected, found)
                    .isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            found = MetricsScrape.of(url).sum(metric, labels).orElse(0);
        }
    }
}
