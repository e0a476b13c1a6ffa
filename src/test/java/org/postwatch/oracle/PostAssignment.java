package org.postwatch.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Which officers fill which posts: every way of doing it is written down, and the best is taken. */
final class PostAssignment {
    private PostAssignment() {}

    /**
     * A post to be filled.
     *
     * @param counting who counts for it, by badge; true for those of a kind it accepts without an exception
     */
    record PostNeed(String post, int headCount, SortedMap<String, Boolean> candidates) {}

    /** What one post gets: exactly its head-count, sorted; or nobody. */
    record Filling(PostNeed need, Optional<List<String>> badges) {
        boolean isFilled() {
            return badges.isPresent();
        }

        /** Somebody counts only through an exception. */
        boolean isAlternative() {
            return isFilled()
                    && badges.get().stream().anyMatch(b -> !need.candidates().get(b));
        }
    }

    /** The best way to fill posts in their listed order. */
    static List<Filling> findBest(List<PostNeed> needs) {
        return all(needs).stream().min(BETTER_FIRST).orElseThrow();
    }

    private static final Comparator<List<Filling>> BETTER_FIRST = PostAssignment::compare;

    private static int compare(List<Filling> a, List<Filling> b) {
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).isFilled() != b.get(i).isFilled()) {
                return a.get(i).isFilled() ? -1 : 1;
            }
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).isAlternative() != b.get(i).isAlternative()) {
                return a.get(i).isAlternative() ? 1 : -1;
            }
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).isFilled()) {
                List<String> x = a.get(i).badges().get();
                List<String> y = b.get(i).badges().get();
                for (int k = 0; k < x.size(); k++) {
                    if (!x.get(k).equals(y.get(k))) {
                        return x.get(k).compareTo(y.get(k));
                    }
                }
            }
        }
        return 0;
    }

    private static List<List<Filling>> all(List<PostNeed> needs) {
        List<List<Filling>> all = new ArrayList<>();
        extend(needs, new ArrayList<>(), new HashSet<>(), all);
        return all;
    }

    private static void extend(List<PostNeed> needs, List<Filling> done, Set<String> taken, List<List<Filling>> all) {
        if (done.size() == needs.size()) {
            all.add(List.copyOf(done));
            return;
        }
        PostNeed need = needs.get(done.size());
        List<Optional<List<String>>> choices = new ArrayList<>(List.of(Optional.empty()));
        List<String> free = need.candidates().keySet().stream()
                .filter(b -> !taken.contains(b))
                .toList();
        subsets(free, need.headCount()).forEach(s -> choices.add(Optional.of(s)));
        for (Optional<List<String>> choice : choices) {
            done.add(new Filling(need, choice));
            choice.ifPresent(taken::addAll);
            extend(needs, done, taken, all);
            choice.ifPresent(taken::removeAll);
            done.remove(done.size() - 1);
        }
    }

    /** Every subset of that size, sorted within as the badges are. */
    private static List<List<String>> subsets(List<String> sorted, int size) {
        if (size == 0) {
            return List.of(List.of());
        }
        List<List<String>> subsets = new ArrayList<>();
        for (int first = 0; first + size <= sorted.size(); first++) {
            for (List<String> rest : subsets(sorted.subList(first + 1, sorted.size()), size - 1)) {
                List<String> subset = new ArrayList<>(List.of(sorted.get(first)));
                subset.addAll(rest);
                subsets.add(subset);
            }
        }
        return subsets;
    }
}
