package org.postwatch.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who fills which post. An officer fills one. Of all assignments the one that fills the posts best in their listed
 * order: filled before unfilled, then regular kinds before exceptions, then the lowest badges, post by post; a post
 * that stays unfilled consumes nobody.
 *
 * <p>Each choice is made greedily and kept only while all choices so far can be met together, which augmenting paths
 * decide: filling sets of posts by officers is a matroid, so greedy choices in order of preference are the best ones.
 */
final class PostAssignment {
    /**
     * A post that wants to be filled.
     *
     * @param candidates badges that count for it, and whether each needs an exception
     */
    record PostRequirement(String post, int headCount, SortedMap<String, Boolean> candidates) {}

    private PostAssignment() {}

    /** Badges by post; unfilled posts are absent. */
    static Map<String, List<String>> findBest(List<PostRequirement> wants) {
        List<PostRequirement> chosen = new ArrayList<>();
        for (PostRequirement want : wants) {
            addIfFeasible(chosen, want);
        }
        for (int i = 0; i < chosen.size(); i++) {
            PostRequirement any = chosen.get(i);
            chosen.set(i, regularOnly(any));
            if (!isFeasible(chosen)) {
                chosen.set(i, any);
            }
        }
        Map<String, List<String>> result = new HashMap<>();
        for (int i = 0; i < chosen.size(); i++) {
            PostRequirement lowest = lowestBadges(chosen, i);
            chosen.set(i, lowest);
            result.put(lowest.post(), List.copyOf(lowest.candidates().keySet()));
        }
        return result;
    }

    private static void addIfFeasible(List<PostRequirement> chosen, PostRequirement want) {
        chosen.add(want);
        if (!isFeasible(chosen)) {
            chosen.remove(chosen.size() - 1);
        }
    }

    private static PostRequirement regularOnly(PostRequirement want) {
        SortedMap<String, Boolean> regular = new TreeMap<>(want.candidates());
        regular.values().removeIf(byException -> byException);
        return new PostRequirement(want.post(), want.headCount(), regular);
    }

    /** The lowest badges, one after the other, with which all posts can still be filled. */
    private static PostRequirement lowestBadges(List<PostRequirement> chosen, int index) {
        PostRequirement want = chosen.get(index);
        SortedMap<String, Boolean> fixed = new TreeMap<>();
        for (String badge : want.candidates().keySet()) {
            if (fixed.size() == want.headCount()) {
                break;
            }
            SortedMap<String, Boolean> tried = new TreeMap<>(fixed);
            tried.put(badge, want.candidates().get(badge));
            if (isFeasibleWith(chosen, index, tried, badge)) {
                fixed = tried;
            }
        }
        return new PostRequirement(want.post(), want.headCount(), fixed);
    }

    /** Whether the post at {@code index} can have all of {@code fixed}, filled up with later badges. */
    private static boolean isFeasibleWith(
            List<PostRequirement> chosen, int index, SortedMap<String, Boolean> fixed, String latest) {
        PostRequirement want = chosen.get(index);
        SortedMap<String, Boolean> later = new TreeMap<>(want.candidates().tailMap(latest));
        later.remove(latest);
        List<PostRequirement> split = new ArrayList<>(chosen);
        split.set(index, new PostRequirement(want.post(), want.headCount() - fixed.size(), later));
        Set<String> taken = new HashSet<>(fixed.keySet());
        return isFeasible(split.stream().map(w -> without(w, taken)).toList());
    }

    private static PostRequirement without(PostRequirement want, Set<String> taken) {
        SortedMap<String, Boolean> rest = new TreeMap<>(want.candidates());
        rest.keySet().removeAll(taken);
        return new PostRequirement(want.post(), want.headCount(), rest);
    }

    /** Whether all requirements can be met together. */
    private static boolean isFeasible(List<PostRequirement> wants) {
        Map<String, Integer> takenBy = new HashMap<>();
        for (int i = 0; i < wants.size(); i++) {
            for (int seat = 0; seat < wants.get(i).headCount(); seat++) {
                if (!assignSeat(wants, i, takenBy, new TreeSet<>())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean assignSeat(
            List<PostRequirement> wants, int index, Map<String, Integer> takenBy, Set<String> tried) {
        for (String badge : wants.get(index).candidates().keySet()) {
            if (tried.add(badge)) {
                Optional<Integer> holder = Optional.ofNullable(takenBy.get(badge));
                if (holder.isEmpty() || assignSeat(wants, holder.get(), takenBy, tried)) {
                    takenBy.put(badge, index);
                    return true;
                }
            }
        }
        return false;
    }
}
