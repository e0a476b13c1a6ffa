package org.postwatch.coverage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.CoverageTimeline.RequiredPost;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.TimeSpan;

/** The posts of a campus at one instant: who counts, who fills which post, and why a post is not filled. */
final class InstantEvaluation {
    /** A post's state with its reasons. */
    record PostFinding(CoverageState state, List<String> counted, List<Reason> reasons) {}

    private final District district;
    private final CampusPlan plan;
    private final CoverageEvidence evidence;
    private final Instant t;
    private final List<RequiredPost> requiredPosts;
    private final SortedMap<String, Presence> present = new TreeMap<>();
    private final SortedSet<String> doubtfulBadges = new TreeSet<>();
    /** By post, and in it by badge: a post's windows do not overlap, so it is asked for once at an instant. */
    private final Map<String, SortedMap<String, Eligibility>> eligibilities = new HashMap<>();

    private final Map<String, List<String>> assigned;

    private InstantEvaluation(
            District district, CampusPlan plan, CoverageEvidence evidence, List<RequiredPost> asked, Instant t) {
        this.district = district;
        this.plan = plan;
        this.evidence = evidence;
        this.requiredPosts = asked;
        this.t = t;
        for (Presence presence : evidence.presences()) {
            if (presence.span().contains(t) && district.officers().containsKey(presence.badge())) {
                present.putIfAbsent(presence.badge(), presence);
                if (isDoubtful(presence)) {
                    doubtfulBadges.add(presence.badge());
                }
            }
        }
        asked.forEach(a -> eligibilities.put(a.post().id(), eligibilitiesFor(a.post())));
        assigned = PostAssignment.findBest(asked.stream().map(this::requirement).toList());
    }

    /** Looks at all posts that are asked for at {@code t} together; by post. */
    static Map<String, PostFinding> evaluate(
            District district, CampusPlan plan, CoverageEvidence evidence, List<RequiredPost> asked, Instant t) {
        InstantEvaluation moment = new InstantEvaluation(district, plan, evidence, asked, t);
        Map<String, PostFinding> findings = new HashMap<>();
        asked.forEach(a -> findings.put(a.post().id(), moment.finding(a)));
        return findings;
    }

    /** All feeds that reported it are silent. A planned shift has no such feed and is never doubtful. */
    private boolean isDoubtful(Presence presence) {
        return !presence.reportedBy().isEmpty()
                && presence.reportedBy().stream()
                        .allMatch(f -> evidence.silences().isSilent(f, t));
    }

    private SortedMap<String, Eligibility> eligibilitiesFor(Post post) {
        SortedMap<String, Eligibility> result = new TreeMap<>();
        present.forEach((badge, presence) -> {
            Officer officer = district.officers().get(badge);
            result.put(badge, Eligibility.of(officer, presence.duty(), post, plan.id(), plan.zone(), district, t));
        });
        return result;
    }

    private PostAssignment.PostRequirement requirement(RequiredPost a) {
        SortedMap<String, Boolean> candidates = new TreeMap<>();
        eligibilities.get(a.post().id()).forEach((badge, standing) -> {
            if (standing.isEligible() && !doubtfulBadges.contains(badge)) {
                candidates.put(badge, standing.exemption().isPresent());
            }
        });
        return new PostAssignment.PostRequirement(a.post().id(), a.post().headCount(), candidates);
    }

    private PostFinding finding(RequiredPost a) {
        List<String> badges = assigned.get(a.post().id());
        return badges == null ? findingWhenUnfilled(a) : findingWhenFilled(a, badges);
    }

    private PostFinding findingWhenFilled(RequiredPost a, List<String> badges) {
        List<Reason> reasons = new ArrayList<>();
        SortedSet<String> exemptions = new TreeSet<>();
        for (String badge : badges) {
            Eligibility standing = eligibilities.get(a.post().id()).get(badge);
            reasons.add(standing.agreement()
                    .map(id -> Reason.of(ReasonCode.COVERED_BY, badge, "agreement " + id))
                    .orElseGet(() -> Reason.of(ReasonCode.COVERED_BY, badge)));
            standing.exemption().ifPresent(exemptions::add);
        }
        exemptions.forEach(id -> reasons.add(Reason.of(ReasonCode.EXCEPTION, id)));
        return new PostFinding(
                exemptions.isEmpty() ? CoverageState.COVERED : CoverageState.ALTERNATIVE, badges, reasons);
    }

    /** In a gap everybody present is listed with all that fails, then who was called away, then what is not known. */
    private PostFinding findingWhenUnfilled(RequiredPost a) {
        List<Reason> reasons = new ArrayList<>();
        List<String> counted = new ArrayList<>();
        SortedSet<String> doubted = new TreeSet<>(a.post().feeds());
        boolean someoneDoubtful = false;
        for (Map.Entry<String, Eligibility> entry :
                eligibilities.get(a.post().id()).entrySet()) {
            String badge = entry.getKey();
            if (!entry.getValue().isEligible()) {
                reasons.addAll(entry.getValue().failures());
            } else if (doubtfulBadges.contains(badge)) {
                someoneDoubtful = true;
                doubted.addAll(present.get(badge).reportedBy());
                reasons.add(Reason.of(ReasonCode.PRESENCE_DOUBTFUL, badge));
            } else {
                otherPostOf(badge)
                        .ifPresentOrElse(
                                post -> reasons.add(Reason.of(ReasonCode.FILLS_OTHER_POST, badge, post)),
                                () -> counted.add(badge));
            }
        }
        evidence.absences().stream()
                .filter(away -> away.span().contains(t)
                        && district.officers().containsKey(away.badge())
                        && !present.containsKey(away.badge()))
                .sorted(Comparator.comparing(Absence::badge))
                .forEach(away -> reasons.add(Reason.of(
                        ReasonCode.CALLED_AWAY, away.badge(), away.span().from())));
        if (!counted.isEmpty()) {
            reasons.add(Reason.of(
                    ReasonCode.TOO_FEW, counted.size() + " of " + a.post().headCount()));
        }
        List<Reason> silent = silentFeedReasons(doubted);
        boolean unknown = someoneDoubtful || !silent.isEmpty();
        reasons.addAll(silent);
        if (reasons.isEmpty()) {
            reasons.add(Reason.of(ReasonCode.NOBODY_PRESENT));
        }
        return new PostFinding(unknown ? CoverageState.UNKNOWN : CoverageState.UNCOVERED, counted, reasons);
    }

    private Optional<String> otherPostOf(String badge) {
        return requiredPosts.stream()
                .map(other -> other.post().id())
                .filter(post -> assigned.getOrDefault(post, List.of()).contains(badge))
                .findFirst();
    }

    private List<Reason> silentFeedReasons(SortedSet<String> feeds) {
        List<Reason> reasons = new ArrayList<>();
        for (String feed : feeds) {
            Optional<TimeSpan> silence = evidence.silences().silenceAt(feed, t);
            silence.ifPresent(span -> reasons.add(Reason.of(ReasonCode.FEED_SILENT, feed, span.from())));
        }
        return reasons;
    }
}
