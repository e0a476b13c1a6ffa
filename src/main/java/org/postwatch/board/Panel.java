package org.postwatch.board;

import java.time.Instant;
import java.util.List;
import org.postwatch.coverage.CampusNow;
import org.postwatch.incident.Incident;

/**
 * One district as it is to be drawn.
 *
 * @param now the district's own time
 * @param campuses every campus, in the order of the documents
 * @param open incidents that are open now
 * @param deadLetters set aside on the day of the panel
 */
public record Panel(SchoolDay day, Instant now, List<CampusNow> campuses, List<Incident> open, int deadLetters) {
    public Panel {
        campuses = List.copyOf(campuses);
        open = List.copyOf(open);
    }
}
