package org.postwatch.chaos;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.chaos.Findings.FindingKind;
import org.postwatch.wire.DeadLetterHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was rejected: what the oracle rejects, each arrival once, and nothing else. */
final class DeadLetterCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONFLICTING = "conflicting";

    private final Findings findings;

    DeadLetterCheck(Findings findings) {
        this.findings = findings;
    }

    /** One record of an input gets one dead letter; of two events of one id either may be rejected, and again. */
    void checkNoDuplicates(List<TopicRecord> letters) {
        Set<String> places = new HashSet<>();
        for (TopicRecord letter : letters) {
            DeadLetterHeaders why = DeadLetterHeaders.fromMap(letter.headers());
            String place = why.topic() + "-" + why.partition() + "@" + why.offset() + " " + why.reason();
            if (!places.add(place) && !why.reason().equals(CONFLICTING)) {
                findings.add(FindingKind.TWICE, "dead letter of " + place);
            }
        }
    }

    /** Of one district, as {@code source id reason}. */
    void check(String district, List<String> expected, List<TopicRecord> letters) {
        Set<String> found = new TreeSet<>();
        letters.forEach(letter -> found.add(line(letter)));
        Set<String> lost = new TreeSet<>(expected);
        lost.removeAll(found);
        lost.forEach(line -> findings.add(FindingKind.LOST, "dead letter of " + district + ": " + line));
        found.removeAll(expected);
        found.forEach(line ->
                findings.add(FindingKind.WRONG, "dead letter of " + district + " that nobody expects: " + line));
        findings.compared(expected.size());
    }

    private static String line(TopicRecord letter) {
        DeadLetterHeaders why = DeadLetterHeaders.fromMap(letter.headers());
        JsonNode event = JSON.readTree(letter.value());
        return event.path("source").asString() + " " + event.path("id").asString() + " " + why.reason();
    }
}
