package org.postwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;

/** Compares what a replay told with what was written by hand. */
record ToldAsWritten(NoticesOfDay day) {
    /** A notice of a group that waits is listed as what was told; that it waited need not be. */
    private static final String WAITS_IN_GROUP = "held (group)";

    void check(ExpectedNotices expected) {
        expected.recipients().forEach(this::check);
        assertThat(register()).as("the register").isEqualTo(register(expected));
    }

    private void check(ExpectedNotices.Addressee recipient) {
        List<Notice> all = day.to(recipient.id());
        // Updates call nobody; what is written by hand is what calls.
        List<Notice> notices = all.stream().filter(notice -> !notice.isUpdate()).toList();
        List<String> actual = notices.stream().map(day::line).sorted().toList();
        List<String> wanted = told(recipient);
        if (recipient.complete()) {
            assertThat(actual).as("told to %s", recipient.id()).isEqualTo(wanted);
        } else {
            assertThat(actual).as("told to %s", recipient.id()).containsAll(wanted);
        }
        if (!recipient.counts().isEmpty()) {
            assertThat(counts(notices)).as("stages told to %s", recipient.id()).isEqualTo(recipient.counts());
        }
        if (!recipient.fields().isEmpty()) {
            assertThat(all)
                    .allSatisfy(notice -> assertThat(notice.items())
                            .allSatisfy(item -> assertThat(item.fields().keySet())
                                    .as("fields in %s to %s", day.line(notice), recipient.id())
                                    .isSubsetOf(recipient.fields())));
        }
        subjects(recipient, notices);
        recipient.told().forEach(told -> told.notices().forEach(said -> fields(recipient, told, said, notices)));
        notTold(recipient, notices);
    }

    private List<String> told(ExpectedNotices.Addressee recipient) {
        return recipient.told().stream()
                .flatMap(told -> told.notices().stream().map(s -> day.line(s.at(), s.stage(), told.subject(), s.of())))
                .sorted()
                .toList();
    }

    private static Map<String, Integer> counts(List<Notice> notices) {
        Map<String, Integer> counts = new TreeMap<>();
        notices.forEach(notice -> counts.merge(notice.stage().wireName(), 1, Integer::sum));
        return counts;
    }

    /** All notices of one group have one subject, which no other group has. */
    private void subjects(ExpectedNotices.Addressee recipient, List<Notice> notices) {
        Set<String> before = new TreeSet<>();
        for (ExpectedNotices.Told told : recipient.told()) {
            Set<String> subjects = new TreeSet<>();
            told.notices()
                    .forEach(said -> subjects.add(find(told, said, notices).subject()));
            assertThat(subjects)
                    .as("subjects of %s to %s", told, recipient.id())
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(before).doesNotContainAnyElementsOf(subjects);
            before.addAll(subjects);
        }
    }

    private Notice find(ExpectedNotices.Told told, ExpectedNotices.Said said, List<Notice> notices) {
        String line = day.line(said.at(), said.stage(), told.subject(), said.of());
        return notices.stream()
                .filter(n -> day.line(n).equals(line))
                .findFirst()
                .orElseThrow();
    }

    private void fields(
            ExpectedNotices.Addressee recipient,
            ExpectedNotices.Told told,
            ExpectedNotices.Said said,
            List<Notice> notices) {
        Notice notice = find(told, said, notices);
        assertThat(notice.matters()).isEqualTo(said.of().size());
        assertThat(notice.items())
                .as("%s to %s", day.line(notice), recipient.id())
                .allSatisfy(item -> {
                    assertThat(item.fields()).containsAllEntriesOf(said.fields());
                    assertThat(item.fields()).doesNotContainKeys(said.without().toArray(String[]::new));
                });
    }

    private void notTold(ExpectedNotices.Addressee recipient, List<Notice> notices) {
        List<String> actual = day.entriesOf(recipient.id()).stream()
                .filter(entry -> entry.outcome() != Entry.Outcome.TOLD && entry.outcome() != Entry.Outcome.ASKED)
                .map(day::line)
                .toList();
        List<String> wanted = recipient.notTold().stream()
                .filter(ExpectedNotices.NotTold::isOnRecord)
                .map(not -> day.decision(not.at().orElseThrow(), not.outcome(), not.rule(), not.about()))
                .toList();
        assertThat(actual).as("decided against telling %s", recipient.id()).containsAll(wanted);
        if (recipient.complete()) {
            List<String> more = new ArrayList<>(actual);
            more.removeAll(wanted);
            more.removeIf(line -> line.contains(WAITS_IN_GROUP));
            assertThat(more)
                    .as("decided against telling %s, and not written", recipient.id())
                    .isEmpty();
        }
        recipient.notTold().forEach(not -> absent(recipient, not, notices));
    }

    private void absent(ExpectedNotices.Addressee recipient, ExpectedNotices.NotTold not, List<Notice> notices) {
        if (!not.isOnRecord() && not.stage().isEmpty()) {
            assertThat(day.entriesOf(recipient.id()))
                    .as("%s and %s", recipient.id(), not.about())
                    .noneMatch(entry -> entry.subject().equals(not.about()));
        }
        boolean never = !not.isOnRecord() || not.outcome().equals("refused");
        Instant from = not.at().orElse(Instant.MIN);
        Instant until = not.until().orElse(never ? Instant.MAX : from);
        assertThat(notices)
                .as("%s must not be told of %s: %s", recipient.id(), not.about(), not.because())
                .noneMatch(notice -> day.matters(notice).contains(not.about())
                        && !notice.at().isBefore(from)
                        && notice.at().isBefore(until)
                        && not.stage().map(notice.stage().wireName()::equals).orElse(true));
    }

    private List<String> register() {
        return day.entries().stream()
                .filter(e -> e.outcome() == Entry.Outcome.COMMANDED || e.outcome() == Entry.Outcome.ASKED)
                .map(e -> registered(e.at(), e.outcome().wireName(), e.subject(), e.recipient())
                        + e.actor().orElseThrow().claimed())
                .sorted()
                .toList();
    }

    private List<String> register(ExpectedNotices expected) {
        List<String> lines = new ArrayList<>();
        for (ExpectedNotices.Registered r : expected.register()) {
            lines.add(registered(r.at(), r.outcome(), r.about(), r.recipient()) + r.actor());
            assertThat(day.entries()).as("on record: %s", r).anySatisfy(entry -> {
                assertThat(day.minute(entry.at())).isEqualTo(day.minute(r.at()));
                assertThat(entry.subject()).isEqualTo(r.about());
                assertThat(entry.reason()).contains(r.says());
            });
        }
        return lines.stream().sorted().toList();
    }

    private String registered(Instant at, String outcome, String about, String recipient) {
        return day.minute(at) + " " + outcome + " " + about + " " + recipient + " by ";
    }
}
