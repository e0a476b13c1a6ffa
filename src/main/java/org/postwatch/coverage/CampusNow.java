package org.postwatch.coverage;

import java.util.List;

/** What a campus is now: as bad as its worst post. */
public record CampusNow(String district, String campus, State state, List<PostNow> posts) {
    public CampusNow {
        posts = List.copyOf(posts);
    }

    public static CampusNow of(String district, String campus, List<PostNow> posts) {
        State worst = posts.stream().map(PostNow::state).max(State::compareTo).orElse(State.NOT_REQUIRED);
        return new CampusNow(district, campus, worst, posts);
    }
}
