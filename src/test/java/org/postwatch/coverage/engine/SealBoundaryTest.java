package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.event.Heartbeat;
import org.postwatch.oracle.Arrival;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.Oracle;
import org.postwatch.oracle.World;

/** What happens at the very instant at which the sealed dates end belongs to the open ones, in any order of arrival. */
class SealBoundaryTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-09-14T06:00:00Z");

    private static Arrival heartbeat(Instant time) {
        Heartbeat word = new Heartbeat(CaseWorld.origin("hr", "word-" + time, time), Optional.empty());
        return Arrival.of(word, time);
    }

    @Test
    void a_heartbeat_at_the_first_open_instant_ends_a_published_silence() {
        World empty = CaseWorld.monday()
                .planFrom("2026-09-12")
                .heartbeatsIn("hr")
                .heartbeatsIn("doors")
                .clock("2026-09-18 00:00")
                .world();
        List<Arrival> words =
                new ArrayList<>(List.of(heartbeat(MIDNIGHT), heartbeat(Instant.parse("2026-09-17T12:00:00Z"))));
        World inOrder = empty.withArrivals(words);
        Collections.reverse(words);
        World reversed = empty.withArrivals(words);

        assertThat(CoverageEngineDriver.backlog(reversed).facts())
                .isEqualTo(CoverageEngineDriver.backlog(inOrder).facts())
                .isEqualTo(Oracle.facts(inOrder))
                .contains("incident feed-silent/hr/2026-09-12T06:00:00Z closed reasons=feed-silent(hr,"
                        + " 2026-09-12T06:00:00Z)");
    }
}
