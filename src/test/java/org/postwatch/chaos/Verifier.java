package org.postwatch.chaos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.chaos.Findings.FindingKind;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.oracle.Oracle;
import org.postwatch.oracle.World;
import org.postwatch.plan.District;
import org.postwatch.streams.Topics;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;

/** Reads from outside what was published in the whole run, and knows from what went in what it must be. */
final class Verifier {
    private final ClientSettings clients;
    private final Map<String, WebhookReceiver.ReceivedRequests> received;
    private final Map<String, Findings> findings = new TreeMap<>();
    private long redelivered;
    private long repeatedEvents;

    Verifier(ClientSettings clients, Map<String, WebhookReceiver.ReceivedRequests> received) {
        this.clients = clients;
        this.received = received;
    }

    /** By what was looked at. */
    Map<String, Findings> findings() {
        return findings;
    }

    /** How many notices a recipient got more than once, under one id. */
    long redelivered() {
        return redelivered;
    }

    /** How many records of intake were more than the first of their event. */
    long repeatedEvents() {
        return repeatedEvents;
    }

    /** Looks for events that were answered 202 and are no record. */
    void checkIntake(List<SentEvent> accepted) {
        Map<String, List<TopicRecord>> records = LagTracker.EVENTS.stream()
                .collect(Collectors.toMap(topic -> topic, topic -> TopicRecord.readAll(clients, topic)));
        IntakeCheck check = new IntakeCheck(findings("intake"));
        check.check(accepted, records);
        repeatedEvents = check.repeated();
    }

    void verify(List<World> worlds) {
        checkFacts(worlds);
        Map<String, List<TopicRecord>> transitions = transitions();
        checkNotices(transitions);
        checkDeadLetters(worlds);
    }

    private Findings findings(String what) {
        return findings.computeIfAbsent(what, w -> new Findings());
    }

    private void checkFacts(List<World> worlds) {
        List<TopicRecord> intervals = TopicRecord.readAll(clients, Topics.INTERVALS);
        RevisionCheck revisions = new RevisionCheck(findings("intervals"));
        TopicRecord.byKey(intervals)
                .forEach((key, ofOne) -> revisions.check(
                        "interval",
                        ofOne,
                        value -> TopicValue.INTERVALS.read(value).revision()));
        Map<String, List<String>> found = OracleCheck.lines(
                TopicRecord.latest(intervals).values(),
                TopicRecord.latest(TopicRecord.readAll(clients, Topics.INCIDENTS))
                        .values());
        OracleCheck check = new OracleCheck(findings("facts"));
        Map<String, List<String>> expected = worlds.parallelStream()
                .collect(Collectors.toConcurrentMap(world -> world.district().id(), Oracle::facts));
        expected.forEach((district, lines) -> check.check(district, lines, found.getOrDefault(district, List.of())));
        Set<String> strangers = new HashSet<>(found.keySet());
        strangers.removeAll(expected.keySet());
        strangers.forEach(
                district -> findings("facts").add(FindingKind.WRONG, "facts of an unknown district " + district));
    }

    private Map<String, List<TopicRecord>> transitions() {
        List<TopicRecord> all = TopicRecord.readAll(clients, Topics.TRANSITIONS).stream()
                .filter(said -> !said.key().startsWith(District.CANARY_PREFIX))
                .toList();
        Map<String, TopicRecord> incidents = TopicRecord.latest(TopicRecord.readAll(clients, Topics.INCIDENTS));
        Map<String, List<TopicRecord>> byKey = TopicRecord.byKey(all);
        TransitionCheck check = new TransitionCheck(findings("transitions"));
        check.checkClocks(all);
        byKey.forEach((key, ofOne) -> check.check(key, ofOne, Optional.ofNullable(incidents.get(key))));
        incidents.forEach((key, said) -> {
            if (!byKey.containsKey(key) && !key.startsWith(District.CANARY_PREFIX)) {
                check.check(key, List.of(), Optional.of(said));
            }
        });
        return byKey;
    }

    private void checkNotices(Map<String, List<TopicRecord>> transitions) {
        List<TopicRecord> all = TopicRecord.readAll(clients, Topics.NOTICES);
        Map<String, List<TopicRecord>> byKey = TopicRecord.byKey(all);
        Set<String> held = suppressedKeys();
        NoticeCheck check = new NoticeCheck(findings("notices"));
        RevisionCheck revisions = new RevisionCheck(findings("notices"));
        DeliveryCheck deliveries = new DeliveryCheck(findings("deliveries"), received);
        byKey.forEach((key, ofOne) -> {
            revisions.check("notice", ofOne, value -> NoticeJson.read(value).revision());
            deliveries.checkNotices(key, ofOne);
            if (key.contains("/" + ChaosDistricts.PRESS + "/")) {
                findings("notices").add(FindingKind.WRONG, "written for whom the policy refuses: " + key);
            }
        });
        transitions.forEach((key, ofOne) -> {
            int slash = key.indexOf('/');
            String district = key.substring(0, slash);
            String incident = key.substring(slash);
            String office = district + "/" + ChaosDistricts.OFFICE + incident;
            String sheriff = district + "/" + ChaosDistricts.SHERIFF + incident;
            check.checkLastNotice(office, ofOne, byKey.getOrDefault(office, List.of()), held.contains(office));
            String kind = incident.substring(1, incident.indexOf('/', 1));
            if (ChaosDistricts.SHERIFFS_KINDS.contains(kind)) {
                check.checkEveryChange(sheriff, ofOne, byKey.getOrDefault(sheriff, List.of()));
            } else if (byKey.containsKey(sheriff)) {
                findings("notices").add(FindingKind.WRONG, "written for whom the policy refuses: " + sheriff);
            }
        });
        byKey.keySet().stream()
                .filter(key -> !key.contains("/~"))
                .filter(key -> !transitions.containsKey(withoutRecipient(key)))
                .forEach(key -> findings("notices").add(FindingKind.WRONG, "of what never was: " + key));
        deliveries.checkRecords(
                TopicRecord.latest(all), TopicRecord.latest(TopicRecord.readAll(clients, Topics.DELIVERIES)));
        deliveries.checkReceived();
        redelivered = deliveries.redelivered();
    }

    private static String withoutRecipient(String key) {
        String[] parts = key.split("/", 3);
        return parts[0] + "/" + parts[2];
    }

    /** Of whom and what it is on record that it waits or was over. */
    private Set<String> suppressedKeys() {
        Set<String> held = new HashSet<>();
        for (TopicRecord said : TopicRecord.readAll(clients, Topics.DISCLOSURES)) {
            DisclosureRecord entry = TopicValue.DISCLOSURE.read(said.value());
            if (entry.outcome() == DisclosureRecord.DisclosureOutcome.SUPPRESSED) {
                held.add(entry.key());
            }
        }
        return held;
    }

    private void checkDeadLetters(List<World> worlds) {
        List<TopicRecord> all = TopicRecord.readAll(clients, Topics.DEAD_LETTERS);
        DeadLetterCheck check = new DeadLetterCheck(findings("dead letters"));
        check.checkNoDuplicates(all);
        Map<String, List<TopicRecord>> byDistrict = TopicRecord.byKey(all);
        for (World world : worlds) {
            String district = world.district().id();
            List<TopicRecord> own = byDistrict.remove(district);
            check.check(district, Oracle.rejected(world), own == null ? new ArrayList<>() : own);
        }
        byDistrict.values().stream()
                .flatMap(List::stream)
                .forEach(said -> findings("dead letters")
                        .add(
                                FindingKind.WRONG,
                                "dead letter that nobody expects: " + said.key() + " "
                                        + new String(said.headers().get("postwatch.reason"), StandardCharsets.UTF_8)));
    }

    /** Looks for transactions that nobody will end: anyone who reads what is committed would wait for them for ever. */
    void checkHangingTransactions(PartitionEnds ends) throws InterruptedException {
        Findings transactions = findings("transactions");
        ends.hangingTransactions()
                .forEach((partition, place) -> transactions.add(
                        FindingKind.WRONG, "a transaction hangs in " + partition + ": readers come to " + place));
        transactions.compared(ends.partitions());
    }
}
