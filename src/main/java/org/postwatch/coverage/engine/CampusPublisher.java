package org.postwatch.coverage.engine;

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
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.CoverageTimeline;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.plan.Post;
import org.postwatch.state.StateStore;

/** Says what a campus is now and what its days were, when that is not what was said last. */
final class CampusPublisher {
    private final StateStore store;
    private final CoverageOutput output;

    CampusPublisher(StateStore ledger, CoverageOutput voice) {
        this.store = ledger;
        this.output = voice;
    }

    /** @return what is said of the date now, by post */
    SortedMap<String, EngineState.PublishedRevision> publishDays(
            CampusEvaluationContext look,
            LocalDate date,
            Map<String, List<CoverageInterval>> timeline,
            EngineState.CampusDayState before) {
        SortedMap<String, EngineState.PublishedRevision> said = new TreeMap<>();
        TreeSet<String> posts = new TreeSet<>(before.revisions().keySet());
        posts.addAll(timeline.keySet());
        for (String post : posts) {
            List<CoverageInterval> intervals =
                    CoverageTimeline.asOf(timeline.getOrDefault(post, List.of()), look.clock);
            EngineState.PublishedRevision last =
                    before.revisions().getOrDefault(post, new EngineState.PublishedRevision(0, ""));
            String digest = CoverageDigest.of(intervals);
            if (digest.equals(last.digest())) {
                said.put(post, last);
            } else {
                said.put(post, new EngineState.PublishedRevision(last.revision() + 1, digest));
                output.publishDay(new PostDayIntervals(
                        look.district.id(), look.plan.id(), post, date, last.revision() + 1, false, intervals));
            }
        }
        said.values().removeIf(s -> s.revision() == 0);
        return said;
    }

    /** What a post is in a window that runs now; it may have begun yesterday. */
    private static Optional<PostCoverage> currentCoverage(CampusEvaluationContext look, String post) {
        Optional<CoverageInterval> present = Optional.empty();
        for (LocalDate date : List.of(look.today().minusDays(1), look.today())) {
            List<CoverageInterval> known =
                    CoverageTimeline.asOf(look.timeline(date).getOrDefault(post, List.of()), look.clock);
            Optional<CoverageInterval> open =
                    known.stream().filter(i -> i.to().isEmpty()).findFirst();
            present = open.isPresent() ? open : present;
        }
        return present.map(i -> new PostCoverage(post, i.state(), Optional.of(i.from()), i.counted(), i.reasons()));
    }

    void publishCampus(CampusEvaluationContext look) {
        List<PostCoverage> posts = new ArrayList<>();
        Set<String> today = new LinkedHashSet<>();
        look.plan.versionOn(look.today()).posts().forEach(post -> today.add(post.id()));
        today.forEach(post -> posts.add(currentCoverage(look, post)
                .orElseGet(() ->
                        new PostCoverage(post, CoverageState.NOT_REQUIRED, Optional.empty(), List.of(), List.of()))));
        // A post that was given up at midnight may still have a window that runs.
        for (Post post : look.plan.versionOn(look.today().minusDays(1)).posts()) {
            if (!today.contains(post.id())) {
                currentCoverage(look, post.id()).ifPresent(posts::add);
            }
        }
        CampusCoverage now = CampusCoverage.of(look.district.id(), look.plan.id(), posts);
        String digest = CoverageDigest.of(now);
        EngineState.CampusState campus =
                store.get(CoverageTables.CAMPUS_STATE, look.key).orElse(EngineState.CampusState.NEW);
        if (!digest.equals(campus.publishedDigest())) {
            output.publishCampus(now);
            store.put(
                    CoverageTables.CAMPUS_STATE,
                    look.key,
                    new EngineState.CampusState(
                            campus.badges(),
                            campus.shifts(),
                            campus.devices(),
                            digest,
                            campus.lastRollover(),
                            campus.deadline()));
        }
    }
}
