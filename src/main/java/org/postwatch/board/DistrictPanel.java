package org.postwatch.board;

import java.time.Instant;
import java.util.List;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.incident.Incident;

/**
 * The panel of one district.
 *
 * @param now the district's own time
 * @param campuses every campus, in the order of the documents
 * @param open incidents that are open now
 * @param deadLetters records rejected on the day of the panel
 */
public record DistrictPanel(
        SchoolDay day, Instant now, List<CampusCoverage> campuses, List<Incident> openIncidents, int deadLetters) {
    public DistrictPanel {
        campuses = List.copyOf(campuses);
        openIncidents = List.copyOf(openIncidents);
    }
}
