package org.postwatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.chaos.Findings.FindingKind;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.IncidentAlertMapper;
import org.postwatch.notification.model.Notice;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;

/** The verifier finds what is lost, twice and wrong; of what is right it finds nothing. */
class VerifierTest {
    private static final Instant T = Instant.parse("2025-09-02T13:00:00Z");
    private static final String ID = "coverage/A/a/2025-09-02/day";
    private static final String KEY = "d/" + ID;
    private static final String NOTICE = "d/sheriff/" + ID;

    private final Findings findings = new Findings();
    private long offset;

    @Test
    void a_lost_interval_a_wrong_one_and_one_too_many() {
        String one =
                "interval A/a 2025-09-02 [2025-09-02T13:00:00Z, 2025-09-02T14:00:00Z) COVERED counted=P-1 reasons=";
        String two = "interval A/a 2025-09-02 [2025-09-02T14:00:00Z, ) UNCOVERED counted= reasons=nobody-present";
        OracleCheck check = new OracleCheck(findings);
        check.check("d", List.of(one, two), List.of(one, two));
        found(0, 0, 0);
        check.check("d", List.of(one, two), List.of(one));
        found(1, 0, 0);
        check.check("d", List.of(one, two), List.of(one, two.replace("UNCOVERED", "UNKNOWN")));
        found(1, 0, 1);
        check.check("d", List.of(one), List.of(one, two));
        found(1, 0, 2);
        check.check("d", List.of(one), List.of(one, one));
        found(1, 1, 2);
        assertThat(findings.compared()).isEqualTo(8);
    }

    @Test
    void a_wrong_incident_and_a_lost_episode_of_it() {
        String head = "incident " + ID + " closed reasons=";
        String first = "incident " + ID + " #01 from=a opened=b closed=c by=covered steps=low@b";
        String second = "incident " + ID + " #02 from=d opened=e closed=f by=covered steps=low@e";
        OracleCheck check = new OracleCheck(findings);
        check.check("d", List.of(first, second, head), List.of(head, first, second));
        found(0, 0, 0);
        check.check("d", List.of(first, second, head), List.of(head, first));
        found(1, 0, 0);
        check.check("d", List.of(first, head), List.of(head.replace("closed", "open"), first));
        found(1, 0, 1);
    }

    @Test
    void a_revision_that_is_missing_or_comes_again() {
        RevisionCheck check = new RevisionCheck(findings);
        check.check("notice", List.of(notice(1), notice(2), said(NOTICE, null), notice(1)), VerifierTest::revision);
        found(0, 0, 0);
        check.check("notice", List.of(notice(1), notice(3)), VerifierTest::revision);
        found(1, 0, 0);
        check.check("notice", List.of(notice(1), notice(2), notice(2)), VerifierTest::revision);
        found(1, 1, 0);
        check.check("notice", List.of(notice(2)), VerifierTest::revision);
        found(2, 1, 0);
    }

    @Test
    void a_transition_that_is_published_twice_or_does_not_follow() {
        TransitionCheck check = new TransitionCheck(findings);
        TopicRecord opened = transition(IncidentChange.OPENED, open(), T);
        TopicRecord closed = transition(IncidentChange.CLOSED, closed(), T.plusSeconds(60));
        Optional<TopicRecord> stands = Optional.of(said(KEY, IncidentJson.write("d", closed())));
        check.check(KEY, List.of(opened, closed), stands);
        found(0, 0, 0);
        check.check(KEY, List.of(opened, opened, closed), stands);
        found(0, 1, 0);
        check.check(
                KEY,
                List.of(opened, closed, opened, transition(IncidentChange.OPENED, open(), T.plusSeconds(1)), closed),
                stands);
        found(0, 2, 0);
        check.check(KEY, List.of(closed), stands);
        found(1, 2, 0);
    }

    @Test
    void an_incident_that_stands_as_nobody_said() {
        TransitionCheck check = new TransitionCheck(findings);
        List<TopicRecord> said = List.of(transition(IncidentChange.OPENED, open(), T));
        check.check(KEY, said, Optional.of(said(KEY, IncidentJson.write("d", closed()))));
        found(0, 0, 1);
        check.check(KEY, said, Optional.empty());
        found(1, 0, 1);
        check.check(KEY, List.of(), Optional.of(said(KEY, IncidentJson.write("d", open()))));
        found(2, 0, 1);
        TopicRecord withdrawn = transition(IncidentChange.WITHDRAWN, open(), T.plusSeconds(60));
        check.check(KEY, List.of(said.get(0), withdrawn), Optional.of(said(KEY, IncidentJson.write("d", open()))));
        found(3, 0, 1);
        check.check(KEY, List.of(said.get(0), withdrawn), Optional.empty());
        found(3, 0, 1);
    }

    @Test
    void an_event_that_was_accepted_and_is_lost_or_has_other_bytes() {
        IntakeCheck check = new IntakeCheck(findings);
        SentEvent first = sentEvent("1");
        SentEvent second = sentEvent("2");
        Map<String, List<TopicRecord>> both = Map.of(first.topic(), List.of(eventRecord(first), eventRecord(second)));
        check.check(List.of(first, second), both);
        found(0, 0, 0);
        assertThat(check.repeated()).isZero();

        check.check(List.of(first), Map.of(first.topic(), List.of(eventRecord(first), eventRecord(first))));
        found(0, 0, 0);
        assertThat(check.repeated()).as("harmless").isEqualTo(1);

        check.check(List.of(first, second), Map.of(first.topic(), List.of(eventRecord(first))));
        found(1, 0, 0);
        check.check(List.of(first), both);
        found(1, 0, 1);
        byte[] padded = Arrays.copyOf(first.bytes(), first.bytes().length + 1);
        padded[padded.length - 1] = ' ';
        check.check(List.of(first), Map.of(first.topic(), List.of(said(first.district(), padded))));
        found(2, 0, 2);
        check.check(List.of(), Map.of(first.topic(), List.of(said("another", first.bytes()))));
        found(2, 0, 2);
    }

    private static SentEvent sentEvent(String id) {
        return SentEvent.of(IntakeWorlds.probe(Long.parseLong(id), T));
    }

    private TopicRecord eventRecord(SentEvent event) {
        return said(event.district(), event.bytes());
    }

    @Test
    void a_clock_that_goes_back() {
        TransitionCheck check = new TransitionCheck(findings);
        TopicRecord later = transition(IncidentChange.CLOSED, closed(), T.plusSeconds(60));
        check.checkClocks(List.of(transition(IncidentChange.OPENED, open(), T), later));
        found(0, 0, 0);
        check.checkClocks(List.of(later, transition(IncidentChange.OPENED, open(), T)));
        found(0, 0, 1);
    }

    @Test
    void a_notice_that_is_missing_or_too_many_or_says_something_else() {
        NoticeCheck check = new NoticeCheck(findings);
        IncidentTransition opened = said(IncidentChange.OPENED, open(), T);
        IncidentTransition closed = said(IncidentChange.CLOSED, closed(), T.plusSeconds(60));
        List<TopicRecord> transitions =
                List.of(said(KEY, TopicValue.TRANSITION.write(opened)), said(KEY, TopicValue.TRANSITION.write(closed)));
        TopicRecord first = notice(1, opened);
        TopicRecord second = notice(2, closed);
        check.checkEveryChange(NOTICE, transitions, List.of(first, second));
        found(0, 0, 0);
        check.checkEveryChange(NOTICE, transitions, List.of(first));
        found(1, 0, 0);
        check.checkEveryChange(NOTICE, transitions, List.of());
        found(2, 0, 0);
        check.checkEveryChange(NOTICE, transitions, List.of(first, second, notice(3, closed)));
        found(2, 1, 0);
        check.checkEveryChange(NOTICE, transitions, List.of(second, first));
        found(2, 1, 1);
    }

    @Test
    void a_last_word_that_is_not_true() {
        NoticeCheck check = new NoticeCheck(findings);
        IncidentTransition opened = said(IncidentChange.OPENED, open(), T);
        IncidentTransition closed = said(IncidentChange.CLOSED, closed(), T.plusSeconds(60));
        List<TopicRecord> over =
                List.of(said(KEY, TopicValue.TRANSITION.write(opened)), said(KEY, TopicValue.TRANSITION.write(closed)));
        check.checkLastNotice(NOTICE, over, List.of(notice(1, opened), notice(2, closed)), false);
        check.checkLastNotice(NOTICE, over, List.of(), false);
        check.checkLastNotice(NOTICE, over.subList(0, 1), List.of(), true);
        found(0, 0, 0);
        check.checkLastNotice(NOTICE, over, List.of(notice(1, opened)), true);
        found(1, 0, 0);
        check.checkLastNotice(NOTICE, over.subList(0, 1), List.of(), false);
        found(2, 0, 0);
    }

    @Test
    void a_notice_that_never_came_or_came_in_other_words_or_was_never_written() {
        TopicRecord written = notice(1, said(IncidentChange.OPENED, open(), T));
        Notice notice = NoticeJson.read(written.value());
        String place = "/d/sheriff " + notice.idempotencyKey();
        String body =
                "{\"data\":" + new String(NoticeBody.toBytes(NoticeBody.of(notice)), StandardCharsets.UTF_8) + "}";
        deliver(Map.of(place, new WebhookReceiver.ReceivedRequests(List.of(body), 2)), written);
        found(0, 0, 0);
        deliver(Map.of(), written);
        found(1, 0, 0);
        deliver(Map.of(place, new WebhookReceiver.ReceivedRequests(List.of(body, body + " "), 2)), written);
        found(1, 0, 1);
        deliver(
                Map.of(place, new WebhookReceiver.ReceivedRequests(List.of(body.replace("opened", "closed")), 1)),
                written);
        found(1, 0, 2);
        deliver(
                Map.of(
                        place,
                        new WebhookReceiver.ReceivedRequests(List.of(body), 1),
                        "/d/press x",
                        new WebhookReceiver.ReceivedRequests(List.of(body), 1)),
                written);
        found(1, 0, 3);
    }

    private void deliver(Map<String, WebhookReceiver.ReceivedRequests> received, TopicRecord notice) {
        DeliveryCheck check = new DeliveryCheck(findings, received);
        check.checkNotices(NOTICE, List.of(notice));
        check.checkReceived();
    }

    @Test
    void a_notice_that_is_not_on_record_or_with_another_revision() {
        DeliveryCheck check = new DeliveryCheck(findings, Map.of());
        Map<String, TopicRecord> notices = Map.of(NOTICE, notice(2));
        check.checkRecords(notices, Map.of(NOTICE, delivery(2, DeliveryResult.DeliveryStatus.DELIVERED)));
        found(0, 0, 0);
        check.checkRecords(notices, Map.of());
        found(1, 0, 0);
        check.checkRecords(notices, Map.of(NOTICE, delivery(1, DeliveryResult.DeliveryStatus.DELIVERED)));
        found(1, 0, 1);
        check.checkRecords(notices, Map.of(NOTICE, delivery(2, DeliveryResult.DeliveryStatus.FAILED)));
        found(1, 0, 2);
        check.checkRecords(Map.of(), Map.of(NOTICE, delivery(2, DeliveryResult.DeliveryStatus.DELIVERED)));
        found(1, 0, 3);
    }

    @Test
    void a_dead_letter_that_is_missing_or_there_twice_or_unexpected() {
        DeadLetterCheck check = new DeadLetterCheck(findings);
        TopicRecord letter = letter("late", 7);
        check.checkNoDuplicates(List.of(letter, letter("late", 8)));
        check.check("d", List.of("hr e-1 late"), List.of(letter));
        found(0, 0, 0);
        check.checkNoDuplicates(List.of(letter, letter("late", 7)));
        found(0, 1, 0);
        check.check("d", List.of("hr e-1 late"), List.of());
        found(1, 1, 0);
        check.check("d", List.of(), List.of(letter));
        found(1, 1, 1);
    }

    @Test
    void a_summary_takes_the_nearest_rank() {
        double[] seconds = {1, 2, 3, 4};
        assertThat(ChaosSummary.at(seconds, 50)).isEqualTo(2);
        assertThat(ChaosSummary.at(seconds, 95)).isEqualTo(4);
        Verifier none = new Verifier(null, Map.of());
        assertThat(ChaosSummary.lines(
                        List.of(new Recovery(FaultKind.BROKER_KILLED, "broker-1", Duration.ofMillis(4_500))),
                        List.of(),
                        none))
                .anyMatch(line -> line.matches("broker killed +1 +4\\.5 +4\\.5 +4\\.5"));
    }

    @Test
    void what_waits_to_be_delivered_in_whatever_order_the_two_topics_are_read() {
        UndeliveredNotices outstanding = new UndeliveredNotices();
        outstanding.process(Topics.NOTICES, NOTICE, notice(1).value());
        assertThat(outstanding.describe(9)).hasSize(1);
        outstanding.process(
                Topics.DELIVERIES,
                NOTICE,
                delivery(2, DeliveryResult.DeliveryStatus.DELIVERED).value());
        outstanding.process(Topics.NOTICES, NOTICE, notice(2).value());
        assertThat(outstanding.describe(9)).isEmpty();
        outstanding.process(Topics.NOTICES, NOTICE, notice(3).value());
        outstanding.process(
                Topics.DELIVERIES,
                NOTICE,
                delivery(2, DeliveryResult.DeliveryStatus.DELIVERED).value());
        assertThat(outstanding.oldestAge()).isPositive();
        outstanding.process(Topics.NOTICES, NOTICE, null);
        assertThat(outstanding.oldestAge()).isZero();
    }

    private void found(int lost, int twice, int wrong) {
        assertThat(List.of(
                        findings.count(FindingKind.LOST),
                        findings.count(FindingKind.TWICE),
                        findings.count(FindingKind.WRONG)))
                .as("%s", findings.shown())
                .isEqualTo(List.of(lost, twice, wrong));
        assertThat(findings.isClean()).isEqualTo(lost + twice + wrong == 0);
    }

    private TopicRecord said(String key, byte[] value) {
        return new TopicRecord(0, offset++, key, value, Map.of());
    }

    private static Incident open() {
        return incident(Optional.empty());
    }

    private static Incident closed() {
        return incident(Optional.of(T.plusSeconds(30)));
    }

    private static Incident incident(Optional<Instant> closed) {
        Episode episode = new Episode(
                T.minusSeconds(600),
                T,
                closed,
                closed.map(at -> "covered"),
                List.of(new Episode.SeverityChange(T, "high")));
        return Incident.of(
                ID, IncidentKind.COVERAGE, new TreeMap<>(Map.of("campus", "A")), List.of(episode), List.of());
    }

    private static IncidentTransition said(IncidentChange change, Incident incident, Instant at) {
        return new IncidentTransition("d", incident, change, T, at, Optional.empty());
    }

    private TopicRecord transition(IncidentChange change, Incident incident, Instant at) {
        return said(KEY, TopicValue.TRANSITION.write(said(change, incident, at)));
    }

    private static int revision(byte[] value) {
        return NoticeJson.read(value).revision();
    }

    private TopicRecord notice(int revision) {
        return notice(revision, said(IncidentChange.OPENED, open(), T));
    }

    private TopicRecord notice(int revision, IncidentTransition of) {
        Alert matter = IncidentAlertMapper.toAlert(of);
        List<Notice.NoticeItem> items = new ArrayList<>();
        items.add(new Notice.NoticeItem("ref", matter.status(), matter.fields(), ZoneOffset.UTC));
        return said(
                NOTICE,
                NoticeJson.write(new Notice(
                        "d",
                        "sheriff",
                        ID,
                        "ref",
                        revision,
                        Notice.NoticeStage.OPENED,
                        matter.status(),
                        T,
                        items,
                        1,
                        "routes")));
    }

    private TopicRecord delivery(int revision, DeliveryResult.DeliveryStatus outcome) {
        return said(
                NOTICE,
                TopicValue.DELIVERY.write(
                        new DeliveryResult("d", "sheriff", ID, "0123456789abcdef", revision, outcome, 1, T, "200")));
    }

    private static TopicRecord letter(String reason, long at) {
        Map<String, byte[]> headers =
                new DeadLetterHeaders(reason, "so it is", "postwatch.staffing.events", 1, at, T).toMap();
        return new TopicRecord(
                0, at, "d", "{\"source\":\"hr\",\"id\":\"e-1\"}".getBytes(StandardCharsets.UTF_8), headers);
    }
}
