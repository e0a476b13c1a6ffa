package org.postwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.intake.FrontDesk;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.SourceTransport.PollTransport;
import org.postwatch.intake.SourceTransport.WebhookTransport;
import org.postwatch.intake.VendorMap;

/** The sources of a district survive the topic of plans, with the texts of their profiles. */
class IntakeJsonTest {
    private static final Path DOCUMENTS = Path.of("src/test/resources/documents/complete");
    private static final Path SAMPLE = Path.of("src/test/resources/plans/intake.json");

    private static final ProfileText ACME = new ProfileText("acme", "profile: acme\n# as written\n");
    private static final VendorMap MAP = new VendorMap(Map.of(
            "door",
            Map.of(
                    "b",
                    new MappedTarget(Optional.of("north"), Optional.of("main"), Optional.empty(), Optional.empty()),
                    "a",
                    new MappedTarget(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("P-1")))));

    private final IntakeConfig config = IntakeConfig.of(
                    "elm",
                    List.of(
                            new IntakeSource(
                                    "elm",
                                    "hook",
                                    "doors",
                                    new WebhookTransport(),
                                    ACME,
                                    MAP,
                                    Map.of("zone", "7"),
                                    List.of("new", "old")),
                            new IntakeSource(
                                    "elm",
                                    "cameras",
                                    "cameras",
                                    new MqttTransport(
                                            "mqtts://mqtt.example:8883",
                                            Optional.of("postwatch"),
                                            Optional.of("mqtt"),
                                            List.of("site/#")),
                                    ACME,
                                    VendorMap.EMPTY,
                                    Map.of(),
                                    List.of()),
                            new IntakeSource(
                                    "elm",
                                    "log",
                                    "doors",
                                    new PollTransport(
                                            "https://door.example/log",
                                            Duration.ofSeconds(10),
                                            Optional.of("postwatch"),
                                            Optional.of("door"),
                                            Optional.of("door-ca"),
                                            true),
                                    new ProfileText("log", "profile: log\n"),
                                    VendorMap.EMPTY,
                                    Map.of(),
                                    List.of())))
            .withPhones(new TreeMap<>(Map.of("north", "phones")))
            .withDesks(List.of(new FrontDesk("north", "desk-north", true)));

    @Test
    void a_district_that_uses_every_feature_reads_back() {
        byte[] bytes = IntakeJson.encode(config);

        assertThat(IntakeJson.decode(bytes)).isEqualTo(config);
        assertThat(IntakeJson.encode(IntakeJson.decode(bytes))).isEqualTo(bytes);
        IntakeConfig compiled =
                DistrictDocuments.read(DOCUMENTS).compiled().orElseThrow().intake();
        assertThat(IntakeJson.decode(IntakeJson.encode(compiled))).isEqualTo(compiled);
    }

    @Test
    void the_wire_format_is_stable_and_fields_of_a_later_version_are_ignored() throws IOException {
        String written = new String(IntakeJson.encode(config), StandardCharsets.UTF_8);
        if (Boolean.getBoolean("plans.renew")) {
            Files.writeString(SAMPLE, written + "\n");
        }
        String sample = Files.readString(SAMPLE).strip();

        assertThat(written).isEqualTo(sample);
        assertThat(decode(sample.replace("\"kind\":\"mqtt\"", "\"kind\":\"mqtt\",\"mood\":{\"calm\":[1]}")))
                .isEqualTo(config);
    }

    @Test
    void the_text_of_a_profile_is_written_once() {
        String written = new String(IntakeJson.encode(config), StandardCharsets.UTF_8);

        assertThat(written.split("as written", -1)).hasSize(2);
    }

    @Test
    void its_key_is_not_a_plan_key() {
        assertThat(IntakeJson.key("d")).isEqualTo("d/~intake");
        assertThat(IntakeJson.isIntakeKey("d/~intake")).isTrue();
        assertThat(IntakeJson.isIntakeKey("d/~routing")).isFalse();
        assertThat(IntakeJson.isIntakeKey("d/intake")).isFalse();
        assertThat(RoutingJson.isRoutingKey("d/~intake")).isFalse();
        assertThat(PlanRevisionJson.isAuxiliaryKey("d/~intake")).isTrue();
        assertThat(PlanRevisionJson.isPlanRevisionKey("d/~intake")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "kind":"mqtt"                            | "kind":"fax"           | sources.cameras.kind: expected a kind of source, found "fax"
            "broker":"mqtts://mqtt.example:8883",    | ''                     | sources.cameras.broker: expected a value, found nothing
            "address":"https://door.example/log",    | ''                     | sources.log.address: expected a value, found nothing
            "log":"profile: log\\n"                  | "other":"profile: log" | profiles.log: expected a value, found nothing
            """)
    void a_record_that_is_not_whole_is_rejected(String there, String instead, String why) throws IOException {
        String sample = Files.readString(SAMPLE).strip();
        assertThat(sample).contains(there);

        assertThatThrownBy(() -> decode(sample.replace(there, instead)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"format\":1}", "{\"format\":2}", "null"})
    void other_bytes_are_rejected(String other) {
        assertThatThrownBy(() -> decode(other)).isInstanceOf(IllegalArgumentException.class);
    }

    private static IntakeConfig decode(String json) {
        return IntakeJson.decode(json.getBytes(StandardCharsets.UTF_8));
    }
}
