package org.postwatch.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.wire.schema.SchemaFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OutputJsonTest {
    private static final int SAMPLES = 500;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Test
    void campus_coverage_json() {
        CampusCoverage campus = new CampusCoverage(
                "socorro-nm",
                "sarracino-ms",
                CoverageState.UNCOVERED,
                List.of(new PostCoverage(
                        "sro",
                        CoverageState.UNCOVERED,
                        Optional.of(Instant.parse("2023-09-11T13:30:00Z")),
                        List.of(),
                        List.of(Reason.of(ReasonCode.OTHER_DUTY, "P-1", "code-enforcement")))));
        assertThat(new String(TopicValue.COVERAGE.write(campus), UTF_8))
                .isEqualTo(
                        "{\"format\":1,\"district\":\"socorro-nm\",\"campus\":\"sarracino-ms\",\"state\":\"UNCOVERED\","
                                + "\"posts\":[{\"post\":\"sro\",\"state\":\"UNCOVERED\",\"since\":\"2023-09-11T13:30:00Z\","
                                + "\"counted\":[],\"reasons\":[{\"code\":\"other-duty\",\"args\":[\"P-1\",\"code-enforcement\"]}]}]}");
    }

    @Test
    void post_day_intervals_json() {
        PostDayIntervals day = new PostDayIntervals(
                "d",
                "a",
                "sro",
                LocalDate.of(2026, 9, 14),
                2,
                false,
                List.of(new CoverageInterval(
                        Instant.parse("2026-09-14T13:30:00.001Z"),
                        Optional.empty(),
                        CoverageState.COVERED,
                        List.of("D-1"),
                        List.of(Reason.of(ReasonCode.COVERED_BY, "D-1")))));
        assertThat(new String(TopicValue.INTERVALS.write(day), UTF_8))
                .isEqualTo("{\"format\":1,\"district\":\"d\",\"campus\":\"a\",\"post\":\"sro\",\"date\":\"2026-09-14\","
                        + "\"revision\":2,\"sealed\":false,\"intervals\":[{\"from\":\"2026-09-14T13:30:00.001Z\","
                        + "\"state\":\"COVERED\",\"counted\":[\"D-1\"],"
                        + "\"reasons\":[{\"code\":\"covered-by\",\"args\":[\"D-1\"]}]}]}");
    }

    @Test
    void all_outputs_are_valid_and_read_back() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            RandomOutputs samples = new RandomOutputs(seed);
            roundTrip("coverage", samples.campusCoverage(), TopicValue.COVERAGE::write, TopicValue.COVERAGE::read);
            roundTrip("intervals", samples.postDayIntervals(), TopicValue.INTERVALS::write, TopicValue.INTERVALS::read);
            roundTrip("transition", samples.transition(), TopicValue.TRANSITION::write, TopicValue.TRANSITION::read);
            roundTrip("notice", samples.notice(), NoticeJson::write, NoticeJson::read);
            roundTrip("alert", samples.alertOverview(), TopicValue.ALERT::write, TopicValue.ALERT::read);
            roundTrip("delivery", samples.deliveryResult(), TopicValue.DELIVERY::write, TopicValue.DELIVERY::read);
            roundTrip(
                    "pending-delivery",
                    samples.pendingDelivery(),
                    TopicValue.PENDING_DELIVERY::write,
                    TopicValue.PENDING_DELIVERY::read);
            roundTrip(
                    "disclosure-record",
                    samples.disclosureRecord(),
                    TopicValue.DISCLOSURE::write,
                    TopicValue.DISCLOSURE::read);
            roundTrip(
                    "incident",
                    new IncidentJson.DistrictIncident("d", samples.incident()),
                    filed -> IncidentJson.write(filed.district(), filed.incident()),
                    IncidentJson::read);
        }
    }

    @Test
    void schemas_name_every_state_kind_status_and_change_and_no_other() {
        assertThat(values(SchemaFiles.read("common").at("/$defs/state/enum")))
                .containsExactlyElementsOf(names(CoverageState.values(), CoverageState::wireName));
        JsonNode incident = SchemaFiles.read("output/incident").path("properties");
        assertThat(values(incident.at("/kind/enum")))
                .containsExactlyElementsOf(names(IncidentKind.values(), IncidentKind::wireName));
        assertThat(values(incident.at("/status/enum")))
                .containsExactlyElementsOf(names(Incident.IncidentStatus.values(), Incident.IncidentStatus::wireName));
        assertThat(values(SchemaFiles.read("output/transition").at("/properties/change/enum")))
                .containsExactlyElementsOf(
                        names(IncidentTransition.IncidentChange.values(), IncidentTransition.IncidentChange::wireName));
        JsonNode notice = SchemaFiles.read("output/notice").path("properties");
        assertThat(values(notice.at("/stage/enum")))
                .containsExactlyElementsOf(names(Notice.NoticeStage.values(), Notice.NoticeStage::wireName));
        assertThat(values(notice.at("/status/enum")))
                .containsExactlyElementsOf(names(Alert.AlertStatus.values(), Alert.AlertStatus::wireName));
        assertThat(notice.at("/items/maxItems").intValue()).isEqualTo(Notice.MAX_ITEMS);
        assertThat(values(SchemaFiles.read("output/delivery").at("/properties/outcome/enum")))
                .containsExactlyElementsOf(
                        names(DeliveryResult.DeliveryStatus.values(), DeliveryResult.DeliveryStatus::wireName));
        assertThat(values(SchemaFiles.read("output/disclosure-record").at("/properties/outcome/enum")))
                .containsExactlyElementsOf(names(
                        DisclosureRecord.DisclosureOutcome.values(), DisclosureRecord.DisclosureOutcome::wireName));
        assertThat(SchemaFiles.read("output/transition").at("/properties/incident/properties"))
                .isEqualTo(withoutEnvelope(incident));
    }

    @Test
    void headers_of_a_dead_letter_read_back_and_are_valid() {
        DeadLetterHeaders headers = new DeadLetterHeaders(
                "malformed",
                "data.campus: expected a string, found \"ñ\"",
                "postwatch.staffing.events",
                3,
                1L << 40,
                Instant.parse("2026-09-14T13:30:00.001Z"));
        Map<String, byte[]> written = headers.toMap();
        assertThat(DeadLetterHeaders.fromMap(written)).isEqualTo(headers);
        Map<String, String> texts = new HashMap<>();
        written.forEach((name, value) -> texts.put(name, new String(value, UTF_8)));
        assertThat(SchemaFiles.load("output/dead-letter-headers").validate(MAPPER.valueToTree(texts)))
                .isEmpty();
        written.remove(DeadLetterHeaders.OFFSET);
        assertThatThrownBy(() -> DeadLetterHeaders.fromMap(written)).hasMessageContaining(DeadLetterHeaders.OFFSET);
    }

    @Test
    void the_unreadable_field_is_named() {
        assertThatThrownBy(() -> TopicValue.COVERAGE.read("{".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected JSON");
        assertThatThrownBy(() -> TopicValue.COVERAGE.read("{\"format\":2}".getBytes(UTF_8)))
                .hasMessageContaining("format: expected 1, found 2");
        String campus =
                "{\"format\":1,\"district\":\"d\",\"campus\":\"a\",\"state\":\"FINE\",\"posts\":[{\"post\":1}]}";
        assertThatThrownBy(() -> TopicValue.COVERAGE.read(campus.getBytes(UTF_8)))
                .hasMessage("state: expected a state, found \"FINE\"");
        assertThatThrownBy(() -> TopicValue.COVERAGE.read(
                        campus.replace("FINE", "COVERED").getBytes(UTF_8)))
                .hasMessage("posts[0].post: expected a string, found \"1\"");
    }

    private static <T> void roundTrip(String schema, T value, Function<T, byte[]> write, Function<byte[], T> read) {
        byte[] bytes = write.apply(value);
        String text = new String(bytes, UTF_8);
        assertThat(read.apply(bytes)).isEqualTo(value);
        assertThat(write.apply(read.apply(bytes))).isEqualTo(bytes);
        assertThat(SchemaFiles.load("output/" + schema).validate(text, InputFormat.JSON))
                .as(text)
                .isEmpty();
        String broken = text.replaceFirst("\"(?=district)", "\"x");
        assertThat(SchemaFiles.load("output/" + schema).validate(broken, InputFormat.JSON))
                .isNotEmpty();
    }

    private static List<String> values(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::stringValue)
                .toList();
    }

    private static <E> List<String> names(E[] values, Function<E, String> name) {
        return Arrays.stream(values).map(name).toList();
    }

    private static JsonNode withoutEnvelope(JsonNode properties) {
        var own = properties.deepCopy().asObject();
        own.remove(List.of("format", "district"));
        return own;
    }
}
