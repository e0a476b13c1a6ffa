package org.postwatch.coverage;

import java.util.List;

/** What bears on the posts of one campus: who was there, who was called away from it, which feeds were silent. */
public record CoverageEvidence(List<Presence> presences, List<Absence> absences, FeedSilences silences) {
    public CoverageEvidence {
        presences = List.copyOf(presences);
        absences = List.copyOf(absences);
    }
}
