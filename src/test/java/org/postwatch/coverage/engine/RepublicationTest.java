package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.oracle.RandomWorlds;

/** Of everything that state holds the topics can be made again, whatever they have lost. */
class RepublicationTest {
    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("worlds", 200));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void state_is_republished_unchanged_and_reported_as_republished(long seed) {
        CoverageEngineDriver watched = new CoverageEngineDriver(RandomWorlds.of(seed));
        RecordingCoverageOutput again = new RecordingCoverageOutput();
        CoverageEngine watch = new CoverageEngine(watched.store, again, 50);
        watch.startRepublication();
        while (watch.continueRepublication(7)) {
            // More is to be published.
        }

        assertThat(again.campuses).isEqualTo(watched.output.campuses);
        watched.output.days.forEach((key, day) -> {
            assertThat(again.days.get(key).intervals()).as(key).isEqualTo(day.intervals());
            assertThat(again.days.get(key).revision()).as(key).isGreaterThan(day.revision() + 100);
        });
        List<Incident> open = watched.output.incidents.values().stream()
                .filter(incident -> incident.status() != Incident.IncidentStatus.CLOSED)
                .toList();
        assertThat(again.incidents.values()).containsAll(open);
        again.incidents.forEach(
                (id, incident) -> assertThat(incident).as(id).isEqualTo(watched.output.incidents.get(id)));
        assertThat(again.transitions).allMatch(transition -> transition.change() == IncidentChange.REPUBLISHED);
        assertThat(again.transitions).extracting(IncidentTransition::incident).containsAll(open);
    }
}
