package org.postwatch.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.Notice;
import org.postwatch.replay.ReplayResult;
import org.postwatch.replay.ReplayResult.DeadLetter;
import org.postwatch.wire.DecodeResult.DecodedEvent;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.NoticeJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a day came to, each as JSON under a key: the intervals of each post and date, the incidents, the latest notice of each
 * recipient about each subject, and the rejected events.
 *
 * <p>It leaves out what depends on the speed at which a day is played: how often intervals were published, at which tick of the
 * clock a notice was decided, and notices about what was only expected. It also leaves out the ids of rejected events and the
 * references of notices, which are hashes of the ids of incidents: a profile makes ids of its own.
 */
public record DayFacts(
        SortedMap<String, String> intervals,
        SortedMap<String, String> incidents,
        SortedMap<String, String> notices,
        SortedMap<String, String> rejected) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param naming gives an incident the name under which it is compared */
    static DayFacts of(ReplayResult result, UnaryOperator<String> naming) {
        SortedMap<String, String> intervals = new TreeMap<>();
        result.intervals().forEach((key, value) -> intervals.put(key, without(value, "revision")));
        SortedMap<String, String> incidents = new TreeMap<>();
        result.incidents()
                .forEach((key, value) -> incidents.put(naming.apply(key), naming.apply(new String(value, UTF_8))));
        SortedMap<String, String> notices = new TreeMap<>();
        // In the order of decisions, so that the latest one stays.
        result.notices().forEach(value -> {
            Notice notice = NoticeJson.read(value);
            if (notice.status() != AlertStatus.EXPECTED) {
                notices.put(naming.apply(notice.key()), naming.apply(content(value)));
            }
        });
        SortedMap<String, String> rejected = new TreeMap<>();
        result.deadLetters()
                .forEach(letter -> rejected.put(event(letter), letter.why().reason()));
        return new DayFacts(intervals, incidents, notices, rejected);
    }

    private static String content(byte[] notice) {
        ObjectNode node = (ObjectNode) JSON.readTree(notice);
        node.remove(List.of("ref", "at", "revision", "earlierRevisions", "call", "lastNotification"));
        node.path("items").forEach(item -> ((ObjectNode) item).remove("ref"));
        return node.toString();
    }

    /** The event as it is written again, so that members that say nothing to the pipeline make no difference. */
    private static String event(DeadLetter letter) {
        return new EventReader().read(letter.key(), letter.value()) instanceof DecodedEvent decoded
                ? without(new EventWriter().write(decoded.event()), "id")
                : new String(letter.value(), UTF_8);
    }

    private static String without(byte[] value, String... fields) {
        ObjectNode node = (ObjectNode) JSON.readTree(value);
        node.remove(List.of(fields));
        return node.toString();
    }

    /** As {@code 8 days of posts, 14 incidents, 93 notices, 2 rejected events}. */
    public String text() {
        return "%,d days of posts, %,d incidents, %,d notices, %,d rejected events"
                .formatted(intervals.size(), incidents.size(), notices.size(), rejected.size());
    }

    /** Each difference as one line with both values; empty if the days agree. */
    public List<String> differencesFrom(DayFacts other) {
        List<String> differences = new ArrayList<>();
        compare("intervals", intervals, other.intervals, differences);
        compare("incident", incidents, other.incidents, differences);
        compare("notice", notices, other.notices, differences);
        compare("rejected event", rejected, other.rejected, differences);
        return differences;
    }

    private static void compare(
            String kind, SortedMap<String, String> mine, SortedMap<String, String> others, List<String> differences) {
        TreeSet<String> keys = new TreeSet<>(mine.keySet());
        keys.addAll(others.keySet());
        for (String key : keys) {
            String here = mine.getOrDefault(key, "none");
            String there = others.getOrDefault(key, "none");
            if (!here.equals(there)) {
                differences.add(kind + " " + key + ": " + here + ", and through the topics " + there);
            }
        }
    }
}
