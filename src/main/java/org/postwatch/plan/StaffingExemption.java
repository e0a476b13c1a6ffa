package org.postwatch.plan;

import java.util.Set;

/**
 * A recorded exception: it lets alternative kinds fill a post, and lifts no other condition.
 *
 * @param campuses where; empty means every campus of the district
 * @param posts which posts there; empty means every post
 * @param dates when, in the campus's zone
 * @param by who decided it
 */
public record StaffingExemption(
        String id,
        Set<String> kinds,
        Set<String> campuses,
        Set<String> posts,
        LocalDateTimeRange dates,
        String by,
        String reason) {
    public StaffingExemption {
        kinds = Set.copyOf(kinds);
        campuses = Set.copyOf(campuses);
        posts = Set.copyOf(posts);
    }

    /** Whether it applies to this post; its dates are not checked here. */
    public boolean appliesTo(String campus, String post) {
        return (campuses.isEmpty() || campuses.contains(campus)) && (posts.isEmpty() || posts.contains(post));
    }
}
