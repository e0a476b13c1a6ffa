package org.postwatch.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.StaffingExemption;

/**
 * What the state of each post of a campus is at one instant, given who is there then.
 *
 * @param posts those that have a window at t, in listed order
 * @param present who is there, by badge
 * @param away who was called away from there and when, by badge
 * @param silentSince of a feed, when it is silent at t
 */
record CampusSnapshot(
        EligibilityConditions conditions,
        String campus,
        Instant t,
        List<Post> posts,
        SortedMap<String, PresentOfficer> present,
        SortedMap<String, Instant> calledAway,
        Function<String, Optional<Instant>> silentSince) {

    /**
     * An officer at the campus.
     *
     * @param duty absent when not known
     * @param doubtful every feed that reported the presence is silent
     * @param toldOf those feeds
     */
    record PresentOfficer(Officer officer, Optional<String> duty, boolean doubtful, Set<String> reportedBy) {}

    /** By post. */
    Map<String, PostResult> evaluate() {
        List<PostAssignment.Filling> best =
                PostAssignment.findBest(posts.stream().map(this::need).toList());
        Map<String, String> fills = new HashMap<>();
        for (PostAssignment.Filling f : best) {
            f.badges().ifPresent(bs -> bs.forEach(b -> fills.put(b, f.need().post())));
        }
        Map<String, PostResult> answers = new HashMap<>();
        for (int i = 0; i < posts.size(); i++) {
            PostAssignment.Filling f = best.get(i);
            answers.put(
                    posts.get(i).id(),
                    f.isFilled() ? resultWhenFilled(posts.get(i), f) : resultWhenUnfilled(posts.get(i), fills));
        }
        return answers;
    }

    private List<Reason> failures(PresentOfficer p, Post post) {
        return conditions.failures(p.officer(), p.duty(), campus, post, t);
    }

    private boolean isEligible(PresentOfficer p, Post post) {
        return failures(p, post).isEmpty();
    }

    private PostAssignment.PostNeed need(Post post) {
        SortedMap<String, Boolean> counting = new TreeMap<>();
        present.forEach((badge, p) -> {
            if (!p.doubtful() && isEligible(p, post)) {
                counting.put(badge, post.kinds().contains(p.officer().kind()));
            }
        });
        return new PostAssignment.PostNeed(post.id(), post.headCount(), counting);
    }

    private PostResult resultWhenFilled(Post post, PostAssignment.Filling filling) {
        List<Reason> reasons = new ArrayList<>();
        Set<String> exceptions = new TreeSet<>();
        for (String badge : filling.badges().orElseThrow()) {
            Officer o = present.get(badge).officer();
            reasons.add(conditions
                    .agreement(o, campus, t)
                    .map(a -> Reason.of(ReasonCode.COVERED_BY, badge, "agreement " + a.id()))
                    .orElse(Reason.of(ReasonCode.COVERED_BY, badge)));
            if (!post.kinds().contains(o.kind())) {
                conditions
                        .exemption(o, campus, post, t)
                        .map(StaffingExemption::id)
                        .ifPresent(exceptions::add);
            }
        }
        exceptions.forEach(id -> reasons.add(Reason.of(ReasonCode.EXCEPTION, id)));
        CoverageState state = filling.isAlternative() ? CoverageState.ALTERNATIVE : CoverageState.COVERED;
        return new PostResult(state, filling.badges().orElseThrow(), reasons);
    }

    private PostResult resultWhenUnfilled(Post post, Map<String, String> fills) {
        List<Reason> reasons = new ArrayList<>();
        List<String> counted = new ArrayList<>();
        Set<String> silent = new TreeSet<>();
        boolean unknown = false;
        for (String feed : post.feeds()) {
            if (silentSince.apply(feed).isPresent()) {
                unknown = true;
                silent.add(feed);
            }
        }
        for (PresentOfficer p : present.values()) {
            String badge = p.officer().badge();
            List<Reason> failing = failures(p, post);
            if (!failing.isEmpty()) {
                reasons.addAll(failing);
            } else if (p.doubtful()) {
                reasons.add(Reason.of(ReasonCode.PRESENCE_DOUBTFUL, badge));
                unknown = true;
                silent.addAll(p.reportedBy());
            } else if (fills.containsKey(badge)) {
                reasons.add(Reason.of(ReasonCode.FILLS_OTHER_POST, badge, fills.get(badge)));
            } else {
                counted.add(badge);
            }
        }
        calledAway.forEach((badge, at) -> reasons.add(Reason.of(ReasonCode.CALLED_AWAY, badge, at)));
        if (!counted.isEmpty()) {
            reasons.add(Reason.of(ReasonCode.TOO_FEW, counted.size() + " of " + post.headCount()));
        }
        if (unknown) {
            for (String feed : silent) {
                reasons.add(Reason.of(
                        ReasonCode.FEED_SILENT, feed, silentSince.apply(feed).orElseThrow()));
            }
        }
        if (reasons.isEmpty()) {
            reasons.add(Reason.of(ReasonCode.NOBODY_PRESENT));
        }
        counted.sort(Comparator.naturalOrder());
        return new PostResult(unknown ? CoverageState.UNKNOWN : CoverageState.UNCOVERED, counted, reasons);
    }
}
