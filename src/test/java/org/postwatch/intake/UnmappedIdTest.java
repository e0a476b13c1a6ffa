package org.postwatch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnmappedIdTest {
    private static final MappedTarget TARGET =
            new MappedTarget(Optional.of("north"), Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void an_id_that_a_map_can_have_is_shown_whole() {
        String longest = "x".repeat(UnmappedId.MAX_ID_LENGTH);
        assertThat(new UnmappedId("device", longest).id()).isEqualTo(longest);
    }

    @Test
    void an_id_that_no_map_can_have_never_looks_mapped() {
        UnmappedId tooLong = new UnmappedId("device", "x".repeat(UnmappedId.MAX_ID_LENGTH + 1));
        VendorMap map = new VendorMap(Map.of("device", Map.of("x".repeat(UnmappedId.MAX_ID_LENGTH), TARGET)));

        assertThat(tooLong.id()).hasSize(UnmappedId.MAX_ID_LENGTH).endsWith("…");
        assertThat(map.find("device", tooLong.id())).isEmpty();
    }
}
