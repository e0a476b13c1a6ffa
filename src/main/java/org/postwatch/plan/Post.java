package org.postwatch.plan;

import java.time.Duration;
import java.util.Set;

/**
 * A duty at a campus.
 *
 * @param headCount how many officers fill it (at least 1)
 * @param kinds kinds of officer that fill it
 * @param duties duties on which an officer counts for it
 * @param credentials all of them are needed
 * @param feeds the feeds that report its staffing: the post is UNKNOWN if it is not filled and one of them is silent
 * @param grace from a gap's start to its incident
 */
public record Post(
        String id,
        int headCount,
        Set<String> kinds,
        Set<String> duties,
        Set<String> credentials,
        Set<String> feeds,
        Duration grace,
        SeverityLadder ladder) {
    public static final int MAX_HEAD_COUNT = 20;

    public Post {
        kinds = Set.copyOf(kinds);
        duties = Set.copyOf(duties);
        credentials = Set.copyOf(credentials);
        feeds = Set.copyOf(feeds);
        if (headCount < 1 || headCount > MAX_HEAD_COUNT) {
            throw new IllegalArgumentException(
                    "head-count of post '" + id + "' is " + headCount + "; expected 1 to " + MAX_HEAD_COUNT);
        }
    }
}
