package org.postwatch.watch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.CampusDay;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.PostDay;
import org.postwatch.coverage.PostNow;
import org.postwatch.coverage.State;
import org.postwatch.plan.Post;

/** Says what a campus is now and what its days were, when that is not what was said last. */
final class CampusSaying {
    private final Ledger ledger;
    private final Voice voice;

    CampusSaying(Ledger ledger, Voice voice) {
        this.ledger = ledger;
        this.voice = voice;
    }

    /** @return what is said of the date now, by post */
    SortedMap<String, Memory.Said> days(
            CampusLook look, LocalDate date, Map<String, List<Interval>> timeline, Memory.OfDay before) {
        SortedMap<String, Memory.Said> said = new TreeMap<>();
        TreeSet<String> posts = new TreeSet<>(before.posts().keySet());
        posts.addAll(timeline.keySet());
        for (String post : posts) {
            List<Interval> intervals = CampusDay.asOf(timeline.getOrDefault(post, List.of()), look.clock);
            Memory.Said last = before.posts().getOrDefault(post, new Memory.Said(0, ""));
            String digest = CoverageDigest.of(intervals);
            if (digest.equals(last.digest())) {
                said.put(post, last);
            } else {
                said.put(post, new Memory.Said(last.revision() + 1, digest));
                voice.day(new PostDay(
                        look.district.id(), look.plan.id(), post, date, last.revision() + 1, false, intervals));
            }
        }
        said.values().removeIf(s -> s.revision() == 0);
        return said;
    }

    /** What a post is in a window that runs now; it may have begun yesterday. */
    private static Optional<PostNow> present(CampusLook look, String post) {
        Optional<Interval> present = Optional.empty();
        for (LocalDate date : List.of(look.today().minusDays(1), look.today())) {
            List<Interval> known = CampusDay.asOf(look.timeline(date).getOrDefault(post, List.of()), look.clock);
            Optional<Interval> open =
                    known.stream().filter(i -> i.to().isEmpty()).findFirst();
            present = open.isPresent() ? open : present;
        }
        return present.map(i -> new PostNow(post, i.state(), Optional.of(i.from()), i.counted(), i.reasons()));
    }

    void now(CampusLook look) {
        List<PostNow> posts = new ArrayList<>();
        Set<String> today = new LinkedHashSet<>();
        look.plan.on(look.today()).posts().forEach(post -> today.add(post.id()));
        today.forEach(post -> posts.add(present(look, post)
                .orElseGet(() -> new PostNow(post, State.NOT_REQUIRED, Optional.empty(), List.of(), List.of()))));
        // A post that was given up at midnight may still have a window that runs.
        for (Post post : look.plan.on(look.today().minusDays(1)).posts()) {
            if (!today.contains(post.id())) {
                present(look, post.id()).ifPresent(posts::add);
            }
        }
        CampusNow now = CampusNow.of(look.district.id(), look.plan.id(), posts);
        String digest = CoverageDigest.of(now);
        Memory.OfCampus campus =
                ledger.get(CoverageTables.CAMPUS_STATE, look.key).orElse(Memory.OfCampus.NEW);
        if (!digest.equals(campus.now())) {
            voice.campus(now);
            ledger.put(
                    CoverageTables.CAMPUS_STATE,
                    look.key,
                    new Memory.OfCampus(
                            campus.badges(),
                            campus.shifts(),
                            campus.devices(),
                            digest,
                            campus.rolledTo(),
                            campus.deadline()));
        }
    }
}
