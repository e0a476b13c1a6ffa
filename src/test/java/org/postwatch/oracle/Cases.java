package org.postwatch.oracle;

import static org.postwatch.oracle.CaseTime.at;
import static org.postwatch.oracle.CaseTime.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The cases of the design, worked out by hand, for whatever works out facts: the oracle, the core, the topology. Left
 * out because they are history or need a sequence of clocks: that something had been said and was withdrawn (10, 28),
 * and the buzzer (30).
 */
public final class Cases {
    private Cases() {}

    public static List<Case> all() {
        List<Case> all = new ArrayList<>();
        all.addAll(BasicCases.all());
        all.addAll(SilenceCases.all());
        all.addAll(PresenceCases.all());
        all.addAll(EligibilityCases.all());
        all.addAll(WindowCases.all());
        all.addAll(AdmissionCases.all());
        all.addAll(PlanCases.all());
        all.addAll(LapsingCases.all());
        all.addAll(FeedCases.all());
        return all;
    }

    static final String DAY = "coverage/A/sro/2026-09-14/day";
    static final String NOBODY = "nobody-present";

    /** A case about the post {@code sro} of campus A on the Monday. */
    static Case monday(String name, CaseWorld world, ExpectedLines... lines) {
        return about(name, world, Set.of("interval A/sro 2026-09-14 ", "incident coverage/A/sro/2026-09-14/"), lines);
    }

    static Case about(String name, CaseWorld world, Set<String> about, ExpectedLines... lines) {
        return new Case(name, world.world(), texts(lines), about, Optional.empty());
    }

    static Case rejecting(Case c, String... setAside) {
        return new Case(c.name(), c.world(), c.expected(), c.about(), Optional.of(List.of(setAside)));
    }

    /** One or more lines that belong together. */
    record ExpectedLines(List<String> text) {
        ExpectedLines(String... text) {
            this(List.of(text));
        }
    }

    private static List<String> texts(ExpectedLines... lines) {
        return Arrays.stream(lines).flatMap(l -> l.text().stream()).toList();
    }

    /** An interval of the post {@code sro} on the Monday. */
    static ExpectedLines interval(String from, String to, String state, String counted, String... reasons) {
        return intervalOf("A/sro", from, to, state, counted, reasons);
    }

    /** An interval of campus/post, on the date of its start unless stated otherwise. */
    static ExpectedLines intervalOf(
            String post, String from, String to, String state, String counted, String... reasons) {
        return intervalOn(local(from).toLocalDate().toString(), post, from, to, state, counted, reasons);
    }

    static ExpectedLines intervalOn(
            String date, String post, String from, String to, String state, String counted, String... reasons) {
        return new ExpectedLines("interval %s %s [%s, %s) %s counted=%s reasons=%s"
                .formatted(
                        post, date, at(from), to.isEmpty() ? "" : at(to), state, counted, String.join("; ", reasons)));
    }

    /** A gap as the incident lists it; steps as {@code warning@07:40}. */
    static String gap(String from, String opened, String closed, String by, String... steps) {
        List<String> reached = new ArrayList<>();
        for (String step : steps) {
            String[] parts = step.split("@");
            reached.add(parts[0] + "@" + at(parts[1]));
        }
        return "from=%s opened=%s closed=%s by=%s steps=%s"
                .formatted(at(from), at(opened), at(closed), by, String.join(",", reached));
    }

    /** A closed incident with its gaps. */
    static ExpectedLines closed(String id, String reasons, String... gaps) {
        List<String> lines = new ArrayList<>(List.of("incident " + id + " closed reasons=" + reasons));
        for (int i = 0; i < gaps.length; i++) {
            lines.add("incident %s #%02d %s".formatted(id, i + 1, gaps[i]));
        }
        return new ExpectedLines(lines);
    }

    /** An incident that is open, with its only gap. */
    static ExpectedLines open(String id, String reasons, String opened, String... steps) {
        return new ExpectedLines(
                "incident " + id + " open reasons=" + reasons,
                "incident " + id + " #01 from=" + at(opened) + " opened=" + at(opened) + " closed=- by=- steps="
                        + Arrays.stream(steps)
                                .map(step -> step.split("@")[0] + "@" + at(step.split("@")[1]))
                                .collect(Collectors.joining(",")));
    }

    static String calledAway(String badge, String time) {
        return "called-away(" + badge + ", " + at(time) + ")";
    }

    static String silent(String feed, String since) {
        return "feed-silent(" + feed + ", " + at(since) + ")";
    }
}
