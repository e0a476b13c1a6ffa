package org.postwatch.coverage;

import java.util.Optional;
import java.util.SortedSet;
import org.postwatch.plan.TimeSpan;

/**
 * An officer at a campus for a while, on one duty, told of by the same feeds all the while. One stay is several of
 * these when its duty changes or another feed tells of it.
 *
 * @param duty absent when it is unknown
 */
public record Presence(
        String badge, String campus, TimeSpan span, Optional<String> duty, SortedSet<String> reportedBy) {}
