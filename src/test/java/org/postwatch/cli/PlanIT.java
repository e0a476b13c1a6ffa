package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.intake.IntakeSource;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.DistrictChange;
import org.postwatch.plan.PlanRevision;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.Topics;
import org.postwatch.streams.TopologySettings;

/** A pipeline runs, and people apply plans and send events to it. */
class PlanIT {
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private PostwatchServer server;
    private String config;
    private ClientSettings clients;

    @BeforeEach
    void start() throws Exception {
        server = PostwatchServer.start(
                Configuration.defaults().relocatedTo(directory.resolve("data"), 0),
                () -> CoverageTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())));
        assertThat(server.awaitRunning(MAX_WAIT)).isTrue();
        Path file = Files.writeString(
                directory.resolve("c.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + server.bootstrapServers() + "\n");
        config = file.toString();
        clients = ClientSettings.of(Configuration.read(file));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_running_pipeline_follows_what_is_applied() throws Exception {
        CliResult first = apply(SmallDistrict.DOCUMENT, "first");
        assertThat(first.out())
                .containsPattern("^d: new district with 1 officer, 0 agreements, 1 feed\\R"
                        + "d/a: from \\d{4}-\\d\\d-\\d\\d: new campus; posts sro\\R"
                        + "d: new routing with 1 recipient, 1 route, 1 grant\\R$");
        assertThat(first.err()).contains("applied to 1 district, 1 campus (4 records on postwatch.plans)");

        assertThat(send(checkedIn("P-1")).out()).contains("sent 1 to postwatch.staffing.events");
        await("COVERED", "covered-by(P-1)");

        String two = SmallDistrict.DOCUMENT.replace("kinds: [police]", "head-count: 2, kinds: [police]");
        assertThat(apply(two, "from tomorrow").out()).contains("post sro: head-count 1 -> 2");
        assertThat(apply(two, "for today, too", "--restate").out()).contains("post sro: head-count 1 -> 2");
        await("UNCOVERED", "too-few(1 of 2)");

        apply(two.substring(0, two.indexOf("campuses:")) + "campuses: []\n", "closed", "--restate");
        await("NOT_REQUIRED", "");

        List<PlanRevision> log = PlanRepository.history(clients, Optional.of("d"));
        assertThat(log)
                .extracting(PlanRevision::reason)
                .containsExactly("first", "from tomorrow", "for today, too", "closed");
        assertThat(CliResult.run("plan", "log", "-c", config).out())
                .contains("d  by m.lopez: first", "  d/a: from ", ": new campus; posts sro");
        assertThat(CompactedTopicReader.readLatest(clients, Topics.DEAD_LETTERS))
                .isEmpty();
    }

    @Test
    void an_unchanged_plan_is_not_sent_again_and_a_dry_run_sends_nothing() throws Exception {
        assertThat(apply(SmallDistrict.DOCUMENT, "trial", "--dry-run").err()).contains("nothing is sent");
        assertThat(plans()).isEmpty();

        apply(SmallDistrict.DOCUMENT, "first");
        List<ConsumerRecord<String, String>> records = plans();
        assertThat(records).hasSize(4).allSatisfy(record -> {
            assertThat(new String(record.headers()
                            .lastHeader(PlanRepository.AUTHOR_HEADER)
                            .value()))
                    .isEqualTo("m.lopez");
            assertThat(new String(record.headers()
                            .lastHeader(PlanRepository.REASON_HEADER)
                            .value()))
                    .isEqualTo("first");
            assertThat(record.partition()).isEqualTo(CoverageTopology.partition("d".getBytes(), 4));
        });

        CliResult again = apply(SmallDistrict.DOCUMENT, "again");
        assertThat(again.err()).contains("nothing changes");
        assertThat(again.exitCode()).isZero();
        assertThat(plans()).hasSize(4);
    }

    @Test
    void an_exported_plan_is_the_one_that_was_applied() throws Exception {
        Path shipped = Path.of("config/districts/socorro-tx");
        String[] apply = {"plan", "apply", shipped.toString(), "-c", config, "--author", "m", "--reason", "first"};
        assertThat(CliResult.run(apply).exitCode()).isZero();

        Path exported = directory.resolve("exported");
        CliResult said = CliResult.run("plan", "export", "socorro-tx", "-c", config, "--into", exported.toString());

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out()).contains("wrote " + exported.resolve("district.yaml"));
        apply[2] = exported.toString();
        assertThat(CliResult.run(apply).err()).contains("nothing changes: the documents are already in force");

        CliResult again = CliResult.run("plan", "export", "socorro-tx", "-c", config, "--into", exported.toString());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("is there already");
        assertThat(CliResult.run(
                                "plan",
                                "export",
                                "socoro-tx",
                                "-c",
                                config,
                                "--into",
                                directory.resolve("x").toString())
                        .err())
                .contains("unknown district 'socoro-tx'; did you mean 'socorro-tx'?");
    }

    @Test
    void recipients_routes_and_the_policy_take_effect_at_once_and_are_on_record() throws Exception {
        apply(SmallDistrict.DOCUMENT, "first");
        String routing = """
                recipients: [{ id: board, agency: district, kafka: {} }, { id: desk, agency: pd, log: {} }]
                policy:
                  grants: [{ class: municipal-police, kinds: [coverage] }]
                  denied: { classes: [federal-immigration] }
                routes: { to: [board], routes: [{ match: { kind: coverage }, to: [desk] }] }
                acknowledged-for: 30m
                """;
        Path file = Files.writeString(directory.resolve("d/routing.yaml"), routing);
        String agencies = "agencies: [{ id: pd, class: municipal-police }]\n";

        CliResult said = apply(SmallDistrict.DOCUMENT + agencies, "routes", "--dry-run");
        assertThat(said.out()).isEqualTo("""
                        d: agency pd added
                        d: recipient board added (kafka of district)
                        d: recipient desk added (log of pd)
                        d: recipient log removed (log of district)
                        d: route routes changed (to log -> to board)
                        d: route routes[0] added (kind coverage to desk)
                        d: grant municipal-police added (class municipal-police: coverage: campus, severity)
                        d: class federal-immigration denied
                        d: acknowledged-for never -> 30m
                        """);
        assertThat(apply(SmallDistrict.DOCUMENT + agencies, "routes").out()).isEqualTo(said.out());
        assertThat(apply(SmallDistrict.DOCUMENT + agencies, "again").err()).contains("nothing changes");
        RoutingConfig inForce =
                PlanRepository.read(clients, Set.of("d")).get("d").routing().orElseThrow();
        assertThat(inForce.root().routes()).hasSize(1);

        Files.writeString(file, routing.replace("30m", "1h"));
        CliResult alone = apply(SmallDistrict.DOCUMENT + agencies, "later");
        assertThat(alone.out()).isEqualTo("d: acknowledged-for 30m -> 1h\n");
        assertThat(alone.err()).contains("applied to 1 district, 0 campuses (2 records");
        assertThat(CliResult.run("plan", "log", "-c", config).out())
                .contains("  d: route routes[0] added", "  d: acknowledged-for 30m -> 1h");
        assertThat(CompactedTopicReader.readLatest(clients, Topics.DEAD_LETTERS))
                .isEmpty();
    }

    @Test
    void sources_of_intake_are_applied_with_their_profiles_and_removed_with_the_document() throws Exception {
        apply(SmallDistrict.DOCUMENT, "first");
        String intake = """
                sources:
                  badges:
                    kind: webhook
                    profile: generic
                    feed: hr
                    secret: secret:badges
                    with: { type: checked-in, badge: user, device: reader }
                    map:
                      badge: { "4711": { officer: P-1 } }
                      device: { front: { campus: a } }
                """;
        Path file = Files.writeString(directory.resolve("d/intake.yaml"), intake);

        CliResult said = apply(SmallDistrict.DOCUMENT, "badges");
        assertThat(said.out())
                .isEqualTo("d: intake source badges added (webhook, profile generic, feed hr, 2 ids mapped)\n");
        assertThat(said.err())
                .contains("(2 records on postwatch.plans)", "the secret 'badges' of intake source 'badges'");
        assertThat(apply(SmallDistrict.DOCUMENT, "again").err()).contains("nothing changes");
        IntakeSource inForce = PlanRepository.read(clients, Set.of("d"))
                .get("d")
                .intake()
                .sources()
                .get("badges");
        assertThat(inForce.profile().text()).contains("profile: generic");

        Files.writeString(file, intake.replace("{ front:", "{ back: { campus: a }, front:"));
        assertThat(apply(SmallDistrict.DOCUMENT, "the back").out())
                .isEqualTo("d: intake source badges changed (ids of device: 1 added)\n");
        Files.delete(file);
        assertThat(apply(SmallDistrict.DOCUMENT, "given up").out())
                .startsWith("d: intake source badges removed (webhook, profile generic, ");
        assertThat(CompactedTopicReader.readLatest(clients, Topics.PLANS))
                .doesNotContainKey("d/~intake")
                .containsKey("d/~routing");
        assertThat(CliResult.run("plan", "log", "-c", config).out())
                .contains("  d: intake source badges changed (ids of device: 1 added)");
        assertThat(CompactedTopicReader.readLatest(clients, Topics.DEAD_LETTERS))
                .isEmpty();
    }

    @Test
    void an_apply_warns_of_a_secret_that_the_configuration_does_not_provide() throws Exception {
        String signed = SmallDistrict.DOCUMENT.replace("types: [staffing]", "types: [staffing], key: secret:hr");
        Files.createDirectories(directory.resolve("d"));
        Files.writeString(directory.resolve("d/routing.yaml"), """
                recipients:
                  - { id: desk, agency: district, webhook: { url: "https://desk.example/in", secrets: [secret:desk-hook] } }
                routes: { to: [desk] }
                """);

        CliResult warned = apply(signed, "first", "--dry-run");
        assertThat(warned.err())
                .contains(
                        "d: warning: the configuration read here does not provide the secret 'hr' of feed 'hr': ",
                        "secret 'desk-hook' of recipient 'desk': ",
                        "'secrets.districts.d.desk-hook'",
                        "Instances with a configuration of their own may have it");

        String shared = "\nsecrets.shared: { hr: env:PATH, desk-hook: env:PATH }\n";
        Files.writeString(Path.of(config), shared, StandardOpenOption.APPEND);
        assertThat(apply(signed, "first", "--dry-run").err()).doesNotContain("warning");
    }

    @Test
    void a_mandatory_denial_holds_until_an_apply_lifts_it_by_name() throws Exception {
        String agencies = SmallDistrict.DOCUMENT + "agencies: [{ id: ice, class: federal-immigration }]\n";
        String none = "recipients: [{ id: log, log: {} }]\nroutes: { to: [log] }\n";
        String barring = none + "policy: { denied: { classes: [federal-immigration], domains: [ice.example] } }\n";
        apply(agencies, "before");
        Path routing = Files.writeString(directory.resolve("d/routing.yaml"), barring);
        assertThat(apply(agencies, "adopted").exitCode()).isZero();

        Files.writeString(routing, none);
        CliResult dropped = applied(agencies.replace("federal-immigration", "municipal-police"), "slip");
        assertThat(dropped.exitCode()).isEqualTo(1);
        assertThat(dropped.err())
                .contains(
                        "d: class 'federal-immigration' is denied, but not by the new documents; a mandatory denial stays"
                                + " in force until you lift it: put it back, or add --lift-denial class:federal-immigration",
                        "d: agency 'ice' is denied, and the documents change its class to 'municipal-police', which is"
                                + " not denied",
                        "--lift-denial domain:ice.example");
        Files.writeString(routing, barring);
        assertThat(applied(SmallDistrict.DOCUMENT, "gone").err())
                .contains("d: agency 'ice' is denied, and the documents no longer contain it");
        assertThat(applied(agencies, "kept", "--lift-denial", "domain:ice.example")
                        .err())
                .contains("--lift-denial domain:ice.example has no effect");
        assertThat(applied(agencies, "kept", "--lift-denial", "ice.example").exitCode())
                .isEqualTo(2);

        Files.writeString(routing, barring.replace(", domains: [ice.example]", ""));
        CliResult lifted = apply(agencies, "board of 9/14", "--lift-denial", "domain:ice.example");
        assertThat(lifted.out())
                .contains("d: domain ice.example no longer denied", "d: mandatory denial of domain:ice.example lifted");
        assertThat(CliResult.run("plan", "log", "-c", config).out())
                .containsPattern("by m.lopez: board of 9/14\\R  d: domain ice.example no longer denied");
        assertThat(PlanRepository.read(clients, Set.of("d"))
                        .get("d")
                        .retainedDenials()
                        .denials())
                .extracting(Object::toString)
                .containsExactly("class:federal-immigration", "agency:ice");
    }

    @Test
    void a_disclosure_request_is_answered_from_the_current_plan_and_recorded() throws Exception {
        apply(SmallDistrict.DOCUMENT, "first");

        CliResult tried =
                CliResult.run("route", "test", "-c", config, "--district", "d", "--incident", "kind=coverage");
        assertThat(tried.out()).contains("by the plans in force").containsPattern("log +at once +routes +all fields");
        CliResult asked = CliResult.run(
                "policy",
                "answer",
                "-c",
                config,
                "--district",
                "d",
                "--agency",
                "ice",
                "--asks",
                "who was\nhere?",
                "--by",
                "P-1");
        assertThat(asked.exitCode()).isEqualTo(2);
        assertThat(asked.err()).contains("contains the character U+000A");
        assertThat(records(Topics.COMMANDS)).isEmpty();

        asked = CliResult.run(
                "policy",
                "answer",
                "-c",
                config,
                "--district",
                "d",
                "--agency",
                "ice",
                "--asks",
                "who was here?",
                "--by",
                "P-1");
        assertThat(asked.exitCode()).as(asked.err()).isZero();
        assertThat(records(Topics.COMMANDS)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("d");
            assertThat(record.value())
                    .contains(
                            "\"type\":\"postwatch.command.disclosure-request\"",
                            "\"subject\":\"ice\"",
                            "\"actor\":\"P-1\"",
                            "\"text\":\"who was here?\"",
                            "\"answer\":\"'ice' is not declared in Small. It may know nothing");
        });
        CliResult unknown = CliResult.run("policy", "answer", "-c", config, "--district", "e", "--agency", "ice");
        assertThat(unknown.err()).contains("no plan of a district 'e' was applied");
    }

    @Test
    void of_two_concurrent_applies_the_one_that_read_first_writes_nothing() {
        PlanRepository.PlanUpdate entry = new PlanRepository.PlanUpdate(
                new DistrictChange("d", Optional.empty(), Map.of(), List.of(), List.of()),
                Optional.empty(),
                Optional.empty(),
                false,
                new PlanRevision("d", Instant.EPOCH, "m", "r", Optional.empty(), false, List.of()));
        try (PlanRepository early = PlanRepository.open(clients);
                PlanRepository late = PlanRepository.open(clients)) {
            assertThatThrownBy(() -> early.write(List.of(entry))).isInstanceOf(ProducerFencedException.class);
            assertThat(plans()).isEmpty();
            assertThat(late.write(List.of(entry))).isEqualTo(1);
            assertThat(plans()).hasSize(1);
        }
    }

    @Test
    void an_invalid_line_is_reported_and_blocks_the_others_only_when_strict() throws Exception {
        String lines = checkedIn("P-1") + "\n\nnonsense\n" + checkedIn("P-2") + "\n";

        CliResult strict = send(lines, "--strict");
        assertThat(strict.exitCode()).isEqualTo(1);
        assertThat(strict.out()).contains("sent nothing");
        assertThat(strict.err()).contains("events.ndjson:3: ", "3 events not sent");

        CliResult said = send(lines, "--json");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out().lines().toList())
                .hasSize(2)
                .last()
                .isEqualTo("{\"sent\":{\"postwatch.staffing.events\":2},\"notSent\":1}");
        assertThat(CliResult.run("send", "-c", config, directory + "/none").exitCode())
                .isEqualTo(2);
    }

    private CliResult apply(String document, String reason, String... options) throws IOException {
        CliResult said = applied(document, reason, options);
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said;
    }

    private CliResult applied(String document, String reason, String... options) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), document);
        return CliResult.run(with(
                List.of("plan", "apply", "-c", config, folder.toString(), "--author", "m.lopez", "--reason", reason),
                options));
    }

    private CliResult send(String lines, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("events.ndjson"), lines);
        return CliResult.run(with(List.of("send", "-c", config, file.toString()), options));
    }

    private static String[] with(List<String> arguments, String... options) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    private static String checkedIn(String badge) {
        return "{\"specversion\":\"1.0\",\"id\":\"in-" + badge + "\",\"source\":\"hr\","
                + "\"type\":\"postwatch.officer.checked-in\",\"time\":\""
                + Instant.now().truncatedTo(ChronoUnit.MILLIS)
                + "\",\"subject\":\"" + badge + "\",\"partitionkey\":\"d\",\"data\":{\"campus\":\"a\"}}";
    }

    /** Asks for the status, as people do, until the campus is as it should be. */
    private void await(String state, String why) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        String status;
        do {
            status = CliResult.run("status", "-c", config).out();
        } while (!(status.contains(" " + state) && status.contains(why)) && System.nanoTime() < deadline);
        assertThat(status).contains(" " + state, why);
    }

    private List<ConsumerRecord<String, String>> plans() {
        return records(Topics.PLANS);
    }

    private List<ConsumerRecord<String, String>> records(String topic) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(clients.consumer(), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }
}
