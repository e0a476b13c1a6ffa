package org.postwatch.plan;

import java.util.List;
import java.util.Set;

/**
 * An officer, by badge; never a name.
 *
 * @param agency the employer; {@link District#OWN_AGENCY} for the district itself
 * @param duties the possible duties; a single one is used if an event has none
 * @param roster when the officer belongs to the roster; outside it the officer does not count
 */
public record Officer(
        String badge,
        String kind,
        String agency,
        Set<String> duties,
        List<DatedName> credentials,
        List<DatedName> affiliations,
        LocalDateTimeRange roster) {
    public Officer {
        duties = Set.copyOf(duties);
        credentials = List.copyOf(credentials);
        affiliations = List.copyOf(affiliations);
    }

    /** How another version of the officer differs, one line for each difference. */
    public List<String> differencesTo(Officer other) {
        return RecordDiff.between(this, other);
    }
}
