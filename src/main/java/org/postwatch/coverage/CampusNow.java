package org.postwatch.coverage;

import java.util.List;
import java.util.Objects;

/**
 * What a campus is now.
 *
 * @param state that of its worst post; NOT_REQUIRED without posts
 * @param posts in the order of the campus's document
 */
public record CampusNow(String district, String campus, State state, List<PostNow> posts) {
    public CampusNow {
        Objects.requireNonNull(district);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(state);
        posts = List.copyOf(posts);
    }
}
