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
import org.postwatch.chaos.Findings.Sort;
import org.postwatch.codec.EntryJson;
import org.postwatch.codec.IntervalsJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.oracle.Oracle;
import org.postwatch.oracle.World;
import org.postwatch.plan.District;
import org.postwatch.routing.Entry;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.topology.Topics;

/** Reads from outside what was said in the whole run, and knows from what went in what it must be. */
final class Verifier {
    private final ClientSettings clients;
    private final Map<String, Receiver.Received> received;
    private final Map<String, Findings> findings = new TreeMap<>();
    private long redelivered;

    Verifier(ClientSettings clients, Map<String, Receiver.Received> received) {
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

    void verify(List<World> worlds) {
        facts(worlds);
        Map<String, List<Said>> transitions = transitions();
        notices(transitions);
        deadLetters(worlds);
    }

    private Findings findings(String what) {
        return findings.computeIfAbsent(what, w -> new Findings());
    }

    private void facts(List<World> worlds) {
        List<Said> intervals = Said.all(clients, Topics.INTERVALS);
        RevisionCheck revisions = new RevisionCheck(findings("intervals said"));
        Said.byKey(intervals)
                .forEach((key, ofOne) -> revisions.check(
                        "interval", ofOne, value -> IntervalsJson.read(value).revision()));
        Map<String, List<String>> found = FactCheck.lines(
                Said.latest(intervals).values(),
                Said.latest(Said.all(clients, Topics.INCIDENTS)).values());
        FactCheck check = new FactCheck(findings("facts"));
        Map<String, List<String>> expected = worlds.parallelStream()
                .collect(Collectors.toConcurrentMap(world -> world.district().id(), Oracle::facts));
        expected.forEach((district, lines) -> check.check(district, lines, found.getOrDefault(district, List.of())));
        Set<String> strangers = new HashSet<>(found.keySet());
        strangers.removeAll(expected.keySet());
        strangers.forEach(district -> findings("facts").found(Sort.WRONG, "facts of an unknown district " + district));
    }

    private Map<String, List<Said>> transitions() {
        List<Said> all = Said.all(clients, Topics.TRANSITIONS).stream()
                .filter(said -> !said.key().startsWith(District.CANARY))
                .toList();
        Map<String, Said> incidents = Said.latest(Said.all(clients, Topics.INCIDENTS));
        Map<String, List<Said>> byKey = Said.byKey(all);
        TransitionCheck check = new TransitionCheck(findings("transitions"));
        check.clocks(all);
        byKey.forEach((key, ofOne) -> check.check(key, ofOne, Optional.ofNullable(incidents.get(key))));
        incidents.forEach((key, said) -> {
            if (!byKey.containsKey(key) && !key.startsWith(District.CANARY)) {
                check.check(key, List.of(), Optional.of(said));
            }
        });
        return byKey;
    }

    private void notices(Map<String, List<Said>> transitions) {
        List<Said> all = Said.all(clients, Topics.NOTICES);
        Map<String, List<Said>> byKey = Said.byKey(all);
        Set<String> held = held();
        NoticeCheck check = new NoticeCheck(findings("notices"));
        RevisionCheck revisions = new RevisionCheck(findings("notices"));
        DeliveryCheck deliveries = new DeliveryCheck(findings("deliveries"), received);
        byKey.forEach((key, ofOne) -> {
            revisions.check("notice", ofOne, value -> NoticeJson.read(value).revision());
            deliveries.notices(key, ofOne);
            if (key.contains("/" + Districts.PRESS + "/")) {
                findings("notices").found(Sort.WRONG, "written for whom the policy refuses: " + key);
            }
        });
        transitions.forEach((key, ofOne) -> {
            int slash = key.indexOf('/');
            String district = key.substring(0, slash);
            String incident = key.substring(slash);
            String office = district + "/" + Districts.OFFICE + incident;
            String sheriff = district + "/" + Districts.SHERIFF + incident;
            check.lastWord(office, ofOne, byKey.getOrDefault(office, List.of()), held.contains(office));
            String kind = incident.substring(1, incident.indexOf('/', 1));
            if (Districts.SHERIFFS_KINDS.contains(kind)) {
                check.everyChange(sheriff, ofOne, byKey.getOrDefault(sheriff, List.of()));
            } else if (byKey.containsKey(sheriff)) {
                findings("notices").found(Sort.WRONG, "written for whom the policy refuses: " + sheriff);
            }
        });
        byKey.keySet().stream()
                .filter(key -> !key.contains("/~"))
                .filter(key -> !transitions.containsKey(withoutRecipient(key)))
                .forEach(key -> findings("notices").found(Sort.WRONG, "of what never was: " + key));
        deliveries.records(Said.latest(all), Said.latest(Said.all(clients, Topics.DELIVERIES)));
        deliveries.received();
        redelivered = deliveries.redelivered();
    }

    private static String withoutRecipient(String key) {
        String[] parts = key.split("/", 3);
        return parts[0] + "/" + parts[2];
    }

    /** Of whom and what it is on record that it waits or was over. */
    private Set<String> held() {
        Set<String> held = new HashSet<>();
        for (Said said : Said.all(clients, Topics.DISCLOSURES)) {
            Entry entry = EntryJson.read(said.value());
            if (entry.outcome() == Entry.Outcome.HELD) {
                held.add(entry.key());
            }
        }
        return held;
    }

    private void deadLetters(List<World> worlds) {
        List<Said> all = Said.all(clients, Topics.DEAD_LETTERS);
        DeadLetterCheck check = new DeadLetterCheck(findings("dead letters"));
        check.once(all);
        Map<String, List<Said>> byDistrict = Said.byKey(all);
        for (World world : worlds) {
            String district = world.district().id();
            List<Said> own = byDistrict.remove(district);
            check.check(district, Oracle.setAside(world), own == null ? new ArrayList<>() : own);
        }
        byDistrict.values().stream()
                .flatMap(List::stream)
                .forEach(said -> findings("dead letters")
                        .found(
                                Sort.WRONG,
                                "dead letter that nobody expects: " + said.key() + " "
                                        + new String(said.headers().get("postwatch.reason"), StandardCharsets.UTF_8)));
    }

    /** Looks for transactions that nobody will end: whoever reads what is committed would wait for them for ever. */
    void hanging(Ends ends) throws InterruptedException {
        Findings transactions = findings("transactions");
        ends.hanging()
                .forEach((partition, place) -> transactions.found(
                        Sort.WRONG, "a transaction hangs in " + partition + ": readers come to " + place));
        transactions.compared(ends.partitions());
    }
}
