package org.postwatch.watch;

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

    private static Arrival word(Instant time) {
        Heartbeat word = new Heartbeat(CaseWorld.origin("hr", "word-" + time, time), Optional.empty());
        return Arrival.of(word, time);
    }

    @Test
    void a_feed_is_heard_at_the_first_open_instant_after_the_silence_was_said() {
        World empty = CaseWorld.monday()
                .from("2026-09-12")
                .hears("hr")
                .hears("doors")
                .clock("2026-09-18 00:00")
                .world();
        List<Arrival> words = new ArrayList<>(List.of(word(MIDNIGHT), word(Instant.parse("2026-09-17T12:00:00Z"))));
        World inOrder = empty.withArrivals(words);
        Collections.reverse(words);
        World reversed = empty.withArrivals(words);

        assertThat(Watched.backlog(reversed).facts())
                .isEqualTo(Watched.backlog(inOrder).facts())
                .isEqualTo(Oracle.facts(inOrder))
                .contains("incident feed-silent/hr/2026-09-12T06:00:00Z closed reasons=feed-silent(hr,"
                        + " 2026-09-12T06:00:00Z)");
    }
}
