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

/** Publishes the coverage of a campus and of its days when it differs from what was published last. */
final class CampusPublisher {
    private final StateStore store;
    private final CoverageOutput output;

    CampusPublisher(StateStore store, CoverageOutput output) {
        this.store = store;
        this.output = output;
    }

    /** @return what is published of the date now, by post */
    SortedMap<String, EngineState.PublishedRevision> publishDays(
            CampusEvaluationContext context,
            LocalDate date,
            Map<String, List<CoverageInterval>> timeline,
            EngineState.CampusDayState before) {
        SortedMap<String, EngineState.PublishedRevision> published = new TreeMap<>();
        TreeSet<String> posts = new TreeSet<>(before.revisions().keySet());
        posts.addAll(timeline.keySet());
        for (String post : posts) {
            List<CoverageInterval> intervals =
                    CoverageTimeline.asOf(timeline.getOrDefault(post, List.of()), context.clock);
            EngineState.PublishedRevision last =
                    before.revisions().getOrDefault(post, new EngineState.PublishedRevision(0, ""));
            String digest = CoverageDigest.of(intervals);
            if (digest.equals(last.digest())) {
                published.put(post, last);
            } else {
                published.put(post, new EngineState.PublishedRevision(last.revision() + 1, digest));
                output.publishDay(new PostDayIntervals(
                        context.district.id(), context.plan.id(), post, date, last.revision() + 1, false, intervals));
            }
        }
        published.values().removeIf(s -> s.revision() == 0);
        return published;
    }

    /** The coverage of a post in the window of now, which may have started yesterday. */
    private static Optional<PostCoverage> currentCoverage(CampusEvaluationContext context, String post) {
        Optional<CoverageInterval> present = Optional.empty();
        for (LocalDate date : List.of(context.today().minusDays(1), context.today())) {
            List<CoverageInterval> known =
                    CoverageTimeline.asOf(context.timeline(date).getOrDefault(post, List.of()), context.clock);
            Optional<CoverageInterval> open =
                    known.stream().filter(i -> i.to().isEmpty()).findFirst();
            present = open.isPresent() ? open : present;
        }
        return present.map(i -> new PostCoverage(post, i.state(), Optional.of(i.from()), i.counted(), i.reasons()));
    }

    void publishCampus(CampusEvaluationContext context) {
        List<PostCoverage> posts = new ArrayList<>();
        Set<String> today = new LinkedHashSet<>();
        context.plan.versionOn(context.today()).posts().forEach(post -> today.add(post.id()));
        today.forEach(post -> posts.add(currentCoverage(context, post)
                .orElseGet(() ->
                        new PostCoverage(post, CoverageState.NOT_REQUIRED, Optional.empty(), List.of(), List.of()))));
        // A post that ended at midnight may still have a window that has not ended.
        for (Post post : context.plan.versionOn(context.today().minusDays(1)).posts()) {
            if (!today.contains(post.id())) {
                currentCoverage(context, post.id()).ifPresent(posts::add);
            }
        }
        CampusCoverage now = CampusCoverage.of(context.district.id(), context.plan.id(), posts);
        String digest = CoverageDigest.of(now);
        EngineState.CampusState campus =
                store.get(CoverageTables.CAMPUS_STATE, context.campusKey).orElse(EngineState.CampusState.NEW);
        if (!digest.equals(campus.publishedDigest())) {
            output.publishCampus(now);
            store.put(CoverageTables.CAMPUS_STATE, context.campusKey, campus.withPublishedDigest(digest));
        }
    }
}
