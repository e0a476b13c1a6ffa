package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.delivery.channels.RecipientIntegrations;

/** Routes, recipients and policies that cannot be meant, or must not be. */
class RoutingDiagnosticsTest {
    private static final String GOOD = """
            recipients:
              - { id: board, agency: district, kafka: {} }
              - { id: office, agency: district, mail: { host: smtp.example, from: pw@d.example, to: [office@d.example] } }
              - { id: pager, agency: district, pagerduty: { url: "https://events.example/v2", key: secret:pager } }
              - { id: city-desk, agency: socorro-pd, webhook: { url: "https://cad.example/hooks", secrets: [secret:hook] } }
              - { id: cap, agency: district, cap: { to: topic, sender: pw@d.example, restriction: staff } }
            policy:
              grants:
                - { class: municipal-police, kinds: [coverage, weapon-seen], fields: [kind, severity] }
              denied: { classes: [federal-immigration], domains: [ice.example] }
            routes:
              to: [board]
              routes:
                - match: { kind: coverage, severity: high }
                  to: [pager, city-desk]
                  escalate: [{ after: 5m, to: [office] }]
                - match: { kind: feed-silent }
                  to: [cap]
                  quiet: { from: "22:00", to: "06:00", below: high }
            """;

    @TempDir
    Path directory;

    private String text = GOOD;

    private static Arguments mistake(String message, String... edits) {
        return arguments(message, List.of(edits));
    }

    /** The message, then what stands in the good routing and what is written instead; ^ marks the fault. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "error: an item of 'to' is 'a..b@d.example'; expected a mail address such as office@district.example: before the '@' letters, digits and"
                                + " !#$%&'*+-/=?^_`{|}~, at most 64, with single '.' between them",
                        "to: [office@d.example] }",
                        "to: [\"o'hara@d.example\", \"sro&dispatch@d.example\", ^a..b@d.example] }"),
                mistake(
                        "error: an item of 'to' is '.x@d.example'; expected a mail address such as office@district.example: before the '@' letters, digits and"
                                + " !#$%&'*+-/=?^_`{|}~, at most 64, with single '.' between them",
                        "to: [office@d.example] }", "to: [^.x@d.example] }"),
                mistake(
                        "error: unknown recipient 'baord'; did you mean 'board'?",
                        "to: [board]",
                        "to: [board, ^baord]"),
                mistake(
                        "error: unknown recipient 'offce'; did you mean 'office'?",
                        "to: [office] }]",
                        "to: [office, ^offce] }]"),
                mistake(
                        "error: unknown agency 'socoro-pd'; did you mean 'socorro-pd'?",
                        "agency: socorro-pd",
                        "agency: ^socoro-pd"),
                mistake(
                        "error: unknown class of agency 'municpal-police'; did you mean 'municipal-police'?",
                        "    - { class: municipal-police,",
                        "    - { class: ^municpal-police, kinds: [coverage] }\n    - { class: municipal-police,"),
                mistake(
                        "warning: no agency is of class 'sheriff'; expected one of: federal-immigration,"
                                + " municipal-police, school",
                        "    - { class: municipal-police,",
                        "    - { class: ^sheriff, kinds: [coverage] }\n    - { class: municipal-police,"),
                mistake(
                        "error: unknown class of agency 'federal-imigration'; did you mean 'federal-immigration'?",
                        "classes: [federal-immigration]",
                        "classes: [^federal-imigration]"),
                mistake(
                        "error: a recipient that names no agency; expected one of: socorro-pd, ice-denver, district"
                                + " ('district' is school administration)",
                        "- { id: board, agency: district,",
                        "- ^{ id: board,"),
                mistake(
                        "error: recipient 'city-desk' of class 'municipal-police' has the address of 'board' of class"
                                + " 'school' at routing.yaml:2:11: each would receive the other's notices; expected an"
                                + " address of its own",
                        "id: board, agency: district, kafka: {}",
                        "id: board, agency: district, webhook:"
                                + " { url: \"https://CAD.example:443/x/%2e./hooks/\", secrets: [secret:hook] }",
                        "id: city-desk",
                        "id: ^city-desk"),
                mistake(
                        "error: unknown kind 'covrage'; did you mean 'coverage'?",
                        "kinds: [coverage,",
                        "kinds: [coverage, ^covrage,"),
                mistake("error: unknown kind 'covrage'; did you mean 'coverage'?", "kind: coverage", "kind: ^covrage"),
                mistake(
                        "error: unknown field 'severty'; did you mean 'severity'?",
                        "fields: [kind, severity]",
                        "fields: [kind, ^severty]"),
                mistake("error: unknown severity 'hihg'; did you mean 'high'?", "severity: high", "severity: ^hihg"),
                mistake("error: unknown severity 'hgih'; did you mean 'high'?", "below: high", "below: ^hgih"),
                mistake(
                        "error: unknown campus 'saracino-ms'; did you mean 'sarracino-ms'?",
                        "kind: coverage,",
                        "kind: coverage, campus: [^saracino-ms],"),
                mistake(
                        "error: unknown entrance 'nroth'; did you mean 'north'?",
                        "kind: coverage,",
                        "kind: coverage, entrance: [north, ^nroth],"),
                mistake(
                        "error: unknown post 'sor'; did you mean 'sro'?",
                        "kind: coverage,",
                        "kind: coverage, post: ^sor,"),
                mistake(
                        "error: unknown feed 'dors'; did you mean 'doors'?",
                        "kind: feed-silent",
                        "kind: feed-silent, feed: ^dors"),
                mistake(
                        "error: unknown agreement 'town'; expected city",
                        "kind: feed-silent",
                        "kind: feed-silent, agreement: ^town"),
                mistake(
                        "error: unknown status 'opened'; did you mean 'open'?",
                        "kind: coverage,",
                        "kind: coverage, status: ^opened,"),
                mistake(
                        "error: unknown key 'campsu' in a match; did you mean 'campus'?",
                        "kind: coverage,",
                        "kind: coverage, ^campsu: sarracino-ms,"),
                mistake(
                        "error: agency 'ice-denver' is of class 'federal-immigration', which routing.yaml:10:23 denies:"
                                + " nothing can be sent to it, whatever the routes say",
                        "- { id: office, agency: district,",
                        "- { id: office, agency: ^ice-denver,"),
                mistake(
                        "error: an address in the domain 'ice.example', which routing.yaml:10:55 denies with all below it",
                        "webhook: { url: \"https://cad.example/hooks\"",
                        "webhook: ^{ url: \"https://Field-Office.ICE.example:8443/hooks\""),
                mistake(
                        "error: an address in the domain 'ice.example', which routing.yaml:10:55 denies with all below it",
                        "webhook: { url: \"https://cad.example/hooks\"",
                        "webhook: ^{ url: \"https://relay.example/to?mail=x@ice.example\""),
                mistake(
                        "error: an address in the domain 'ice.example', which routing.yaml:10:55 denies with all below it",
                        "mail: { host: smtp.example, from: pw@d.example, to: [office@d.example] }",
                        "mail: ^{ host: smtp.example, from: pw@d.example, to: [office@d.example, tips@denver.ice.example] }"),
                mistake(
                        "error: an address in the domain 'ice.example', which routing.yaml:10:55 denies with all below it",
                        "mail: { host: smtp.example,",
                        "mail: ^{ host: mx.ice.example,"),
                mistake(
                        "error: an address in the domain 'ice.example', which routing.yaml:10:55 denies with all below it",
                        "cap: { to: topic, sender: pw@d.example, restriction: staff }",
                        "cap: ^{ to: topic, sender: pw@d.example, scope: Private, addresses: [ice.example] }"),
                mistake(
                        "error: a grant to the class 'federal-immigration', which routing.yaml:11:23 denies",
                        "    - { class: municipal-police,",
                        "    - { class: ^federal-immigration, kinds: [coverage] }\n    - { class: municipal-police,"),
                mistake(
                        "error: class 'school' is the district's own, and cannot be denied",
                        "classes: [federal-immigration]",
                        "classes: [federal-immigration, ^school]"),
                mistake(
                        "error: conduct for the class 'municipal-police'; only 'school' may know of it (an emergency"
                                + " goes to the recipients that may know of weapon-seen)",
                        "kinds: [coverage, weapon-seen]",
                        "kinds: [coverage, ^conduct]"),
                mistake(
                        "error: a watchdog by 'pagerduty', a notice each minute; expected one of: log, kafka, webhook,"
                                + " alertmanager",
                        "key: secret:pager }",
                        "key: secret:pager }, watchdog: ^true"),
                mistake(
                        "error: 'key' is another text; expected secret:NAME, the name of a secret that the"
                                + " configuration of the instance locates",
                        "secret:pager",
                        "^R0UT1NGK3Y"),
                mistake(
                        "error: an item of 'secrets' is another text; expected secret:NAME, the name of a secret"
                                + " that the configuration of the instance locates",
                        "secret:hook",
                        "^whsec_Abc"),
                mistake(
                        "error: 'password' is another text; expected secret:NAME, the name of a secret that the"
                                + " configuration of the instance locates",
                        "from: pw@d.example, to",
                        "user: pw, password: ^hunter2, from: pw@d.example, to"),
                mistake(
                        "error: 'url' is another text; expected secret:NAME, as the address of a chat is a"
                                + " secret; or an address on loopback",
                        "  - { id: cap, agency: district, cap: { to: topic, sender: pw@d.example, restriction: staff } }",
                        "  - { id: cap, agency: district, chat: { url: ^\"https://chat.example/T0K3N\" } }"),
                mistake(
                        "error: 'url' is another text; expected a web address such as https://cad.example/hooks, or"
                                + " secret:NAME",
                        "\"https://cad.example/hooks\"",
                        "^\"https://user:pass@cad.example/hooks\""),
                mistake(
                        "error: 'key' says where a secret is; expected its name, as secret:NAME: the"
                                + " configuration of the instance says where it is ('secrets' in config/postwatch.yaml)",
                        "secret:pager",
                        "^file:/etc/passwd"),
                mistake(
                        "error: an item of 'secrets' says where a secret is; expected its name, as secret:NAME: the"
                                + " configuration of the instance says where it is ('secrets' in config/postwatch.yaml)",
                        "secret:hook",
                        "^env:KAFKA_PASSWORD"),
                mistake(
                        "error: 'url' says where a secret is; expected its name, as secret:NAME: the"
                                + " configuration of the instance says where it is ('secrets' in config/postwatch.yaml)",
                        "\"https://cad.example/hooks\"",
                        "^env:KAFKA_PASSWORD"),
                mistake(
                        "error: 'to' says where a secret is; expected its name, as secret:NAME: the"
                                + " configuration of the instance says where it is ('secrets' in config/postwatch.yaml)",
                        "to: topic",
                        "to: ^\"file:/etc/passwd\""),
                mistake(
                        "error: 'user' says where a secret is; expected its name, as secret:NAME: the"
                                + " configuration of the instance says where it is ('secrets' in config/postwatch.yaml)",
                        "from: pw@d.example, to",
                        "user: ^env:HOME, password: secret:smtp, from: pw@d.example, to"),
                mistake(
                        "error: 'password' is another text; expected secret:NAME, the name of a secret that the"
                                + " configuration of the instance locates",
                        "from: pw@d.example, to",
                        "user: pw, password: ^secret:../elm/smtp, from: pw@d.example, to"),
                mistake(
                        "error: http to 'cad.example', in the clear; expected https",
                        "\"https://cad.example/hooks\"",
                        "^\"http://cad.example/hooks\""),
                mistake(
                        "error: http to 'cap.example', in the clear; expected https",
                        "to: topic",
                        "to: ^http://cap.example"),
                mistake(
                        "error: mail in the clear to 'smtp.example'; expected tls or starttls",
                        "host: smtp.example,",
                        "host: smtp.example, security: ^none,"),
                mistake(
                        "error: an Alertmanager with one of 'user' and 'password'; expected both or none",
                        "  - { id: cap, agency: district, cap: { to: topic, sender: pw@d.example, restriction: staff } }",
                        "  - { id: cap, agency: district, alertmanager: ^{ url: \"https://am.example\", user: pw } }"),
                mistake(
                        "error: a login by 'token' beside one by 'user'; expected one of them",
                        "  - { id: cap, agency: district, cap: { to: topic, sender: pw@d.example, restriction: staff } }",
                        "  - { id: cap, agency: district, alertmanager: { url: \"https://am.example\", user: pw, password:"
                                + " secret:am, token: ^secret:am } }"),
                mistake(
                        "error: a mail with one of 'user' and 'password'; expected both or none",
                        "mail: { host: smtp.example,",
                        "mail: ^{ host: smtp.example, user: pw,"),
                mistake(
                        "error: a second address of one recipient, 'kafka' beside 'log'; expected one: give it a"
                                + " recipient of its own",
                        "kafka: {}",
                        "log: {}, kafka: ^{}"),
                mistake(
                        "error: a recipient without an address; expected one of: "
                                + RecipientIntegrations.ALL.stream()
                                        .map(kind -> kind.key().name())
                                        .collect(Collectors.joining(", ")),
                        "- { id: board, agency: district, kafka: {} }",
                        "- ^{ id: board, agency: district }"),
                mistake(
                        "error: recipient 'board' is given twice; the first is at routing.yaml:2:11",
                        "  - { id: office,",
                        "  - { id: ^board, log: {} }\n  - { id: office,"),
                mistake(
                        "error: grant 'g' is given twice; the first is at routing.yaml:9:15",
                        "    - { class: municipal-police,",
                        "    - { name: g, class: school, kinds: [all] }\n    - { name: ^g, class: municipal-police,"),
                mistake(
                        "error: a CAP feed of scope Restricted without 'restriction'",
                        "cap: { to: topic, sender: pw@d.example, restriction: staff }",
                        "cap: ^{ to: topic, sender: pw@d.example }"),
                mistake(
                        "error: 'restriction' is for scope Restricted, and this is Public",
                        "restriction: staff",
                        "scope: Public, restriction: ^staff"),
                mistake(
                        "error: quiet hours around the clock: nobody would ever be notified; expected another time",
                        "to: \"06:00\"",
                        "to: ^\"22:00\""),
                mistake(
                        "error: unknown label 'feeed'; did you mean 'feed'?",
                        "below: high }",
                        "below: high }\n      group: { by: [^feeed] }"),
                mistake("warning: no route names recipient 'cap'", "id: cap,", "id: ^cap,", "to: [cap]", "to: [board]"),
                mistake(
                        "warning: a route without recipients; expected at least one",
                        "to: [board]",
                        "to: ^[]",
                        "to: [pager, ",
                        "to: [board, pager, "),
                mistake(
                        "warning: a route that can notify no recipient: the policy grants city-desk none of feed-silent",
                        "to: [cap]",
                        "to: ^[city-desk]",
                        "    - match: { kind: coverage, severity: high }\n      to: [",
                        "    - match: { kind: coverage, severity: high }\n      to: [cap, "),
                mistake(
                        "warning: no such kind gets here from the route above",
                        "      escalate",
                        "      routes: [{ match: { kind: ^no-show } }]\n      escalate"),
                mistake(
                        "warning: nothing gets here: the route at routing.yaml:14:7 takes everything; expected it last,"
                                + " or with 'match' or 'continue'",
                        "    - match: { kind: coverage, severity: high }\n      to",
                        "    - to",
                        "    - match: { kind: feed-silent }",
                        "    - ^match: { kind: feed-silent }"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void each_is_reported_with_its_location(String message, List<String> edits) {
        for (int i = 0; i < edits.size(); i += 2) {
            replace(edits.get(i), edits.get(i + 1));
        }
        int mark = text.indexOf('^');
        String before = text.substring(0, mark);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        String place = "routing.yaml:" + line + ":" + (mark - before.lastIndexOf('\n')) + ": ";
        text = text.replace("^", "");

        assertThat(diagnostics()).containsExactly(place + message);
    }

    @Test
    void the_valid_routing_has_no_diagnostics() {
        assertThat(diagnostics()).isEmpty();
    }

    @Test
    void emergencies_of_conduct_may_go_to_those_who_may_know_of_weapons() {
        replace("kind: feed-silent", "kind: conduct")
                .replace("to: [cap]", "to: [city-desk]")
                .replace("to: [board]", "to: [board, cap]");

        assertThat(diagnostics()).isEmpty();
    }

    @Test
    void plain_text_is_accepted_on_loopback() {
        replace("\"https://cad.example/hooks\"", "\"http://[::1]:8080/hooks\"")
                .replace("host: smtp.example,", "host: localhost, port: 2525, security: none,");

        assertThat(diagnostics()).isEmpty();
    }

    @Test
    void errors_in_both_documents_are_reported_at_once() {
        replace("to: [board]", "to: [baord]");
        DistrictFolderFixture folder =
                folder().replace("kinds: [police]", "kinds: [polcie]").writeFile("routing.yaml", text);

        assertThat(folder.diagnostics())
                .hasSize(2)
                .anyMatch(fault -> fault.startsWith("district.yaml:") && fault.contains("'polcie'"))
                .anyMatch(fault -> fault.startsWith("routing.yaml:12:8: error: unknown recipient 'baord'"));
    }

    @Test
    void a_misnamed_document_is_not_a_silent_default() {
        assertThat(folder().writeFile("routing.yml", text).diagnostics())
                .containsExactly("routing.yml:1:1: error: not read; expected it to be named routing.yaml");
    }

    @Test
    void routing_is_read_even_if_the_district_cannot_be() {
        DistrictFolderFixture folder =
                folder().replace("zone: America/Denver", "zone: [").writeFile("routing.yaml", "recipients: []\n");

        assertThat(folder.diagnostics())
                .anyMatch(fault -> fault.startsWith("routing.yaml:1:13: error: 'recipients' has 0 items"))
                .anyMatch(fault -> fault.startsWith("district.yaml:"));
    }

    @Test
    void no_message_repeats_a_secret() {
        replace("secret:pager", "S3CR3T-1")
                .replace("secret:hook", "S3CR3T-2")
                .replace("\"https://cad.example/hooks\"", "\"https://x:S3CR3T-3@cad.example\"");

        assertThat(String.join("\n", diagnostics()))
                .contains("routing.yaml:4:", "routing.yaml:5:")
                .doesNotContain("S3CR3T");
    }

    private RoutingDiagnosticsTest replace(String there, String instead) {
        assertThat(text.split(Pattern.quote(there), -1)).as(there).hasSize(2);
        text = text.replace(there, instead);
        return this;
    }

    private DistrictFolderFixture folder() {
        return new DistrictFolderFixture(directory)
                .replace("officers:\n", "  - { id: ice-denver, class: federal-immigration }\nofficers:\n");
    }

    private List<String> diagnostics() {
        return folder().writeFile("routing.yaml", text).diagnostics();
    }
}
