package org.postwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Transition;
import org.postwatch.incident.Transition.Change;
import org.postwatch.oracle.RandomWorlds;

/** Of everything that state holds the topics can be made again, whatever they have lost. */
class RepublicationTest {
    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("worlds", 200));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_state_holds_is_published_again_as_it_was_and_nothing_is_news(long seed) {
        Watched watched = new Watched(RandomWorlds.of(seed));
        Heeded again = new Heeded();
        Watch watch = new Watch(watched.ledger, again, 50);
        watch.republishAll();
        while (watch.republish(7)) {
            // More is to be published.
        }

        assertThat(again.campuses).isEqualTo(watched.heeded.campuses);
        watched.heeded.days.forEach((key, day) -> {
            assertThat(again.days.get(key).intervals()).as(key).isEqualTo(day.intervals());
            assertThat(again.days.get(key).revision()).as(key).isGreaterThan(day.revision() + 100);
        });
        List<Incident> open = watched.heeded.incidents.values().stream()
                .filter(incident -> incident.status() != Incident.Status.CLOSED)
                .toList();
        assertThat(again.incidents.values()).containsAll(open);
        again.incidents.forEach(
                (id, incident) -> assertThat(incident).as(id).isEqualTo(watched.heeded.incidents.get(id)));
        assertThat(again.transitions).allMatch(transition -> transition.change() == Change.REPUBLISHED);
        assertThat(again.transitions).extracting(Transition::incident).containsAll(open);
    }
}
