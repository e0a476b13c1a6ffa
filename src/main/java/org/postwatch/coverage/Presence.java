package org.postwatch.coverage;

import java.util.Optional;
import java.util.SortedSet;
import org.postwatch.plan.TimeSpan;

/**
 * A period of an officer at a campus, on one duty and reported by the same feeds. A stay has several periods if the
 * duty changes or another feed reports it.
 *
 * @param duty absent if it is unknown
 */
public record Presence(
        String badge, String campus, TimeSpan span, Optional<String> duty, SortedSet<String> reportedBy) {}
