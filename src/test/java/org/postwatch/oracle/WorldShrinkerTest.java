package org.postwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorldShrinkerTest {
    @Test
    void nothing_is_left_that_a_failure_does_not_need() {
        World large = CaseWorld.monday()
                .officer("P-2", "police", "city", "sro")
                .credential("P-2", "sro-training", CaseWorld.since("2026-01-01 00:00"))
                .checkIn("P-1", "08:00")
                .checkIn("P-2", "09:00")
                .world();

        World small = WorldShrinker.shrink(
                large,
                world -> world.district().officers().containsKey("P-2")
                        && world.arrivals().stream()
                                .anyMatch(arrival -> arrival.event().subject().equals("P-2")));

        assertThat(small.arrivals()).hasSize(1);
        assertThat(small.campuses()).hasSize(1);
        assertThat(small.district().officers()).containsOnlyKeys("P-2");
        assertThat(small.district().officers().get("P-2").credentials()).isEmpty();
        assertThat(small.campuses().values())
                .allMatch(plan -> plan.versions().values().stream()
                        .allMatch(campus ->
                                campus.posts().isEmpty() && campus.entrances().isEmpty()));
    }
}
