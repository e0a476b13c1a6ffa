package org.postwatch.chaos;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwatch.chaos.Findings.FindingKind;
import org.postwatch.wire.RejectedEventSummary;

/** What was answered 202 against what is on the topics: all of it at least once, in the same bytes, and nothing else. */
final class IntakeCheck {
    /** An id may be there with two contents, if both were sent. */
    private record EventKey(String topic, String district, String source, String id) {}

    private final Findings findings;
    private long repeated;

    IntakeCheck(Findings findings) {
        this.findings = findings;
    }

    /** How many records were more than the first of their event. */
    long repeated() {
        return repeated;
    }

    /** @param records of each topic, those of other districts among them */
    void check(Collection<SentEvent> accepted, Map<String, List<TopicRecord>> records) {
        Map<EventKey, Set<ByteBuffer>> sent = new HashMap<>();
        for (SentEvent event : accepted) {
            EventKey key = new EventKey(event.topic(), event.district(), event.source(), event.id());
            sent.computeIfAbsent(key, k -> new HashSet<>()).add(event.content());
        }
        Map<EventKey, Set<ByteBuffer>> found = new HashMap<>();
        records.forEach((topic, all) -> all.stream()
                .filter(record -> IntakeWorlds.isThroughIntake(record.key()))
                .forEach(record -> find(topic, record, sent, found)));
        sent.forEach((key, contents) -> contents.stream()
                .filter(content -> !found.getOrDefault(key, Set.of()).contains(content))
                .forEach(content -> findings.add(FindingKind.LOST, "answered 202 and no record: " + key)));
        findings.compared(accepted.size());
    }

    private void find(
            String topic,
            TopicRecord record,
            Map<EventKey, Set<ByteBuffer>> sent,
            Map<EventKey, Set<ByteBuffer>> found) {
        RejectedEventSummary event = RejectedEventSummary.of(null, record.value());
        EventKey key = new EventKey(topic, record.key(), event.source(), event.id());
        ByteBuffer content = ByteBuffer.wrap(record.value());
        if (!sent.getOrDefault(key, Set.of()).contains(content)) {
            findings.add(FindingKind.WRONG, "a record that nobody sent, or in other bytes: " + key);
        }
        if (!found.computeIfAbsent(key, k -> new HashSet<>()).add(content)) {
            repeated++;
        }
    }
}
