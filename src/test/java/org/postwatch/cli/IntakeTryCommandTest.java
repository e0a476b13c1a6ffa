package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a message becomes, or why not, without a broker. */
class IntakeTryCommandTest {
    private static final String TOPIC = "front/events/rpc";

    @TempDir
    Path directory;

    private Path press;
    private Path intake;

    @BeforeEach
    void writeFiles() throws IOException {
        press = Files.writeString(directory.resolve("press.json"), """
                {"src":"front","method":"NotifyEvent","params":{"ts":1789392600.25,"events":[
                {"component":"input:0","event":"single_push","ts":1789392600.25},
                {"component":"input:1","event":"single_push"},
                {"component":"input:0","event":"btn_down","ts":1789392600.25}]}}
                """);
        intake = Files.writeString(directory.resolve("intake.yaml"), """
                sources:
                  cameras: {kind: mqtt, profile: frigate, feed: frigate}
                  buttons:
                    kind: mqtt
                    profile: shelly-gen2
                    feed: shelly-buttons
                    map:
                      device:
                        front/input:0: {campus: north, entrance: main, device: buzzer-1}
                        front/input:1: {campus: north, entrance: gym}
                """);
    }

    private static CliResult attempt(String... args) {
        List<String> all = new ArrayList<>(List.of("intake", "try"));
        all.addAll(List.of(args));
        return CliResult.run(all.toArray(String[]::new));
    }

    @Test
    void without_a_map_the_ids_to_map_are_shown() {
        CliResult said = attempt("shelly-gen2", press.toString(), "--topic", TOPIC);
        assertThat(said.exitCode()).isZero();
        assertThat(said.out().lines())
                .containsExactly(
                        press + ": 0 events",
                        "  dropped: not-of-interest: the profile makes no event of it, or of a part of it",
                        "  unmapped: under map of the source, device: {\"front/input:0\": {campus: …, entrance: …, device: …,"
                                + " officer: …}} with those that it stands for",
                        "  unmapped: under map of the source, device: {\"front/input:1\": {campus: …, entrance: …, device: …,"
                                + " officer: …}} with those that it stands for");
    }

    @Test
    void with_a_map_events_and_rejections_are_shown() {
        CliResult said = attempt("shelly-gen2", press.toString(), "--topic", TOPIC, "--map", intake.toString());
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out().lines())
                .contains("  rejected: malformed: body.params.events[].ts: expected a value, found nothing")
                .anyMatch(line -> line.startsWith("  event: {\"specversion\":\"1.0\",\"id\":\"")
                        && line.endsWith("\"source\":\"shelly-buttons\",\"type\":\"postwatch.entrance.buzzer-pressed\","
                                + "\"time\":\"2026-09-14T13:30:00.250Z\",\"subject\":\"north\","
                                + "\"partitionkey\":\"a-district\",\"data\":{\"entrance\":\"main\"}}"));
    }

    @Test
    void json_is_one_object_a_file() {
        CliResult said = attempt(
                "shelly-gen2", press.toString(), "--topic", TOPIC, "--map", intake.toString(), "--retained", "--json");
        JsonNode root = JsonMapper.shared().readTree(said.out());
        assertThat(root.path("events")).isEmpty();
        assertThat(root.path("drops").toString()).isEqualTo("[\"retained\"]");
    }

    @Test
    void a_webhook_has_headers_and_parameters_and_a_secret() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty"), "");
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
        List<String> args = new ArrayList<>(List.of(
                "shelly-gen2", empty.toString(), "--map", intake.toString(), "--secret-file", secret.toString()));
        args.addAll(List.of("--query", "device=front", "--query", "input=input:0", "--at", "2026-09-14T07:30:00Z"));
        CliResult wrong = attempt(args.toArray(String[]::new));
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out()).contains("not verified: unverified").doesNotContain("s3cret");
        args.addAll(List.of("--query", "key=s3cret"));
        CliResult right = attempt(args.toArray(String[]::new));
        assertThat(right.exitCode()).isZero();
        assertThat(right.out())
                .contains("  verified", "\"time\":\"2026-09-14T07:30:00Z\"")
                .doesNotContain("s3cret");
    }

    @Test
    void a_profile_that_is_not_shipped_is_read_and_its_faults_are_shown() throws IOException {
        Path profile = Files.writeString(directory.resolve("mine.yaml"), "profile: mine\nabout: mine\nmesages: []\n");
        CliResult said = attempt(profile.toString(), press.toString());
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out())
                .contains("mine.yaml:3:1: error: unknown key 'mesages' in a profile; did you mean 'messages'?");
    }

    @Test
    void the_profiles_of_the_release_are_listed_and_described() {
        assertThat(CliResult.run("intake", "profiles").out())
                .containsPattern("(?m)^shelly-gen2 +webhook, mqtt +Shelly Plus, Pro and later devices");
        assertThat(CliResult.run("intake", "profiles", "shelly-gen2").out())
                .contains("map:        device", "topics:     +/events/rpc +/online", "with:       contactOn: ")
                .contains("postwatch.entrance.buzzer-pressed", "secret:     required for a webhook");
        assertThat(CliResult.run("intake", "profiles", "shely").err()).contains("unknown profile 'shely'");
    }

    @Test
    void usage_errors_name_what_was_expected() {
        assertThat(attempt("shely-gen2", press.toString()))
                .satisfies(said -> assertThat(said.exitCode()).isEqualTo(2))
                .satisfies(said ->
                        assertThat(said.err()).contains("unknown profile 'shely-gen2'; did you mean 'shelly-gen2'?"));
        assertThat(attempt("shelly-gen2", directory.resolve("none.json").toString())
                        .err())
                .contains("none.json: cannot be read");
        assertThat(attempt("generic", press.toString(), "--with", "devic=a").err())
                .contains("--with: unknown parameter 'devic'; did you mean 'device'?");
        assertThat(attempt("generic", press.toString(), "--map", intake.toString())
                        .err())
                .contains("has no source with the profile 'generic'; it has [cameras, buttons]");
        assertThat(attempt("shelly-gen2", press.toString(), "--header", "X").err())
                .contains("--header: found 'X'; expected 'NAME: VALUE'");
    }
}
