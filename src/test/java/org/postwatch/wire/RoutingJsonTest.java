package org.postwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.delivery.webhook.WebhookAddress;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.route.RoutingConfig;

/** Routings survive the topic of plans, and what is denied does not get through it. */
class RoutingJsonTest {
    private static final Path DOCUMENTS = Path.of("src/test/resources/documents/complete");
    private static final Path SAMPLE = Path.of("src/test/resources/plans/routing.json");

    private final RoutingConfig routing =
            DistrictDocuments.read(DOCUMENTS).compiled().orElseThrow().routing();

    @Test
    void a_routing_that_uses_every_feature_reads_back() {
        byte[] bytes = RoutingJson.encode(routing);

        assertThat(RoutingJson.decode(bytes)).isEqualTo(routing);
        assertThat(RoutingJson.encode(RoutingJson.decode(bytes))).isEqualTo(bytes);
    }

    @Test
    void the_wire_format_is_stable_and_fields_of_a_later_version_are_ignored() throws IOException {
        String sample = Files.readString(SAMPLE).strip();

        assertThat(new String(RoutingJson.encode(routing), StandardCharsets.UTF_8))
                .isEqualTo(sample);
        assertThat(decode(sample.replace("\"watchdog\":true", "\"watchdog\":true,\"mood\":{\"calm\":[1]}")))
                .isEqualTo(routing);
    }

    @Test
    void its_key_is_not_a_plan_key() {
        assertThat(RoutingJson.key("d")).isEqualTo("d/~routing");
        assertThat(RoutingJson.isRoutingKey("d/~routing")).isTrue();
        assertThat(RoutingJson.isRoutingKey("d/~apply/2026-09-14T18:03:11.250Z"))
                .isFalse();
        assertThat(RoutingJson.isRoutingKey("d/north")).isFalse();
        assertThat(PlanRevisionJson.isAuxiliaryKey("d/~routing")).isTrue();
        assertThat(PlanRevisionJson.isPlanRevisionKey("d/~routing")).isFalse();
    }

    /** However it came to be there: what the documents refuse, no reader takes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "deniedClasses":["federal-immigration"]  | "deniedClasses":["municipal-police"] | recipient 'city-desk' is of the class 'municipal-police', which is denied
            "deniedDomains":["ice.example"]          | "deniedDomains":["example"]          | is reached at 'example', which is denied with all below it
            "deniedDomains":["ice.example"]          | "deniedDomains":["cad.example"]      | recipient 'city-desk' is reached at 'cad.example', which is denied with all below it
            "kinds":["coverage","entrance-forced",   | "kinds":["coverage","conduct",       | rule 'police-coverage' grants conduct to the class 'municipal-police'; only 'school' may know of it
            "class":"municipal-police","address"     | "class":"school","address"           | recipient 'city-desk' is given the class 'school', but its agency 'socorro-pd' is of 'municipal-police'
            """)
    void a_routing_with_a_mandatory_denial_is_not_decoded(String there, String instead, String why) throws IOException {
        String sample = Files.readString(SAMPLE).strip();
        assertThat(sample).contains(there);

        assertThatThrownBy(() -> decode(sample.replace(there, instead)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the routing of 'socorro-nm' is refused: ")
                .hasMessageContaining(why);
    }

    @Test
    void other_bytes_are_rejected() {
        for (String other : new String[] {"", "{", "[]", "{\"format\":1}", "{\"format\":2}", "\u0000", "null"}) {
            assertThatThrownBy(() -> decode(other)).as(other).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"pigeon\"}",
                "{\"type\":\"kafka\",\"url\":1,\"type\":null}",
                "{\"type\":\"chat\"}",
                "{\"type\":\"chat\",\"url\":null}",
                "{\"type\":\"mail\",\"host\":\"h\",\"security\":\"tls\",\"from\":\"a@b.example\"}",
                "{\"type\":\"mail\",\"host\":\"h\",\"port\":25,\"security\":\"rot13\",\"from\":\"a@b.example\"}"
            })
    void an_address_that_is_incomplete_or_unknown_is_rejected(String address) throws IOException {
        String sample = Files.readString(SAMPLE).strip();
        String kafka = "{\"type\":\"kafka\"}";
        assertThat(sample).contains(kafka);

        assertThatThrownBy(() -> decode(sample.replace(kafka, address))).isInstanceOf(IllegalArgumentException.class);
        assertThat(decode(sample.replace(kafka, "{\"type\":\"webhook\",\"url\":\"https://a.example\"}"))
                        .recipients()
                        .get("board")
                        .address())
                .isEqualTo(new WebhookAddress(new ConfigValue("https://a.example"), List.of()));
    }

    @Test
    void a_mail_address_without_a_domain_is_rejected() throws IOException {
        String sample = Files.readString(SAMPLE).strip();

        assertThatThrownBy(() -> decode(sample.replace("office@district.example", "office")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RoutingConfig decode(String json) {
        return RoutingJson.decode(json.getBytes(StandardCharsets.UTF_8));
    }
}
