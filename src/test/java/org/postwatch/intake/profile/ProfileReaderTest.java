package org.postwatch.intake.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.intake.ProfileText;

/** What is wrong with a profile is reported with its place, all of it at once. */
class ProfileReaderTest {
    private static List<String> diagnostics(ProfileText profile) {
        return ProfileReader.read(profile).diagnostics().stream()
                .map(Diagnostic::toString)
                .toList();
    }

    @Test
    void all_faults_are_reported_at_once_with_their_places() {
        ProfileText profile = new ProfileText("door", """
                profile: door
                about: a door
                transports: [webhook, mqqt]
                parameters:
                  path: {about: where}
                messages:
                  - name: press
                    match: bdy.what == "ring"
                    type: postwatch.entrance.buzzer-presed
                    map: {device: body.device}
                    time: epok(body.at)
                    id: hash(with.pth)
                  - name: weapon
                    match: 'body.gun && '
                    when: 1 + 1
                    type: postwatch.camera.weapon-seen
                    subject: body.campus
                    data: {entrance: body.door}
                    time: arrival
                    id: body.id
                    retained: state
                    colour: red
                """);
        assertThat(diagnostics(profile))
                .containsExactly(
                        "door.yaml:1:1: error: a profile for webhooks needs 'verify'; where a vendor proves nothing, kind"
                                + " none says so",
                        "door.yaml:3:23: error: unknown transport 'mqqt'; did you mean 'mqtt'?",
                        "door.yaml:8:12: error: 'match': unknown variable or function 'bdy'; did you mean 'body'?, at"
                                + " character 1",
                        "door.yaml:9:11: error: unknown type of event 'postwatch.entrance.buzzer-presed'; did you mean"
                                + " 'postwatch.entrance.buzzer-pressed'?",
                        "door.yaml:11:11: error: 'time': unknown variable or function 'epok', at character 5",
                        "door.yaml:12:9: error: unknown parameter 'pth'; did you mean 'path'?",
                        "door.yaml:14:12: error: 'match': the expression ends too early, at character 13",
                        "door.yaml:15:11: error: 'when' gives int; expected an expression that gives true or false",
                        "door.yaml:18:22: error: unknown field of the event's data 'entrance'; expected device",
                        "door.yaml:21:15: error: 'retained: state' with postwatch.camera.weapon-seen, which is no state: a"
                                + " broker keeps a message for months; expected reports of devices only",
                        "door.yaml:22:5: error: unknown key 'colour' in an entry; expected one of: name, body, match, test,"
                                + " each, when, type, by, types, map, time, id, subject, data, retained");
    }

    private static List<String> diagnosticsOfEntry(String keys) {
        return diagnostics(ProfileFixture.profile("- name: an entry\n" + keys.indent(2))).stream()
                .map(diagnostic -> diagnostic.replaceFirst("^small[.]yaml:[0-9]+:[0-9]+: ", ""))
                .toList();
    }

    @Test
    void an_entry_with_a_time_needs_an_id() {
        assertThat(diagnosticsOfEntry("""
                        match: "true"
                        type: postwatch.feed.heartbeat
                        time: epoch(body.at)
                        """))
                .containsExactly(
                        "error: an entry with a time needs 'id', so that a message that arrives twice is one event;"
                                + " without an id of the vendor, hash(body)");
    }

    @Test
    void variables_exist_only_where_they_have_a_value() {
        assertThat(diagnosticsOfEntry("""
                        match: item.a && target.campus == "north"
                        type: postwatch.entrance.buzzer-pressed
                        subject: target.campus
                        data: {entrance: item.entrance}
                        time: arrival
                        """))
                .containsExactly(
                        "error: 'match' reads 'item': it is evaluated once for the message",
                        "error: 'match' reads 'item': without 'each' there is no item",
                        "error: 'match' reads 'target': it is evaluated before 'map'",
                        "error: 'match' reads 'target': without 'map' there is no target",
                        "error: 'subject' reads 'target': without 'map' there is no target",
                        "error: 'data' reads 'item': without 'each' there is no item");
    }

    @Test
    void a_type_is_either_fixed_or_by_a_value() {
        String entry = """
                match: "true"
                subject: body.campus
                time: arrival
                """;
        String fault = "error: an entry needs either 'type', or 'by' and 'types' together";
        assertThat(diagnosticsOfEntry(entry)).containsExactly(fault);
        assertThat(diagnosticsOfEntry(entry + "by: body.kind\n")).containsExactly(fault);
        assertThat(diagnosticsOfEntry(entry
                        + "by: body.kind\ntypes: {a: postwatch.feed.heartbeat}\ntype: postwatch.feed.heartbeat\n"))
                .containsExactly(fault);
        assertThat(diagnosticsOfEntry(entry + "by: body.kind\ntypes: {a: postwatch.feed.heartbeat}\n"))
                .isEmpty();
    }

    @Test
    void canaries_are_postwatchs_own() {
        assertThat(diagnosticsOfEntry("match: \"true\"\ntype: postwatch.canary\ntime: arrival\n"))
                .singleElement()
                .asString()
                .startsWith("error: unknown type of event 'postwatch.canary'");
    }

    @Test
    void long_and_deep_expressions_are_rejected() {
        String entry = "type: postwatch.feed.heartbeat\ntime: arrival\nmatch: ";
        assertThat(diagnosticsOfEntry(entry + "'" + "1 ".repeat(ExpressionCompiler.MAX_SOURCE_LENGTH / 2) + "== 1'\n"))
                .isNotEmpty();
        assertThat(diagnosticsOfEntry(entry + "'" + "(".repeat(60) + "true" + ")".repeat(60) + "'\n"))
                .isNotEmpty();
        assertThat(diagnosticsOfEntry(entry + "'" + "(".repeat(10) + "true" + ")".repeat(10) + "'\n"))
                .isEmpty();
    }

    @Test
    void verifications_are_checked() {
        ProfileText profile = new ProfileText("hook", """
                profile: hook
                about: a hook
                transports: [webhook]
                verify:
                  - {kind: hmac-sha256, header: X-Signature}
                  - {kind: hmac-sha256, header: X-Signature, form: "sha256={he}"}
                  - {kind: hmac-sha256, header: X-Signature, form: "{hex}", signed: "{t}"}
                  - {kind: bearer, header: X-Token}
                  - {kind: headr}
                messages:
                  - {name: beat, match: "true", type: postwatch.feed.heartbeat, time: arrival}
                """);
        assertThat(diagnostics(profile))
                .containsExactly(
                        "hook.yaml:5:5: error: 'verify' has no 'form'",
                        "hook.yaml:6:5: error: 'verify' has a form without exactly one {hex} or {base64}, or with more than"
                                + " one {t}",
                        "hook.yaml:7:5: error: 'verify' has a signature that is not over {body}",
                        "hook.yaml:8:28: error: 'header' has no meaning for the kind bearer",
                        "hook.yaml:9:12: error: unknown kind of verification 'headr'; did you mean 'header'?");
    }

    @Test
    void the_name_is_that_of_the_file() {
        assertThat(diagnostics(
                        new ProfileText("other", ProfileFixture.profile("").text())))
                .anyMatch(
                        diagnostic -> diagnostic.equals(
                                "other.yaml:1:1: error: the profile is called 'small'; expected the name of its file, 'other'"));
    }
}
