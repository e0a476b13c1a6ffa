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
    private Path district;

    @BeforeEach
    void writeFiles() throws IOException {
        press = Files.writeString(directory.resolve("press.json"), """
                {"src":"front","method":"NotifyEvent","params":{"ts":1789392600.25,"events":[
                {"component":"input:0","event":"single_push","ts":1789392600.25},
                {"component":"input:1","event":"single_push"},
                {"component":"input:0","event":"btn_down","ts":1789392600.25}]}}
                """);
        district = Files.createDirectory(directory.resolve("elm"));
        Files.writeString(district.resolve("district.yaml"), """
                district: elm
                zone: America/Denver
                first-day: 2026-08-17
                calendar:
                  terms: [ { from: 2026-08-17, to: 2027-06-30 } ]
                  windows: [ { name: day, days: [mon, tue, wed, thu, fri], from: "07:30", to: "15:30" } ]
                officers: [ { badge: D-1, kind: police, duties: [sro] } ]
                feeds:
                  - { source: shelly-buttons, types: [entrance, device] }
                  - { source: readers, agencies: [district], types: [staffing] }
                campuses:
                  - id: north
                    posts: [ { id: sro, kinds: [police] } ]
                    entrances:
                      - { id: main, devices: [ { id: buzzer-1, type: buzzer, feed: shelly-buttons } ] }
                      - { id: gym, devices: [ { id: buzzer-2, type: buzzer, feed: shelly-buttons } ] }
                """);
        Files.writeString(district.resolve("intake.yaml"), """
                sources:
                  buttons:
                    kind: mqtt
                    profile: shelly-gen2
                    feed: shelly-buttons
                    broker: mqtts://mqtt.example
                    map: &map
                      device:
                        front/input:0: {campus: north, entrance: main, device: buzzer-1}
                        front/input:1: {campus: north, entrance: gym}
                  front-door:
                    kind: webhook
                    profile: shelly-gen2
                    feed: shelly-buttons
                    secret: secret:front-door
                    map:
                      device:
                        front/input:0: {campus: north, entrance: main, device: buzzer-1}
                  intercom:
                    kind: poll
                    profile: 2n
                    feed: shelly-buttons
                    address: https://intercom.example
                    with: { mac: m }
                    map: { device: { m: { campus: north, entrance: gym } } }
                """.replace(" &map", ""));
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
        CliResult said = attempt("--source", district + "/buttons", press.toString(), "--topic", TOPIC);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out().lines())
                .contains("  rejected: malformed: body.params.events[].ts: expected a value, found nothing")
                .anyMatch(line -> line.startsWith("  event: {\"specversion\":\"1.0\",\"id\":\"")
                        && line.endsWith("\"source\":\"shelly-buttons\",\"type\":\"postwatch.entrance.buzzer-pressed\","
                                + "\"time\":\"2026-09-14T13:30:00.250Z\",\"subject\":\"north\","
                                + "\"partitionkey\":\"elm\",\"data\":{\"entrance\":\"main\"}}"));
    }

    @Test
    void json_is_one_object_a_file() {
        CliResult said =
                attempt("--source", district + "/buttons", press.toString(), "--topic", TOPIC, "--retained", "--json");
        JsonNode root = JsonMapper.shared().readTree(said.out());
        assertThat(root.path("events")).isEmpty();
        assertThat(root.path("drops").toString()).isEqualTo("[\"retained\"]");
    }

    @Test
    void a_webhook_has_headers_and_parameters_and_a_secret() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty"), "");
        Path secret = Files.writeString(directory.resolve("secret"), "a-secret-of-16-characters\n");
        List<String> args = new ArrayList<>(
                List.of("--source", district + "/front-door", empty.toString(), "--secret-file", secret.toString()));
        args.addAll(List.of("--query", "device=front", "--query", "input=input:0", "--at", "2026-09-14T07:30:00Z"));
        CliResult wrong = attempt(args.toArray(String[]::new));
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out()).contains("not verified: unverified").doesNotContain("a-secret-of-16-characters");
        args.addAll(List.of("--query", "key=a-secret-of-16-characters"));
        CliResult right = attempt(args.toArray(String[]::new));
        assertThat(right.exitCode()).isZero();
        assertThat(right.out())
                .contains("  verified", "\"time\":\"2026-09-14T07:30:00Z\"")
                .doesNotContain("a-secret-of-16-characters");
    }

    @Test
    void an_answer_to_a_poll_is_taken_apart() throws IOException {
        Path answer = Files.writeString(directory.resolve("answer.json"), """
                {"success":true,"result":{"events":[
                {"id":1,"utcTime":1789392600,"event":"KeyPressed","params":{"key":"%1"}},
                {"id":2,"utcTime":1789392601,"event":"KeyPressed","params":{"key":"7"}}]}}
                """);
        CliResult said = attempt("--source", district + "/intercom", answer.toString());
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains(answer + ", message 1: 1 event", "m/1789392600/1", answer + ", message 2: 0 events");
        Path refused = Files.writeString(directory.resolve("refused.json"), "{\"success\":false}");
        assertThat(attempt("2n", refused.toString(), "--with", "mac=m"))
                .satisfies(failed -> assertThat(failed.exitCode()).isEqualTo(1))
                .satisfies(failed -> assertThat(failed.out()).contains("the answer is no success"));
    }

    @Test
    void a_source_of_CloudEvents_is_evaluated_as_an_instance_does() throws IOException {
        Files.writeString(district.resolve("intake.yaml"), """
                sources:
                  partner:
                    kind: mqtt
                    profile: cloudevents
                    feed: shelly-buttons
                    broker: mqtts://mqtt.example
                    topics: [events]
                """);
        String event = """
                {"specversion":"1.0","id":"p-1","source":"shelly-buttons","type":"postwatch.entrance.buzzer-pressed",
                "time":"2026-09-14T13:30:00Z","subject":"north","partitionkey":"elm","data":{"entrance":"main"}}
                """;
        Path file = Files.writeString(directory.resolve("event.json"), event);
        CliResult accepted = attempt("--source", district + "/partner", file.toString(), "--topic", "events");
        assertThat(accepted.exitCode()).as(accepted.out() + accepted.err()).isZero();
        assertThat(accepted.out()).contains(file + ": 1 event", "\"id\":\"p-1\"");

        Files.writeString(file, event.replace("\"shelly-buttons\"", "\"readers\""));
        CliResult refused = attempt("--source", district + "/partner", file.toString(), "--topic", "events");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("source: expected the feed of this source, 'shelly-buttons'");
    }

    @Test
    void documents_with_errors_are_reported_as_plan_check_does() throws IOException {
        Path intake = district.resolve("intake.yaml");
        Files.writeString(intake, Files.readString(intake).replace("entrance: gym}\n", "entrance: gim}\n"));
        CliResult said = attempt("--source", district + "/buttons", press.toString(), "--topic", TOPIC);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).contains("intake.yaml:10:50: error: campus 'north' has no entrance 'gim'");
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
        assertThat(attempt("--source", district + "/button", press.toString()).err())
                .contains("intake.yaml: unknown source 'button'; did you mean 'buttons'?");
        assertThat(attempt("--source", district + "/buttons", press.toString()).err())
                .contains("a source of kind mqtt; expected --topic");
        assertThat(attempt("--source", directory + "/none/buttons", press.toString())
                        .err())
                .contains("no such folder");
        assertThat(attempt("generic").err()).contains("no FILE; expected the body of a message");
        assertThat(attempt("shelly-gen2", press.toString(), "--header", "X").err())
                .contains("--header: found 'X'; expected 'NAME: VALUE'");
    }
}
