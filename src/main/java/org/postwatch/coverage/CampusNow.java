package org.postwatch.coverage;

import java.util.List;
<<<<<<< HEAD

/** What a campus is now: as bad as its worst post. */
public record CampusNow(String district, String campus, State state, List<PostNow> posts) {
    public CampusNow {
        posts = List.copyOf(posts);
    }

    public static CampusNow of(String district, String campus, List<PostNow> posts) {
        State worst = posts.stream().map(PostNow::state).max(State::compareTo).orElse(State.NOT_REQUIRED);
        return new CampusNow(district, campus, worst, posts);
    }
=======
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
>>>>>>> codec
}
