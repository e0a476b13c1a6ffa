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
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;
import org.postwatch.plan.Exemption;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;

/**
 * What the state of each post of a campus is at one instant, given who is there then.
 *
 * @param posts those that have a window at t, in listed order
 * @param present who is there, by badge
 * @param away who was called away from there and when, by badge
 * @param silentSince of a feed, when it is silent at t
 */
record Question(
        Conditions conditions,
        String campus,
        Instant t,
        List<Post> posts,
        SortedMap<String, Present> present,
        SortedMap<String, Instant> away,
        Function<String, Optional<Instant>> silentSince) {

    /**
     * An officer at the campus.
     *
     * @param duty absent when not known
     * @param doubtful every feed that told of the presence is silent
     * @param toldOf those feeds
     */
    record Present(Officer officer, Optional<String> duty, boolean doubtful, Set<String> toldOf) {}

    /** By post. */
    Map<String, Answer> answers() {
        List<Assignment.Filling> best =
                Assignment.best(posts.stream().map(this::need).toList());
        Map<String, String> fills = new HashMap<>();
        for (Assignment.Filling f : best) {
            f.badges().ifPresent(bs -> bs.forEach(b -> fills.put(b, f.need().post())));
        }
        Map<String, Answer> answers = new HashMap<>();
        for (int i = 0; i < posts.size(); i++) {
            Assignment.Filling f = best.get(i);
            answers.put(posts.get(i).id(), f.filled() ? filled(posts.get(i), f) : gap(posts.get(i), fills));
        }
        return answers;
    }

    private List<Reason> failing(Present p, Post post) {
        return conditions.failing(p.officer(), p.duty(), campus, post, t);
    }

    private boolean counts(Present p, Post post) {
        return failing(p, post).isEmpty();
    }

    private Assignment.Need need(Post post) {
        SortedMap<String, Boolean> counting = new TreeMap<>();
        present.forEach((badge, p) -> {
            if (!p.doubtful() && counts(p, post)) {
                counting.put(badge, post.kinds().contains(p.officer().kind()));
            }
        });
        return new Assignment.Need(post.id(), post.headCount(), counting);
    }

    private Answer filled(Post post, Assignment.Filling filling) {
        List<Reason> reasons = new ArrayList<>();
        Set<String> exceptions = new TreeSet<>();
        for (String badge : filling.badges().orElseThrow()) {
            Officer o = present.get(badge).officer();
            reasons.add(conditions
                    .agreement(o, campus, t)
                    .map(a -> Reason.of("covered-by", badge, "agreement " + a.id()))
                    .orElse(Reason.of("covered-by", badge)));
            if (!post.kinds().contains(o.kind())) {
                conditions.exemption(o, campus, post, t).map(Exemption::id).ifPresent(exceptions::add);
            }
        }
        exceptions.forEach(id -> reasons.add(Reason.of("exception", id)));
        State state = filling.alternative() ? State.ALTERNATIVE : State.COVERED;
        return new Answer(state, filling.badges().orElseThrow(), reasons);
    }

    private Answer gap(Post post, Map<String, String> fills) {
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
        for (Present p : present.values()) {
            String badge = p.officer().badge();
            List<Reason> failing = failing(p, post);
            if (!failing.isEmpty()) {
                reasons.addAll(failing);
            } else if (p.doubtful()) {
                reasons.add(Reason.of("presence-doubtful", badge));
                unknown = true;
                silent.addAll(p.toldOf());
            } else if (fills.containsKey(badge)) {
                reasons.add(Reason.of("fills-other-post", badge, fills.get(badge)));
            } else {
                counted.add(badge);
            }
        }
        away.forEach((badge, at) -> reasons.add(Reason.of("called-away", badge, at)));
        if (!counted.isEmpty()) {
            reasons.add(Reason.of("too-few", counted.size() + " of " + post.headCount()));
        }
        if (unknown) {
            for (String feed : silent) {
                reasons.add(
                        Reason.of("feed-silent", feed, silentSince.apply(feed).orElseThrow()));
            }
        }
        if (reasons.isEmpty()) {
            reasons.add(Reason.of("nobody-present"));
        }
        counted.sort(Comparator.naturalOrder());
        return new Answer(unknown ? State.UNKNOWN : State.UNCOVERED, counted, reasons);
    }
}
