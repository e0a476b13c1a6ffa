package org.postwatch.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.plan.Applied;

class AppliedJsonTest {
    private static final Applied APPLIED = new Applied(
            "socorro-nm",
            Instant.parse("2026-09-14T18:03:11.250Z"),
            "m.lopez",
            "Cañon \"moved\"",
            Optional.of(LocalDate.parse("2026-10-01")),
            true,
            List.of("sarracino-ms: from 2026-10-01: post sro added"));

    @Test
    void what_is_written_is_read() {
        assertThat(AppliedJson.decode(AppliedJson.encode(APPLIED))).isEqualTo(APPLIED);
        Applied plain = new Applied("d", APPLIED.at(), "a", "r", Optional.empty(), false, List.of());
        assertThat(AppliedJson.decode(AppliedJson.encode(plain))).isEqualTo(plain);
    }

    @Test
    void the_wire_stays_as_it_is() {
        assertThat(new String(AppliedJson.encode(APPLIED), StandardCharsets.UTF_8))
                .isEqualTo("{\"format\":1,\"district\":\"socorro-nm\",\"at\":\"2026-09-14T18:03:11.250Z\","
                        + "\"author\":\"m.lopez\",\"reason\":\"Cañon \\\"moved\\\"\",\"from\":\"2026-10-01\","
                        + "\"restated\":true,\"changes\":[\"sarracino-ms: from 2026-10-01: post sro added\"]}");
    }

    @Test
    void its_key_is_that_of_no_plan() {
        assertThat(AppliedJson.key(APPLIED)).isEqualTo("socorro-nm/~apply/2026-09-14T18:03:11.250Z");
        assertThat(AppliedJson.isNoPlan(AppliedJson.key(APPLIED))).isTrue();
        assertThat(AppliedJson.isApplied(AppliedJson.key(APPLIED))).isTrue();
        assertThat(AppliedJson.isNoPlan(PlanJson.key("socorro-nm"))).isFalse();
        assertThat(AppliedJson.isNoPlan(PlanJson.key("socorro-nm", "sarracino-ms")))
                .isFalse();
    }

    @Test
    void anything_else_is_refused() {
        for (String other : List.of("", "{}", "[1]", "{\"format\":1}", "{\"format\":2,\"district\":\"d\"}")) {
            assertThatThrownBy(() -> AppliedJson.decode(other.getBytes(StandardCharsets.UTF_8)))
                    .as(other)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
