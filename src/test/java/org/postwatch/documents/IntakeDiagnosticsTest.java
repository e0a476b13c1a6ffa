package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwatch.intake.FrontDesk;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.wire.IntakeJson;

/** What is wrong with an {@code intake.yaml} is reported with its place and what was expected. */
class IntakeDiagnosticsTest {
    private static final String GOOD = """
            sources:
              front-door:
                kind: webhook
                profile: shelly-gen2
                feed: doors
                secret: secret:front-door
                map:
                  device:
                    a/input:0: { campus: sarracino-ms, entrance: north, device: buzzer }
              badges:
                kind: webhook
                profile: generic
                feed: hr
                secret: secret:badges
                with: { type: checked-in, badge: user, device: reader }
                map:
                  badge: { "7": { officer: D-1 } }
            """;

    @TempDir
    Path directory;

    private DistrictFolderFixture folder;

    @BeforeEach
    void create() {
        folder = new DistrictFolderFixture(directory);
    }

    @Test
    void a_good_document_has_no_faults_and_is_compiled_with_the_district() {
        assertThat(diagnostics(GOOD)).isEmpty();
        assertThat(folder.read().compiled().orElseThrow().intake().sources()).hasSize(2);
    }

    @Test
    void a_district_without_the_document_has_no_sources() {
        assertThat(folder.read().compiled().orElseThrow().intake().sources()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            feed: doors           | feed: ^dors                | unknown feed 'dors'; did you mean 'doors'?
            profile: shelly-gen2  | profile: ^shelly-gen3      | unknown profile 'shelly-gen3'; did you mean 'shelly-gen2'?
            entrance: north       | entrance: ^nort            | campus 'sarracino-ms' has no entrance 'nort'; did you mean 'north'?
            device: buzzer        | device: ^buzer             | campus 'sarracino-ms' has no device 'buzer'; did you mean 'buzzer'?
            campus: sarracino-ms  | campus: ^saracino-ms       | unknown campus 'saracino-ms'; did you mean 'sarracino-ms'?
            officer: D-1          | officer: ^D-2              | unknown officer 'D-2'; did you mean 'D-1'?
            badge: {              | bage: ^{                   | profile 'generic' has no kind of id 'bage'; did you mean 'badge'?
            badge: user           | bagde: ^user               | profile 'generic' has no parameter 'bagde'; did you mean 'badge'?
            , device: reader      |                            | profile 'generic' needs the parameter 'device' under 'with'
            { officer: D-1 }      | ^{ device: buzzer }        | a target without 'campus'; expected the campus of its entrance or device
            { officer: D-1 }      | ^{}                        | a target that stands for nothing; expected 'campus' or 'officer'
            secret: secret:badges | secret: ^hunter2           | 'secret' is another text; expected secret:NAME
            secret: secret:badges | topics: ^[a/b]             | 'topics' in a source of kind webhook; expected it for mqtt only
            front-door:           | Front Door: ^              | key 'Front Door' in 'sources': expected an id
            kind: webhook%        | kind: ^poll%               | profile 'shelly-gen2' has no messages over poll; expected mqtt or webhook
            kind: webhook%        | kind: ^fax%                | unknown kind of source 'fax'; expected one of: mqtt, poll, webhook
            """)
    void a_fault_is_reported_with_its_place_and_the_nearest_name(String there, String instead, String message) {
        String document = GOOD.replaceFirst(
                java.util.regex.Pattern.quote(there.replace("%", "")),
                instead == null ? "" : instead.replace("%", "").replace("$", "\\$"));
        assertThat(document).isNotEqualTo(GOOD);
        String place = place(document);

        assertThat(diagnostics(document.replace("^", "")))
                .anySatisfy(fault ->
                        assertThat(fault).startsWith(place).contains("error: ").contains(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            desk           | campus: ^saracino-ms, feed: desk                 | unknown campus 'saracino-ms'; did you mean 'sarracino-ms'?
            desk           | campus: sarracino-ms, feed: ^dsk                 | unknown feed 'dsk'; did you mean 'desk'?
            desk           | campus: sarracino-ms, feed: ^hr                  | feed 'hr' has no 'hours', so it would be silent whenever the page is closed
            desk           | campus: sarracino-ms, feed: ^doors               | feed 'doors' is that of the source 'front-door' already
            desk           | campus: sarracino-ms, feed: ^desk, visitors: true | feed 'desk' may not report visitor-admitted, visitor-denied, which the desk offers
            another campus | campus: sarracino-ms, feed: ^desk                | feed 'desk' may not report campus 'sarracino-ms'
            desk           | campus: sarracino-ms, feed: desk }, { campus: ^sarracino-ms, feed: desk | campus 'sarracino-ms' has two desks; expected one
            """)
    void a_fault_of_a_desk_is_reported_with_its_place(String feed, String desk, String message) {
        String campus = feed.equals("desk") ? "sarracino-ms" : "other-ms";
        folder.replace(
                "  - { source: doors,",
                "  - { source: desk, agencies: [district], campuses: [" + campus + "], types: [staffing],\n"
                        + "      hours: [{ from: \"07:00\", to: \"16:00\" }] }\n  - { source: doors,");
        String document = GOOD + "desks: [{ " + desk + " }]\n";
        assertThat(diagnostics(document.replace("^", "")))
                .anySatisfy(
                        fault -> assertThat(fault).startsWith(place(document)).contains("error: " + message));
    }

    @Test
    void a_district_may_have_desks_and_no_sources() {
        folder.replace(
                "  - { source: doors,",
                "  - { source: desk, agencies: [district], types: [staffing], hours: [{ from: \"07:00\", to: \"16:00\" }] }\n"
                        + "  - { source: doors,");
        assertThat(diagnostics("desks: [{ campus: sarracino-ms, feed: desk }]\n"))
                .isEmpty();
        assertThat(folder.read().compiled().orElseThrow().intake().desks())
                .containsEntry("sarracino-ms", new FrontDesk("sarracino-ms", "desk", false));
    }

    @Test
    void a_webhook_without_a_secret_would_refuse_everything() {
        assertThat(diagnostics(GOOD.replace("    secret: secret:badges\n", "")))
                .containsExactly("intake.yaml:11:5: error: a webhook of profile 'generic' without 'secret', which would"
                        + " refuse every message; expected secret:NAME");
    }

    @Test
    void a_source_of_mqtt_needs_a_broker_and_is_warned_of_without_tls() {
        String mqtt = GOOD.replace("kind: webhook\n    profile: shelly", "kind: mqtt\n    profile: shelly")
                .replace("    secret: secret:front-door\n", "");
        assertThat(diagnostics(mqtt))
                .containsExactly("intake.yaml:3:5: error: a source of kind mqtt without 'broker'; expected the address"
                        + " of a broker such as mqtts://mqtt.example:8883");
        String broker = mqtt.replace("    feed: doors\n", "    broker: mqtt://mqtt.example\n    feed: doors\n");
        assertThat(diagnostics(broker))
                .containsExactly("intake.yaml:5:13: warning: mqtt to 'mqtt.example' is not encrypted: others in the"
                        + " network can read the messages, and send messages of their own; expected mqtts://");
        assertThat(diagnostics(broker.replace(
                        "    feed: doors\n", "    login: { user: u, password: secret:p }\n    feed: doors\n")))
                .containsExactly("intake.yaml:5:13: warning: mqtt to 'mqtt.example' is not encrypted: others in the"
                        + " network can read the password of 'login' and the messages, and send messages of their own;"
                        + " expected mqtts://");
        assertThat(diagnostics(broker.replace("mqtt.example", "10.0.0.9")))
                .anyMatch(warned -> warned.contains("warning: mqtt to '10.0.0.9'"));
        assertThat(diagnostics(broker.replace("mqtt.example", "127.0.0.1:1883")))
                .isEmpty();
    }

    @Test
    void a_public_address_that_would_never_be_connected_to_without_tls_is_an_error() {
        String polled = """
                sources:
                  presses:
                    kind: poll
                    profile: 2n
                    feed: doors
                    address: http://198.51.100.7
                    with: { mac: a }
                    map: { device: { a: { campus: sarracino-ms, entrance: north, device: buzzer } } }
                """;
        assertThat(diagnostics(polled))
                .containsExactly("intake.yaml:6:14: error: http:// is not encrypted and only allowed to private"
                        + " addresses, and 198.51.100.7 is none; expected https://");
        assertThat(diagnostics(polled.replace("http:", "https:"))).isEmpty();
        assertThat(diagnostics(polled.replace("198.51.100.7", "192.168.0.7")))
                .singleElement()
                .asString()
                .contains("warning: ");
        String mqtt = GOOD.replace("kind: webhook\n    profile: shelly", "kind: mqtt\n    profile: shelly")
                .replace("    secret: secret:front-door\n", "    broker: mqtt://[2001:db8::7]:1883\n");
        assertThat(diagnostics(mqtt))
                .containsExactly("intake.yaml:6:13: error: mqtt:// is not encrypted and only allowed to private"
                        + " addresses, and 2001:db8::7 is none; expected mqtts://");
    }

    @Test
    void a_polled_source_whose_messages_have_no_time_is_an_error_since_each_would_be_rejected() {
        String polled = """
                sources:
                  presses:
                    kind: poll
                    profile: generic
                    feed: doors
                    address: https://doors.example/presses
                    with: { type: buzzer-pressed, device: door, time: at }
                    map: { device: { a: { campus: sarracino-ms, entrance: north, device: buzzer } } }
                """;
        assertThat(diagnostics(polled)).isEmpty();
        assertThat(diagnostics(polled.replace(", time: at", "")))
                .containsExactly(
                        "intake.yaml:7:11: error: profile 'generic' finds no time in the messages, and over poll"
                                + " a message without a time is rejected; expected the parameter 'time' under 'with': The path of"
                                + " the field with the time of the event.");
    }

    @Test
    void a_polled_source_is_warned_of_messages_that_its_profile_gives_the_time_of_arrival() {
        String profile = OWN.replace("transports: [mqtt]", "transports: [mqtt, poll]")
                + "  - { name: alive, match: has(body.bell), type: postwatch.device.online, map: { bell: body.bell }, time: arrival }\n";
        String source = """
                sources:
                  bells:
                    kind: poll
                    profile: ./bells.yaml
                    feed: doors
                    address: https://bells.example
                    map: { bell: { a: { campus: sarracino-ms, entrance: north, device: buzzer } } }
                """;
        folder.writeFile("bells.yaml", profile);
        assertThat(diagnostics(source))
                .containsExactly("intake.yaml:4:14: warning: profile 'bells' has no time for the messages 'alive': over"
                        + " poll they are rejected");
        folder.writeFile("bells.yaml", profile.replace("time: epoch(body.at)", "time: arrival"));
        assertThat(diagnostics(source))
                .containsExactly(
                        "intake.yaml:3:5: error: profile 'bells' finds no time in the messages, and over poll a"
                                + " message without a time is rejected; expected a profile whose 'time' is a field of the"
                                + " message");
    }

    @Test
    void cloud_events_over_mqtt_need_topics_and_no_map() {
        String source = """
                sources:
                  partner:
                    kind: mqtt
                    profile: cloudevents
                    feed: doors
                    broker: mqtts://mqtt.example
                    ca: secret:mqtt-ca
                    topics: [partner/events]
                """;
        assertThat(diagnostics(source)).isEmpty();
        IntakeConfig compiled = folder.read().compiled().orElseThrow().intake();
        IntakeSource read =
                IntakeJson.decode(IntakeJson.encode(compiled)).sources().get("partner");
        assertThat(read.profile()).isEqualTo(ProfileText.CLOUD_EVENTS);
        assertThat(((MqttTransport) read.transport()).caSecret()).hasValue("mqtt-ca");
        assertThat(read.allSecretNames()).containsExactly("mqtt-ca");

        assertThat(diagnostics(source.replace("    topics: [partner/events]\n", "")))
                .containsExactly(
                        "intake.yaml:3:5: error: profile 'cloudevents' names no topics; expected 'topics' of the"
                                + " source");
        assertThat(diagnostics(source + "    map: {device: {a: {campus: sarracino-ms}}}\n"))
                .anyMatch(fault -> fault.contains("profile 'cloudevents' has no kind of id 'device'"));
        assertThat(diagnostics(source.replace("mqtts:", "mqtt:")))
                .containsExactly("intake.yaml:7:9: error: 'ca' without encryption; expected mqtts:// in 'broker', or no"
                        + " 'ca'");
        assertThat(diagnostics("""
                        sources:
                          partner: {kind: webhook, profile: cloudevents, feed: doors, secret: secret:s}
                        """))
                .containsExactly("intake.yaml:2:19: error: profile 'cloudevents' has no messages over webhook; expected"
                        + " mqtt");
    }

    @Test
    void a_feed_that_may_report_nothing_of_the_profile_is_an_error() {
        assertThat(diagnostics(GOOD.replace("feed: doors", "feed: hr")))
                .anyMatch(fault -> fault.startsWith("intake.yaml:5:11: error: feed 'hr' may report nothing that profile"
                        + " 'shelly-gen2' makes of its messages; expected some of buzzer-pressed, "));
    }

    @Test
    void a_feed_that_may_not_report_what_a_message_becomes_is_warned_of() {
        folder.writeFile("profiles/bells.yaml", """
                profile: bells
                about: Bells and their doors.
                fields: { body.bell: "the vendor's manual", body.at: "the vendor's manual", body.id: "the vendor's manual" }
                transports: [mqtt]
                topics: [bells]
                messages:
                  - { name: ring, match: has(body.bell), type: postwatch.entrance.buzzer-pressed, map: { bell: body.bell }, time: epoch(body.at), id: body.id }
                  - { name: alive, match: has(body.bell), type: postwatch.device.online, map: { bell: body.bell }, time: epoch(body.at), id: body.id }
                """);
        folder.writeFile("intake.yaml", """
                sources:
                  bells:
                    kind: mqtt
                    profile: bells
                    feed: doors
                    broker: mqtts://mqtt.example
                    map: { bell: { a: { campus: sarracino-ms, entrance: north } } }
                """);
        folder.replace("types: [entrance, device] }", "types: [device] }").read();

        assertThat(DistrictDocuments.read(
                                directory, AgencyClasses.SHIPPED, new ProfileDirectory(directory.resolve("profiles")))
                        .diagnostics())
                .extracting(fault -> fault.toString().replace(directory + "/", ""))
                .containsExactly("intake.yaml:5:11: warning: feed 'doors' may not report buzzer-pressed, which profile"
                        + " 'bells' makes of 'ring': those events are rejected");
    }

    private static final String OWN = """
            profile: bells
            about: Bells.
            fields: { body.bell: "the vendor's manual", body.at: "the vendor's manual", body.id: "the vendor's manual" }
            transports: [mqtt]
            topics: [bells]
            messages:
              - { name: ring, match: has(body.bell), type: postwatch.entrance.buzzer-pressed, map: { bell: body.bell }, time: epoch(body.at), id: body.id }
            """;
    private static final String WITH_OWN = """
            sources:
              bells:
                kind: mqtt
                profile: ./bells.yaml
                feed: doors
                broker: mqtts://mqtt.example
                map: { bell: { a: { campus: sarracino-ms, entrance: north } } }
            """;

    @Test
    void a_profile_beside_the_document_is_applied_with_it() {
        folder.writeFile("bells.yaml", OWN);
        assertThat(diagnostics(WITH_OWN)).isEmpty();
        assertThat(folder.read()
                        .compiled()
                        .orElseThrow()
                        .intake()
                        .sources()
                        .get("bells")
                        .profile())
                .isEqualTo(new ProfileText("bells", OWN));
    }

    @Test
    void a_profile_beside_the_document_is_checked_like_it() {
        folder.writeFile("bells.yaml", OWN.replace("transports: [mqtt]", "transports: [fax]"));
        assertThat(diagnostics(WITH_OWN))
                .containsExactly(
                        "bells.yaml:4:14: error: unknown transport 'fax'; expected one of: mqtt, poll, webhook");
        folder.writeFile("bells.yaml", OWN.replace("has(body.bell)", "has(bdy.bell)"));
        assertThat(diagnostics(WITH_OWN))
                .anyMatch(fault ->
                        fault.startsWith("bells.yaml:7:26: error: 'match': unknown variable or function 'bdy'"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ./belts.yaml      | no such file: belts.yaml; expected a profile beside this document
            ./shelly-gen2.yaml| Postwatch has a profile named 'shelly-gen2' itself; expected another name for your own
            ./cloudevents.yaml| Postwatch has a profile named 'cloudevents' itself; expected another name for your own
            ../bells.yaml     | expected the name of a profile as shelly-gen2, or ./NAME.yaml for a profile beside this document
            bells.yaml        | expected the name of a profile as shelly-gen2, or ./NAME.yaml for a profile beside this document
            """)
    void a_profile_of_ones_own_is_beside_the_document_and_has_its_own_name(String reference, String message) {
        folder.writeFile("bells.yaml", OWN);
        assertThat(diagnostics(WITH_OWN.replace("./bells.yaml", reference)))
                .anyMatch(fault -> fault.startsWith("intake.yaml:4:14: error: ") && fault.contains(message));
    }

    @Test
    void a_polled_source_is_checked_against_its_profile() {
        String polled = """
                sources:
                  intercom:
                    kind: poll
                    profile: 2n
                    feed: doors
                    address: https://intercom.example
                    login: { user: postwatch, password: secret:intercom }
                    with: { mac: a }
                    map: { device: { a: { campus: sarracino-ms, entrance: north, device: buzzer } } }
                """;
        assertThat(diagnostics(polled)).isEmpty();
        assertThat(diagnostics(polled.replace("example\n", "example/api/log/pull\n")))
                .containsExactly("intake.yaml:6:14: error: 'address' has a path, and profile '2n' has paths of its own;"
                        + " expected the device alone, as https://192.0.2.10");
        assertThat(diagnostics(polled.replace("    login:", "    every: 10s\n    login:")))
                .containsExactly("intake.yaml:7:12: error: 'every' has no effect: the vendor of profile '2n' holds back"
                        + " its answers until there is something to say; expected none");
        assertThat(diagnostics(polled.replace("    login:", "    secret: secret:token\n    login:")))
                .containsExactly(
                        "intake.yaml:7:13: error: 'secret' beside 'login' in a source of kind poll; expected one"
                                + " of both");
    }

    @Test
    void a_heartbeat_is_one_of_a_feed_that_no_other_source_has_and_that_is_asked_often_enough() {
        String polled = """
                sources:
                  presses:
                    kind: poll
                    profile: generic
                    feed: doors
                    heartbeat: true
                    every: 5m
                    address: https://doors.example
                    with: { type: buzzer-pressed, device: device, time: at }
                    map: { device: { a: { campus: sarracino-ms, entrance: north, device: buzzer } } }
                """;
        assertThat(diagnostics(polled)).isEmpty();
        assertThat(diagnostics(polled.replace("every: 5m", "every: 10m")))
                .containsExactly("intake.yaml:7:12: warning: the feed is silent between two requests: its limit is 5m;"
                        + " expected at most that");
        assertThat(diagnostics(polled + GOOD.substring("sources:\n".length())))
                .containsExactly(
                        "intake.yaml:6:16: error: 'heartbeat' of source 'presses' would report that all is well"
                                + " at source 'front-door', which has the same feed; expected a feed of its own");
        assertThat(diagnostics(GOOD.replace("    feed: doors\n", "    feed: doors\n    heartbeat: true\n")))
                .containsExactly(
                        "intake.yaml:6:16: error: 'heartbeat' in a source of kind webhook; expected it for poll"
                                + " only");
    }

    @Test
    void a_device_belongs_to_the_entrance_that_is_named_with_it() {
        folder.replace("  - id: north\n", "  - id: south\n      - id: north\n");
        assertThat(diagnostics(GOOD.replace("entrance: north", "entrance: south")))
                .contains("intake.yaml:9:69: error: entrance 'south' of campus 'sarracino-ms' has no device 'buzzer';"
                        + " there is none");
    }

    @Test
    void the_feed_must_be_able_to_report_the_campus_the_device_and_the_officer_of_a_target() {
        folder.replace("{ source: doors, types", "{ source: doors, campuses: [other], types");
        assertThat(diagnostics(GOOD))
                .contains(
                        "intake.yaml:9:30: error: feed 'doors' may not report campus 'sarracino-ms'; expected it among"
                                + " its campuses");
        create();
        folder.replace("agencies: [district, socorro-pd]", "agencies: [socorro-pd]");
        assertThat(diagnostics(GOOD))
                .anyMatch(fault -> fault.endsWith("error: feed 'hr' may not report officers of agency 'district';"
                        + " expected it among its agencies"));
    }

    @Test
    void a_misnamed_document_is_an_error_since_it_would_have_no_effect() {
        folder.writeFile("intake.yml", GOOD);
        assertThat(folder.diagnostics())
                .containsExactly("intake.yml:1:1: error: not read; expected it to be named intake.yaml");
    }

    @Test
    void more_sources_than_the_limit_are_rejected() {
        StringBuilder many = new StringBuilder("sources:\n");
        for (int i = 0; i <= 100; i++) {
            many.append("  s").append(i).append(": {}\n");
        }
        assertThat(diagnostics(many.toString()))
                .containsExactly(
                        "intake.yaml:2:3: error: 'sources' has 101 entries; expected a mapping of sources, at most 100");
    }

    @Test
    void phones_of_a_campus_are_compiled_with_the_district() {
        withPhonesFeed("{ source: phones, agencies: [district], campuses: [sarracino-ms], types: [staffing] }");
        assertThat(diagnostics("phones: [{ campus: sarracino-ms, feed: phones }]"))
                .isEmpty();
        assertThat(folder.read().compiled().orElseThrow().intake().phones())
                .containsExactly(Map.entry("sarracino-ms", "phones"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            [district] | staffing          | { campus: sarracino, feed: phones }        | unknown campus 'sarracino'; did you mean 'sarracino-ms'?
            [district] | staffing          | { campus: sarracino-ms, feed: phone }      | unknown feed 'phone'; did you mean 'phones'?
            [district] | checked-in        | { campus: sarracino-ms, feed: phones }     | feed 'phones' may not report called-away, returned, checked-out; expected
            []         | staffing          | { campus: sarracino-ms, feed: phones }     | feed 'phones' may report the officers of no agency; expected some
            [district] | staffing          | { campus: sarracino-ms, feed: phones }, { campus: sarracino-ms, feed: phones } | campus 'sarracino-ms' is given twice
            [district] | staffing          |                                            | nothing is taken; expected 'sources', 'rosters', 'phones' or 'desks'
            """)
    void a_fault_of_phones_is_named(String agencies, String types, String phones, String expected) {
        withPhonesFeed("{ source: phones, agencies: " + agencies + ", types: [" + types + "] }");
        assertThat(diagnostics(phones == null ? "{}" : "phones: [" + phones + "]"))
                .anyMatch(fault -> fault.contains(expected));
    }

    @Test
    void phones_do_not_share_the_feed_of_a_source() {
        assertThat(diagnostics(GOOD + "phones: [{ campus: sarracino-ms, feed: hr }]"))
                .anyMatch(fault -> fault.endsWith(
                        "error: feed 'hr' is that of source 'badges' as well; expected a feed of the phones alone"));
    }

    private void withPhonesFeed(String feed) {
        folder.replace("feeds:", "feeds:\n  - " + feed);
    }

    private List<String> diagnostics(String intake) {
        return folder.writeFile("intake.yaml", intake).diagnostics();
    }

    /** Of the ^, as {@code intake.yaml:3:1: }; anywhere without it. */
    private static String place(String document) {
        int at = document.indexOf('^');
        if (at < 0) {
            return "intake.yaml:";
        }
        String before = document.substring(0, at);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        return "intake.yaml:" + line + ":"
                + (document.contains("Front Door") ? "" : (at - before.lastIndexOf('\n')) + ": ");
    }
}
