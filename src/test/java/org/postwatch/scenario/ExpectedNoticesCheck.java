package org.postwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;

/** Compares the notices of a replay with what was written by hand. */
record ExpectedNoticesCheck(ReplayNotices day) {
    /** A notice of a group that waits is listed as what was notified; that it waited need not be. */
    private static final String WAITS_IN_GROUP = "suppressed (group)";

    void check(ExpectedNotices expected) {
        expected.recipients().forEach(this::check);
        assertThat(disclosures()).as("the register").isEqualTo(disclosures(expected));
    }

    private void check(ExpectedNotices.ExpectedRecipient recipient) {
        List<Notice> all = day.to(recipient.id());
        // Updates call nobody; what is written by hand is what calls.
        List<Notice> notices = all.stream().filter(notice -> !notice.isUpdate()).toList();
        List<String> actual = notices.stream().map(day::line).sorted().toList();
        List<String> wanted = expectedLines(recipient);
        if (recipient.complete()) {
            assertThat(actual).as("notified to %s", recipient.id()).isEqualTo(wanted);
        } else {
            assertThat(actual).as("notified to %s", recipient.id()).containsAll(wanted);
        }
        if (!recipient.counts().isEmpty()) {
            assertThat(counts(notices))
                    .as("stages notified to %s", recipient.id())
                    .isEqualTo(recipient.counts());
        }
        if (!recipient.fields().isEmpty()) {
            assertThat(all)
                    .allSatisfy(notice -> assertThat(notice.items())
                            .allSatisfy(item -> assertThat(item.fields().keySet())
                                    .as("fields in %s to %s", day.line(notice), recipient.id())
                                    .isSubsetOf(recipient.fields())));
        }
        checkSubjects(recipient, notices);
        recipient.subjects().forEach(told -> told.notices().forEach(said -> fields(recipient, told, said, notices)));
        checkAbsentNotices(recipient, notices);
    }

    private List<String> expectedLines(ExpectedNotices.ExpectedRecipient recipient) {
        return recipient.subjects().stream()
                .flatMap(told ->
                        told.notices().stream().map(s -> day.line(s.at(), s.stage(), told.subject(), s.alerts())))
                .sorted()
                .toList();
    }

    private static Map<String, Integer> counts(List<Notice> notices) {
        Map<String, Integer> counts = new TreeMap<>();
        notices.forEach(notice -> counts.merge(notice.stage().wireName(), 1, Integer::sum));
        return counts;
    }

    /** All notices of one group have one subject, which no other group has. */
    private void checkSubjects(ExpectedNotices.ExpectedRecipient recipient, List<Notice> notices) {
        Set<String> before = new TreeSet<>();
        for (ExpectedNotices.ExpectedSubject told : recipient.subjects()) {
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

    private Notice find(
            ExpectedNotices.ExpectedSubject told, ExpectedNotices.ExpectedNotice said, List<Notice> notices) {
        String line = day.line(said.at(), said.stage(), told.subject(), said.alerts());
        return notices.stream()
                .filter(n -> day.line(n).equals(line))
                .findFirst()
                .orElseThrow();
    }

    private void fields(
            ExpectedNotices.ExpectedRecipient recipient,
            ExpectedNotices.ExpectedSubject told,
            ExpectedNotices.ExpectedNotice said,
            List<Notice> notices) {
        Notice notice = find(told, said, notices);
        assertThat(notice.alertCount()).isEqualTo(said.alerts().size());
        assertThat(notice.items())
                .as("%s to %s", day.line(notice), recipient.id())
                .allSatisfy(item -> {
                    assertThat(item.fields()).containsAllEntriesOf(said.fields());
                    assertThat(item.fields())
                            .doesNotContainKeys(said.absentFields().toArray(String[]::new));
                });
    }

    private void checkAbsentNotices(ExpectedNotices.ExpectedRecipient recipient, List<Notice> notices) {
        List<String> actual = day.disclosuresOf(recipient.id()).stream()
                .filter(entry -> entry.outcome() != DisclosureRecord.DisclosureOutcome.NOTIFIED
                        && entry.outcome() != DisclosureRecord.DisclosureOutcome.DISCLOSURE_REQUEST)
                .map(day::line)
                .toList();
        List<String> wanted = recipient.absentNotices().stream()
                .filter(ExpectedNotices.AbsentNotices::isOnRecord)
                .map(not -> day.decision(not.at().orElseThrow(), not.outcome(), not.rule(), not.about()))
                .toList();
        assertThat(actual).as("withheld from %s", recipient.id()).containsAll(wanted);
        if (recipient.complete()) {
            List<String> more = new ArrayList<>(actual);
            more.removeAll(wanted);
            more.removeIf(line -> line.contains(WAITS_IN_GROUP));
            assertThat(more)
                    .as("withheld from %s, and not written", recipient.id())
                    .isEmpty();
        }
        recipient.absentNotices().forEach(not -> checkAbsent(recipient, not, notices));
    }

    private void checkAbsent(
            ExpectedNotices.ExpectedRecipient recipient, ExpectedNotices.AbsentNotices not, List<Notice> notices) {
        if (!not.isOnRecord() && not.stage().isEmpty()) {
            assertThat(day.disclosuresOf(recipient.id()))
                    .as("%s and %s", recipient.id(), not.about())
                    .noneMatch(entry -> entry.subject().equals(not.about()));
        }
        boolean never = !not.isOnRecord() || not.outcome().equals("denied");
        Instant from = not.at().orElse(Instant.MIN);
        Instant until = not.until().orElse(never ? Instant.MAX : from);
        assertThat(notices)
                .as("%s must not be notified of %s: %s", recipient.id(), not.about(), not.because())
                .noneMatch(notice -> day.alertIds(notice).contains(not.about())
                        && !notice.at().isBefore(from)
                        && notice.at().isBefore(until)
                        && not.stage().map(notice.stage().wireName()::equals).orElse(true));
    }

    private List<String> disclosures() {
        return day.disclosures().stream()
                .filter(e -> e.outcome() == DisclosureRecord.DisclosureOutcome.OPERATOR_ACTION
                        || e.outcome() == DisclosureRecord.DisclosureOutcome.DISCLOSURE_REQUEST)
                .map(e -> disclosureLine(e.at(), e.outcome().wireName(), e.subject(), e.recipient())
                        + e.actor().orElseThrow().claimed())
                .sorted()
                .toList();
    }

    private List<String> disclosures(ExpectedNotices expected) {
        List<String> lines = new ArrayList<>();
        for (ExpectedNotices.ExpectedDisclosure r : expected.disclosures()) {
            lines.add(disclosureLine(r.at(), r.outcome(), r.about(), r.recipient()) + r.actor());
            assertThat(day.disclosures()).as("on record: %s", r).anySatisfy(entry -> {
                assertThat(day.minute(entry.at())).isEqualTo(day.minute(r.at()));
                assertThat(entry.subject()).isEqualTo(r.about());
                assertThat(entry.reason()).contains(r.detail());
            });
        }
        return lines.stream().sorted().toList();
    }

    private String disclosureLine(Instant at, String outcome, String about, String recipient) {
        return day.minute(at) + " " + outcome + " " + about + " " + recipient + " by ";
    }
}
