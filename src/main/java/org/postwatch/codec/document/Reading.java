package org.postwatch.codec.document;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a district's documents.
 *
 * @param compiled present when there is no error, whatever the warnings
 * @param faults by file, line and column
 */
public record Reading(Optional<Compiled> compiled, List<Fault> faults) {
    public Reading {
        faults = List.copyOf(faults);
    }
}
