package org.postwatch.scenario;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.Incident;

/**
 * What must come out of a district's recording, written by hand: an {@code expected.yaml}, with its local times
 * resolved and its patterns spelled out, campus by campus.
 *
 * @param until where the clock stops
 * @param complete whether all incidents and all dead letters are listed
 * @param now the state of each campus when the clock stops; {@link #EVERY_CAMPUS} stands for all
 */
record ExpectedFile(
        String district,
        Instant until,
        boolean complete,
        Map<String, CoverageState> now,
        List<ExpectedDay> days,
        List<ExpectedIncident> incidents,
        List<AbsentIncidents> absent,
        List<ExpectedDeadLetter> deadLetters,
        List<ExpectedCost> costs) {
    static final String EVERY_CAMPUS = "every-campus";

    /** All intervals of one post and date. */
    record ExpectedDay(String campus, String post, LocalDate date, List<ExpectedInterval> list) {}

    /** @param to absent while it lasts */
    record ExpectedInterval(
            Instant from, Optional<Instant> to, CoverageState state, List<Reason> reasons, String because) {}

    record ExpectedIncident(
            String id, Incident.IncidentStatus status, List<ExpectedEpisode> episodes, String because) {}

    record ExpectedEpisode(
            Instant openedAt, Optional<Instant> closedAt, Optional<String> closeReason, String severity) {}

    /** @param incidents no incident has an id that is this, or begins with this and a slash */
    record AbsentIncidents(String incidents, String because) {
        boolean forbids(String id) {
            return id.equals(incidents) || id.startsWith(incidents + "/");
        }
    }

    record ExpectedDeadLetter(String source, String id, String reason, String because) {}

    /**
     * @param hours of cover under the agreement
     * @param amount what these hours cost, or the price of the year
     * @param left of the budget
     */
    record ExpectedCost(
            String agreement, Duration hours, Optional<BigDecimal> amount, Optional<BigDecimal> left, String because) {}

    /** Reads a file; {@code zones} knows the zone of each campus. */
    static ExpectedFile read(Path file, ZoneId district, Function<String, ZoneId> zones) {
        return new ExpectedFileReader(district, zones).read(file);
    }

    /** The hours of cover under each agreement, as the intervals of this file have them. */
    Map<String, Duration> hoursByAgreement() {
        var hours = new HashMap<String, Duration>();
        for (ExpectedDay day : days) {
            for (ExpectedInterval stretch : day.list()) {
                Duration length = Duration.between(stretch.from(), stretch.to().orElse(until));
                stretch.reasons().stream()
                        .filter(r -> r.code().equals("covered-by") && r.args().size() == 2)
                        .map(r -> r.args().get(1).substring("agreement ".length()))
                        .forEach(agreement -> hours.merge(agreement, length, Duration::plus));
            }
        }
        return hours;
    }
}
