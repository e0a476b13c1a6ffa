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
import org.postwatch.coverage.CampusDay.Asked;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.Span;

/** The posts of a campus at one instant: who counts, who fills which post, and why a post is not filled. */
final class Moment {
    /** A post's state with its reasons. */
    record Finding(State state, List<String> counted, List<Reason> reasons) {}

    private final District district;
    private final CampusPlan plan;
    private final Evidence evidence;
    private final Instant t;
    private final List<Asked> asked;
    private final SortedMap<String, Presence> present = new TreeMap<>();
    private final SortedSet<String> doubtful = new TreeSet<>();
    /** By post, and in it by badge: a post's windows do not overlap, so it is asked for once at an instant. */
    private final Map<String, SortedMap<String, Standing>> standings = new HashMap<>();

    private final Map<String, List<String>> filled;

    private Moment(District district, CampusPlan plan, Evidence evidence, List<Asked> asked, Instant t) {
        this.district = district;
        this.plan = plan;
        this.evidence = evidence;
        this.asked = asked;
        this.t = t;
        for (Presence presence : evidence.presences()) {
            if (presence.span().contains(t) && district.officers().containsKey(presence.badge())) {
                present.putIfAbsent(presence.badge(), presence);
                if (isDoubtful(presence)) {
                    doubtful.add(presence.badge());
                }
            }
        }
        asked.forEach(a -> standings.put(a.post().id(), standings(a.post())));
        filled = Assignment.best(asked.stream().map(this::want).toList());
    }

    /** Looks at all posts that are asked for at {@code t} together; by post. */
    static Map<String, Finding> look(
            District district, CampusPlan plan, Evidence evidence, List<Asked> asked, Instant t) {
        Moment moment = new Moment(district, plan, evidence, asked, t);
        Map<String, Finding> findings = new HashMap<>();
        asked.forEach(a -> findings.put(a.post().id(), moment.finding(a)));
        return findings;
    }

    /** All who told of it are silent. A planned shift is told of by nobody, and never doubted. */
    private boolean isDoubtful(Presence presence) {
        return !presence.toldBy().isEmpty()
                && presence.toldBy().stream().allMatch(f -> evidence.silences().isSilent(f, t));
    }

    private SortedMap<String, Standing> standings(Post post) {
        SortedMap<String, Standing> result = new TreeMap<>();
        present.forEach((badge, presence) -> {
            Officer officer = district.officers().get(badge);
            result.put(badge, Standing.of(officer, presence.duty(), post, plan.id(), plan.zone(), district, t));
        });
        return result;
    }

    private Assignment.Want want(Asked a) {
        SortedMap<String, Boolean> candidates = new TreeMap<>();
        standings.get(a.post().id()).forEach((badge, standing) -> {
            if (standing.counts() && !doubtful.contains(badge)) {
                candidates.put(badge, standing.exemption().isPresent());
            }
        });
        return new Assignment.Want(a.post().id(), a.post().headCount(), candidates);
    }

    private Finding finding(Asked a) {
        List<String> badges = filled.get(a.post().id());
        return badges == null ? gap(a) : cover(a, badges);
    }

    private Finding cover(Asked a, List<String> badges) {
        List<Reason> reasons = new ArrayList<>();
        SortedSet<String> exemptions = new TreeSet<>();
        for (String badge : badges) {
            Standing standing = standings.get(a.post().id()).get(badge);
            reasons.add(standing.agreement()
                    .map(id -> Reason.of("covered-by", badge, "agreement " + id))
                    .orElseGet(() -> Reason.of("covered-by", badge)));
            standing.exemption().ifPresent(exemptions::add);
        }
        exemptions.forEach(id -> reasons.add(Reason.of("exception", id)));
        return new Finding(exemptions.isEmpty() ? State.COVERED : State.ALTERNATIVE, badges, reasons);
    }

    /** In a gap everybody present is listed with all that fails, then who was called away, then what is not known. */
    private Finding gap(Asked a) {
        List<Reason> reasons = new ArrayList<>();
        List<String> counted = new ArrayList<>();
        SortedSet<String> doubted = new TreeSet<>(a.post().feeds());
        boolean someoneDoubtful = false;
        for (Map.Entry<String, Standing> entry : standings.get(a.post().id()).entrySet()) {
            String badge = entry.getKey();
            if (!entry.getValue().counts()) {
                reasons.addAll(entry.getValue().failures());
            } else if (doubtful.contains(badge)) {
                someoneDoubtful = true;
                doubted.addAll(present.get(badge).toldBy());
                reasons.add(Reason.of("presence-doubtful", badge));
            } else {
                otherPostOf(badge)
                        .ifPresentOrElse(
                                post -> reasons.add(Reason.of("fills-other-post", badge, post)),
                                () -> counted.add(badge));
            }
        }
        evidence.aways().stream()
                .filter(away -> away.span().contains(t)
                        && district.officers().containsKey(away.badge())
                        && !present.containsKey(away.badge()))
                .sorted(Comparator.comparing(Away::badge))
                .forEach(away -> reasons.add(
                        Reason.of("called-away", away.badge(), away.span().from())));
        if (!counted.isEmpty()) {
            reasons.add(Reason.of("too-few", counted.size() + " of " + a.post().headCount()));
        }
        List<Reason> silent = silent(doubted);
        boolean unknown = someoneDoubtful || !silent.isEmpty();
        reasons.addAll(silent);
        if (reasons.isEmpty()) {
            reasons.add(Reason.of("nobody-present"));
        }
        return new Finding(unknown ? State.UNKNOWN : State.UNCOVERED, counted, reasons);
    }

    private Optional<String> otherPostOf(String badge) {
        return asked.stream()
                .map(other -> other.post().id())
                .filter(post -> filled.getOrDefault(post, List.of()).contains(badge))
                .findFirst();
    }

    private List<Reason> silent(SortedSet<String> feeds) {
        List<Reason> reasons = new ArrayList<>();
        for (String feed : feeds) {
            Optional<Span> silence = evidence.silences().at(feed, t);
            silence.ifPresent(span -> reasons.add(Reason.of("feed-silent", feed, span.from())));
        }
        return reasons;
    }
}
