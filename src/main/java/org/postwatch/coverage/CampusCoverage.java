package org.postwatch.coverage;

import java.util.List;

/** What a campus is now: as bad as its worst post. */
public record CampusCoverage(String district, String campus, CoverageState state, List<PostCoverage> posts) {
    public CampusCoverage {
        posts = List.copyOf(posts);
    }

    public static CampusCoverage of(String district, String campus, List<PostCoverage> posts) {
        CoverageState worst = posts.stream()
                .map(PostCoverage::state)
                .max(CoverageState::compareTo)
                .orElse(CoverageState.NOT_REQUIRED);
        return new CampusCoverage(district, campus, worst, posts);
    }
}
