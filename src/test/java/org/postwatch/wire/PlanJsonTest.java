package org.postwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;

/** Plans survive the topic of plans, byte for byte the same for equal plans. */
class PlanJsonTest {
    private static final Instant APPLIED_AT = Instant.parse("2023-08-14T17:05:09.123Z");

    private static final Path DOCUMENTS = Path.of("src/test/resources/documents/complete");
    private static final Path SAMPLES = Path.of("src/test/resources/plans");

    private final CompiledDistrict compiled =
            DistrictDocuments.read(DOCUMENTS).compiled().orElseThrow();

    @Test
    void aDistrictThatUsesEveryFeatureReadsBack() {
        byte[] bytes = PlanJson.encode(compiled.district());

        assertThat(PlanJson.decodeDistrict(bytes)).isEqualTo(compiled.district());
        assertThat(PlanJson.encode(PlanJson.decodeDistrict(bytes))).isEqualTo(bytes);
    }

    @Test
    void aCampusReadsBackWithAllItsVersions() {
        CampusPlan plan = plan();
        byte[] bytes = PlanJson.encode(plan);

        assertThat(PlanJson.decodeCampus(bytes)).isEqualTo(plan);
        assertThat(PlanJson.encode(PlanJson.decodeCampus(bytes))).isEqualTo(bytes);
        assertThat(bytes.length).isLessThan(1_500);
    }

    @Test
    void storedSamplesStillRead() throws IOException {
        assertThat(PlanJson.decodeDistrict(sample("district.json"))).isEqualTo(district());
        assertThat(PlanJson.decodeCampus(sample("campus.json"))).isEqualTo(plan());
    }

    @Test
    void plansAreWrittenLikeTheStoredSamples() throws IOException {
        if (Boolean.getBoolean("plans.renew")) {
            Files.write(SAMPLES.resolve("district.json"), PlanJson.encode(district()));
            Files.write(SAMPLES.resolve("campus.json"), PlanJson.encode(plan()));
        }
        assertThat(new String(PlanJson.encode(district()), StandardCharsets.UTF_8))
                .isEqualTo(new String(sample("district.json"), StandardCharsets.UTF_8));
        assertThat(new String(PlanJson.encode(plan()), StandardCharsets.UTF_8))
                .isEqualTo(new String(sample("campus.json"), StandardCharsets.UTF_8));
    }

    @Test
    void fieldsOfALaterVersionAreIgnored() throws IOException {
        String later = new String(sample("campus.json"), StandardCharsets.UTF_8)
                .replace("\"headCount\":1", "\"headCount\":1,\"mood\":{\"calm\":[true]}");

        assertThat(PlanJson.decodeCampus(later.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(plan());
    }

    @Test
    void anotherFormatOrOtherBytesAreRejected() {
        assertThatThrownBy(() -> PlanJson.decodeCampus("{\"format\":2}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("format: expected 1, found 2; written by another version of Postwatch");
        for (String broken : new String[] {"", "[]", "{", "{\"format\":1}", "{\"format\":1,\"id\":\"a\"}", "\u0000"}) {
            byte[] bytes = broken.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> PlanJson.decodeCampus(bytes)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PlanJson.decodeDistrict(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keysNameTheDistrictAndTheCampus() {
        assertThat(PlanJson.key("socorro-nm")).isEqualTo("socorro-nm");
        assertThat(PlanJson.key("socorro-nm", "sarracino-ms")).isEqualTo("socorro-nm/sarracino-ms");
    }

    private CampusPlan plan() {
        Campus now = compiled.campuses().get("sarracino-ms");
        Campus later = new Campus(now.id(), now.name(), now.zone(), now.posts(), List.of(), now.schedule());
        return new CampusPlan(
                "sarracino-ms",
                new TreeMap<>(Map.of(LocalDate.parse("2023-08-14"), now, LocalDate.parse("2023-09-12"), later)),
                APPLIED_AT);
    }

    /** As it is once it has been applied. */
    private District district() {
        return compiled.district().withMonitoredFrom(APPLIED_AT);
    }

    private static byte[] sample(String name) throws IOException {
        return Files.readString(SAMPLES.resolve(name)).strip().getBytes(StandardCharsets.UTF_8);
    }
}
