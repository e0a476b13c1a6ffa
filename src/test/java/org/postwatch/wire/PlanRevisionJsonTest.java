package org.postwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.plan.PlanRevision;

class PlanRevisionJsonTest {
    private static final PlanRevision REVISION = new PlanRevision(
            "socorro-nm",
            Instant.parse("2026-09-14T18:03:11.250Z"),
            "m.lopez",
            "Cañon \"moved\"",
            Optional.of(LocalDate.parse("2026-10-01")),
            true,
            List.of("sarracino-ms: from 2026-10-01: post sro added"));

    @Test
    void a_written_revision_reads_back() {
        assertThat(PlanRevisionJson.decode(PlanRevisionJson.encode(REVISION))).isEqualTo(REVISION);
        PlanRevision plain = new PlanRevision("d", REVISION.appliedAt(), "a", "r", Optional.empty(), false, List.of());
        assertThat(PlanRevisionJson.decode(PlanRevisionJson.encode(plain))).isEqualTo(plain);
    }

    @Test
    void the_wire_format_is_stable() {
        assertThat(new String(PlanRevisionJson.encode(REVISION), StandardCharsets.UTF_8))
                .isEqualTo("{\"format\":1,\"district\":\"socorro-nm\",\"at\":\"2026-09-14T18:03:11.250Z\","
                        + "\"author\":\"m.lopez\",\"reason\":\"Cañon \\\"moved\\\"\",\"from\":\"2026-10-01\","
                        + "\"restated\":true,\"changes\":[\"sarracino-ms: from 2026-10-01: post sro added\"]}");
    }

    @Test
    void its_key_is_not_a_plan_key() {
        assertThat(PlanRevisionJson.key(REVISION)).isEqualTo("socorro-nm/~apply/2026-09-14T18:03:11.250Z");
        assertThat(PlanRevisionJson.isAuxiliaryKey(PlanRevisionJson.key(REVISION)))
                .isTrue();
        assertThat(PlanRevisionJson.isPlanRevisionKey(PlanRevisionJson.key(REVISION)))
                .isTrue();
        assertThat(PlanRevisionJson.isAuxiliaryKey(PlanJson.key("socorro-nm"))).isFalse();
        assertThat(PlanRevisionJson.isAuxiliaryKey(PlanJson.key("socorro-nm", "sarracino-ms")))
                .isFalse();
    }

    @Test
    void other_bytes_are_rejected() {
        for (String other : List.of("", "{}", "[1]", "{\"format\":1}", "{\"format\":2,\"district\":\"d\"}")) {
            assertThatThrownBy(() -> PlanRevisionJson.decode(other.getBytes(StandardCharsets.UTF_8)))
                    .as(other)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
