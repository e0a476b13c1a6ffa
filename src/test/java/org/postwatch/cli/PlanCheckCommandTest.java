package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCheckCommandTest {
    @TempDir
    Path directory;

    @Test
    void the_shipped_districts_have_no_errors() {
        CliResult said = CliResult.run(Stream.concat(
                        Stream.of("plan", "check"),
                        Stream.of("frontier", "palm-springs", "roaring-fork", "socorro-nm", "socorro-tx")
                                .map(name -> "config/districts/" + name))
                .toArray(String[]::new));

        assertThat(said.out().lines())
                .containsExactly("5 folders: no faults; 33 campuses, 31 recipients and 37 routes fit to apply");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    void every_error_of_every_folder_is_reported_with_its_location() throws IOException {
        String one = folder("one", text -> text.replace("zone: Etc/UTC", "zone: Mars/Olympus"));
        String two = folder("two", text -> text.replace("kinds: [police]", "kinds: [police], head-cuont: 2"));

        CliResult said = CliResult.run("plan", "check", one, two);

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out().lines()).hasSize(3);
        assertThat(said.out())
                .contains(one + "/district.yaml:3:7: error: ", two + "/district.yaml:", "did you mean 'head-count'?")
                .endsWith("2 folders: 2 errors, 0 warnings" + System.lineSeparator());
        assertThat(said.err()).isEmpty();
    }

    @Test
    void a_folder_or_a_file_that_links_to_itself_is_an_error_and_never_taken_for_nothing() throws IOException {
        Path loop = directory.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertThat(CliResult.run("plan", "check", loop.toString()).err())
                .contains(loop + ": a broken or circular link");

        Path folder = Path.of(folder("one", text -> text));
        Path routing = Files.createSymbolicLink(folder.resolve("routing.yaml"), folder.resolve("routing.yaml"));
        assertError(folder, "routing.yaml:1:1: error: cannot be read: a broken or circular link");
        Files.delete(routing);

        Path campuses = Files.createSymbolicLink(folder.resolve("campuses"), folder.resolve("campuses"));
        assertError(folder, "campuses:1:1: error: a broken or circular link; expected a folder");
        Files.delete(campuses);
        Files.createSymbolicLink(campuses, folder);
        assertError(folder, "campuses:1:1: error: a link to the district's own folder; expected a folder");
    }

    private static void assertError(Path folder, String error) {
        CliResult said = CliResult.run("plan", "check", folder.toString());
        assertThat(said.out()).contains(error);
        assertThat(said.exitCode()).isEqualTo(1);
    }

    @Test
    void classes_of_agency_are_declared_by_postwatch_and_the_configuration_not_by_a_district() throws IOException {
        String one = folder(
                "one", text -> text.replace("feeds:", "agencies: [{ id: docks, class: harbor-police }]\nfeeds:"));
        Path config = Files.writeString(directory.resolve("c.yaml"), "policy.agency-classes: [harbor-police]\n");

        CliResult unknown = CliResult.run("plan", "check", one);
        CliResult known = CliResult.run("plan", "check", "--config", config.toString(), one);

        assertThat(unknown.out())
                .contains("error: unknown class of agency 'harbor-police'; expected one of: campus-police,");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(known.out()).contains("1 folder: no faults");
    }

    @Test
    void where_all_feeds_must_sign_one_without_a_key_is_an_error() throws IOException {
        String without = folder("one", text -> text);
        String with = folder("two", text -> text.replace("types: [staffing]", "types: [staffing], key: secret:hr"));
        String later = folder(
                "three",
                text -> text.replace(
                        "types: [staffing]", "types: [staffing], key: [{ secret: secret:hr, from: 2090-01-01 }]"));
        Path config = Files.writeString(directory.resolve("c.yaml"), "kafka.bootstrap.servers: a.example:9092\n");

        assertThat(CliResult.run("plan", "check", "-c", config.toString(), with).exitCode())
                .isZero();
        for (String folder : List.of(without, later)) {
            CliResult said = CliResult.run("plan", "check", "-c", config.toString(), folder);
            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.out())
                    .contains("error: feed 'hr' has no key that is in use, and 'security.feeds' of the configuration is"
                            + " 'signed'; expected 'key: secret:NAME' of the feed");
        }
        Files.writeString(config, "security.feeds: open\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(CliResult.run("plan", "check", "-c", config.toString(), without)
                        .exitCode())
                .isZero();
    }

    @Test
    void a_feed_whose_keys_end_is_a_warning() throws IOException {
        CliResult said = CliResult.run(
                "plan",
                "check",
                folder(
                        "one",
                        text -> text.replace(
                                "types: [staffing]",
                                "types: [staffing], key: [{ secret: secret:hr, to: 2026-08-31 }]")));

        assertThat(said.out())
                .contains("warning: no key of feed 'hr' is in use at 2026-09-01T00:00, so what arrives then is rejected"
                        + " as unsigned");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    void a_document_names_a_secret_and_contains_neither_its_value_nor_its_location() throws IOException {
        for (String key : List.of("hunter2hunter2hunter2", "env:DOORS", "file:/etc/passwd", "[hunter2]")) {
            CliResult said = CliResult.run(
                    "plan",
                    "check",
                    folder("one", text -> text.replace("types: [staffing]", "types: [staffing], key: " + key)));
            assertThat(said.exitCode()).as(key).isEqualTo(1);
            assertThat(said.out()).contains("error: ").doesNotContain("hunter2", "DOORS", "passwd");
        }
    }

    @Test
    void warnings_alone_are_no_failure() throws IOException {
        CliResult said =
                CliResult.run("plan", "check", folder("one", text -> text.replace("kind: police", "kind: guard")));

        assertThat(said.out())
                .contains(
                        ": warning: ", "1 folder: 0 errors, 1 warning; 1 campus, 1 recipient and 1 route fit to apply");
        assertThat(said.exitCode()).isZero();
    }

    @Test
    void json_output_has_one_object_per_diagnostic() throws IOException {
        String one = folder("one", text -> text.replace("zone: Etc/UTC", "zone: Mars/Olympus"));

        CliResult said = CliResult.run("plan", "check", "--json", one);

        assertThat(said.out())
                .hasLineCount(1)
                .startsWith("{\"file\":\"" + one
                        + "/district.yaml\",\"line\":3,\"column\":7,\"severity\":\"error\",\"message\":\"");
        assertThat(said.err()).contains("1 folder: 1 error, 0 warnings");
    }

    @Test
    void two_folders_cannot_be_one_district() throws IOException {
        String one = folder("one", text -> text);
        String two = folder("two", text -> text);

        CliResult said = CliResult.run("plan", "check", one, two);

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).contains(two + "/district.yaml:1:1: error: district 'd' is also the id of " + one);
    }

    @Test
    void a_folder_without_a_district_is_a_usage_error_that_suggests_others() throws IOException {
        String one = folder("one", text -> text);

        assertThat(CliResult.run("plan", "check", directory + "/none").exitCode())
                .isEqualTo(2);
        assertThat(CliResult.run("plan", "check", directory + "/none").err()).contains("no such folder");
        assertThat(CliResult.run("plan", "check", directory.toString()).err())
                .contains("did you mean those in it: " + one);
        assertThat(CliResult.run("plan", "check").exitCode()).isEqualTo(2);
        assertThat(CliResult.run("plan").exitCode()).isEqualTo(2);
    }

    @Test
    void an_apply_with_errors_or_without_an_author_reaches_no_broker() throws IOException {
        String one = folder("one", text -> text.replace("zone: Etc/UTC", "zone: Mars/Olympus"));

        CliResult faulty = CliResult.run("plan", "apply", one, "--author", "m", "--reason", "r");
        assertThat(faulty.exitCode()).isEqualTo(1);
        assertThat(faulty.err()).contains("district.yaml:3:7: error", "nothing is applied: 1 folder: 1 error");

        assertThat(CliResult.run("plan", "apply", one, "--reason", "r").exitCode())
                .isEqualTo(2);
        assertThat(CliResult.run("plan", "apply", one, "--reason", "r", "--author", " ")
                        .exitCode())
                .isEqualTo(2);
        CliResult date = CliResult.run("plan", "apply", one, "--reason", "r", "--author", "m", "--from", "2026-13-01");
        assertThat(date.exitCode()).isEqualTo(2);
        assertThat(date.err()).contains("'2026-13-01' is not a date; expected a date such as 2026-10-01");
    }

    @Test
    void an_apply_that_leads_into_this_machine_or_its_network_reaches_no_broker() throws IOException {
        Path folder = Path.of(folder("one", text -> text));
        Files.writeString(folder.resolve("routing.yaml"), """
                recipients:
                  - { id: prom, agency: district, alertmanager: { url: "http://127.0.0.1:9093" } }
                  - { id: cad, agency: district, webhook: { url: "https://169.254.169.254/latest", secrets: [secret:cad] } }
                  - { id: spool, agency: district, cap: { to: "folder:/etc/cron.d", sender: a@b, restriction: staff } }
                  - { id: desk, agency: district, webhook: { url: "https://cad.example/hook", secrets: [secret:cad] } }
                routes: { to: [prom, cad, spool, desk] }
                """);
        Path config = Files.writeString(
                directory.resolve("c.yaml"), "outgoing: { allow: [127.0.0.1], folders: [/var/spool/cap] }\n");

        CliResult refused = CliResult.run("plan", "apply", folder.toString(), "--author", "m", "--reason", "r");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "nothing is applied:\n",
                        ": recipient 'prom': '127.0.0.1' may not be called: 127.0.0.1 is a loopback address, which may be"
                                + " called only when it or its host is listed in 'outgoing.allow' in the configuration",
                        ": recipient 'cad': '169.254.169.254' may not be called: 169.254.169.254 is a link-local address",
                        ": recipient 'spool': the folder /etc/cron.d may be used only when it or one above it is"
                                + " listed in 'outgoing.folders' in the configuration of the instance")
                .doesNotContain("'desk'");

        CliResult listed = CliResult.run(
                "plan", "apply", folder.toString(), "-c", config.toString(), "--author", "m", "--reason", "r");
        assertThat(listed.err()).contains("'cad'", "'spool'").doesNotContain("'prom'", "'desk'");
        assertThat(CliResult.run("plan", "check", folder.toString()).exitCode())
                .as("a check is of documents alone")
                .isZero();
    }

    /** As it was found: content of the instance's files and environment went to a webhook. */
    @Test
    void documents_cannot_use_the_secrets_of_the_instance() throws IOException {
        Path folder = Path.of(folder("one", text -> text));
        Files.writeString(folder.resolve("routing.yaml"), """
                recipients:
                  - { id: console, log: {} }
                  - { id: cad, agency: district, webhook: { url: "http://127.0.0.1:9390/river", secrets: [env:RIVER_HOOK] } }
                  - { id: pager, agency: district, pagerduty: { url: "http://127.0.0.1:9390/pd", key: file:/etc/passwd } }
                  - { id: pager2, agency: district, pagerduty: { url: "http://127.0.0.1:9390/pd2", key: env:KAFKA_PASSWORD } }
                routes: { to: [console, cad, pager, pager2] }
                """);

        CliResult said = CliResult.run("plan", "apply", folder.toString(), "--author", "m", "--reason", "r");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err().lines().filter(line -> line.contains("says where a secret is; expected its name")))
                .hasSize(3);
        assertThat(said.err()).contains("routing.yaml:3:", "routing.yaml:4:", "routing.yaml:5:", "nothing is applied");
    }

    @Test
    void every_listed_schema_is_printed_and_self_contained() {
        List<String> names = CliResult.run("plan", "schema").out().lines().toList();

        assertThat(names).contains("event officer.checked-in", "output incident");
        for (String name : names) {
            CliResult said = CliResult.run(Stream.concat(Stream.of("plan", "schema"), Stream.of(name.split(" ")))
                    .toArray(String[]::new));
            assertThat(said.exitCode()).as(name).isZero();
            assertThat(said.out()).as(name).contains("\"$schema\"").doesNotContain("common.schema.json");
        }
        assertThat(CliResult.run("plan", "schema", "event", "postwatch.officer.checked-in")
                        .exitCode())
                .isZero();
        assertThat(CliResult.run("plan", "schema", "event").out().lines()).allMatch(line -> line.startsWith("event "));
        assertThat(CliResult.run("plan", "schema", "event", "officer.gone").exitCode())
                .isEqualTo(2);
        assertThat(CliResult.run("plan", "schema", "districts").err()).contains("lists what there is");
    }

    private String folder(String name, UnaryOperator<String> slip) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.writeString(folder.resolve("district.yaml"), slip.apply(SmallDistrict.DOCUMENT));
        return folder.toString();
    }
}
