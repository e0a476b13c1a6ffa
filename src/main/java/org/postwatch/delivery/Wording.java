package org.postwatch.delivery;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.routing.Field;
import org.postwatch.routing.LocalTimes;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import org.postwatch.text.PrintableText;

/**
 * Notices in plain English, out of the fields that the recipient may have and nothing else: what is not granted is not
 * mentioned. Texts come without line breaks and control characters; escaping for HTML, chat and the like is the channel's.
 */
public final class Wording {
    /** Of the headline, in characters: a mail's subject, a pager's display. */
    public static final int HEADLINE_MAX = 200;
    /** Of one line, in characters. */
    public static final int LINE_MAX = 1_000;

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("coverage", "post not covered"),
            Map.entry("no-show", "officer did not come"),
            Map.entry("buzzer-unanswered", "buzzer not answered"),
            Map.entry("entrance-unwatched", "entrance not watched"),
            Map.entry("many-reports", "many urgent reports of one feed"),
            Map.entry("silence-ending", "a silence is about to end"),
            Map.entry("bar-lifted", "a bar of the disclosure policy was lifted"),
            Map.entry("delivery-failed", "notices do not reach a recipient"),
            Map.entry("clock-fault", "clocks of Postwatch's machines disagree"),
            Map.entry("input-stuck", "events cannot be read"));

    /** In the order of the lines. */
    private static final Map<Field, String> LABELS = labels();

    private Wording() {}

    /** One line: what the news is, how bad, about what and where. */
    public static String headline(Notice notice) {
        String text = switch (notice.stage()) {
            case WATCHDOG ->
                // For programs, which watch for it.
                "Watchdog: Postwatch is at work, " + LocalTimes.of(notice.at(), ZoneOffset.UTC);
            case DIGEST ->
                "Digest of " + notice.subject().replaceFirst("^~digest/", "") + ": " + count(notice.matters())
                        + " over before anybody was told";
            default -> stage(notice) + (isSingle(notice) ? single(notice.items().get(0)) : several(notice));
        };
        return cut(plain(text), HEADLINE_MAX);
    }

    /** What there is to say, a thought a line, the reference last. */
    public static List<String> lines(Notice notice) {
        List<String> lines = new ArrayList<>();
        if (isSingle(notice)) {
            lines.addAll(details(notice.items().get(0)));
        } else {
            notice.items().forEach(item -> lines.add(item.status().wireName() + ": " + single(item) + times(item)));
        }
        int more = notice.matters() - notice.items().size();
        if (more > 0 && !notice.items().isEmpty()) {
            lines.add("and " + more + " more");
        }
        if (notice.stage() == Notice.Stage.WATCHDOG) {
            lines.add("When this stops coming, Postwatch has stopped.");
        }
        lines.add("Reference: " + notice.ref());
        return lines.stream().map(line -> cut(plain(line), LINE_MAX)).toList();
    }

    /** What a field says, for people: times as they read them, the rest as it is; empty when it was not granted. */
    public static Optional<String> value(Notice.Item item, Field field) {
        return Optional.ofNullable(item.fields().get(field.wireName())).map(value -> switch (field) {
            case KIND -> kind(value);
            case SINCE, OPENED, CLOSED, ACKNOWLEDGED, REASONS, NOTES, DETAIL ->
                plain(LocalTimes.within(value, item.zone()));
            case CLOSED_BY -> closedBy(item, value);
            default -> plain(value);
        });
    }

    /** What a field is called. */
    public static String label(Field field) {
        return LABELS.get(field);
    }

    /** In the order in which people read them. */
    public static List<Field> order() {
        return List.copyOf(LABELS.keySet());
    }

    /** Without anything that breaks a line or turns writing around. */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(PrintableText.isPrintable(c) ? c : ' '));
        return plain.toString();
    }

    private static boolean isSingle(Notice notice) {
        return notice.items().size() == 1 && notice.matters() <= 1;
    }

    private static String stage(Notice notice) {
        String word = switch (notice.stage()) {
            case REPEATED -> "Still open";
            default -> capital(notice.stage().wireName());
        };
        String severity =
                notice.items().isEmpty() ? null : notice.items().get(0).fields().get(Field.SEVERITY.wireName());
        return word + (severity == null ? "" : " (" + severity + ")") + ": ";
    }

    /** As {@code post not covered at Sarracino Middle School, sro}. */
    private static String single(Notice.Item item) {
        String what = value(item, Field.KIND).orElse("incident");
        String seen = value(item, Field.WHAT).map(w -> " (" + w + ")").orElse("");
        String place = value(item, Field.CAMPUS_NAME)
                .or(() -> value(item, Field.CAMPUS))
                .map(name -> " at " + name)
                .orElse("");
        String about = List.of(
                        Field.POST, Field.ENTRANCE, Field.SHIFT, Field.FEED, Field.AGREEMENT, Field.BADGE, Field.DETAIL)
                .stream()
                .flatMap(field -> value(item, field).stream())
                .findFirst()
                .map(name -> ", " + name)
                .orElse("");
        return what + seen + place + about;
    }

    private static String several(Notice notice) {
        Map<String, Long> kinds = notice.items().stream()
                .flatMap(item -> value(item, Field.KIND).stream())
                .collect(groupingBy(kind -> kind, TreeMap::new, counting()));
        long open = notice.items().stream()
                .filter(item -> item.status() == Matter.Status.OPEN)
                .count();
        // Of a long list only a part is here, and how many are open in all is not known.
        boolean whole = notice.items().size() == notice.matters();
        return count(notice.matters())
                + (whole && open > 0 ? ", " + open + " open" : "")
                + (kinds.isEmpty()
                        ? ""
                        : ": "
                                + kinds.entrySet().stream()
                                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                                .reversed())
                                        .map(entry -> kinds.size() == 1
                                                ? entry.getKey()
                                                : entry.getValue() + " " + entry.getKey())
                                        .collect(joining(", ")));
    }

    private static List<String> details(Notice.Item item) {
        List<String> lines = new ArrayList<>();
        lines.add("Status: " + item.status().wireName());
        LABELS.forEach((field, label) -> value(item, field).ifPresent(value -> lines.add(label + ": " + value)));
        return lines;
    }

    private static String times(Notice.Item item) {
        return List.of(Field.OPENED, Field.CLOSED).stream()
                .flatMap(field -> value(item, field).map(t -> ", " + field.wireName() + " " + t).stream())
                .collect(joining());
    }

    private static String kind(String wireName) {
        return KINDS.getOrDefault(wireName, plain(wireName).replace('-', ' '));
    }

    private static String closedBy(Notice.Item item, String value) {
        boolean uncovered =
                value.equals("window-ended") && "coverage".equals(item.fields().get(Field.KIND.wireName()));
        return uncovered ? "ended uncovered" : plain(value).replace('-', ' ');
    }

    private static String count(int matters) {
        return matters + (matters == 1 ? " incident" : " incidents");
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }

    private static Map<Field, String> labels() {
        Map<Field, String> labels = new LinkedHashMap<>();
        labels.put(Field.KIND, "What");
        labels.put(Field.WHAT, "Seen");
        labels.put(Field.SEVERITY, "Severity");
        labels.put(Field.DISTRICT, "District");
        labels.put(Field.CAMPUS_NAME, "School");
        labels.put(Field.CAMPUS, "Campus");
        labels.put(Field.POST, "Post");
        labels.put(Field.ENTRANCE, "Entrance");
        labels.put(Field.DATE, "Date");
        labels.put(Field.WINDOW, "Hours");
        labels.put(Field.SHIFT, "Shift");
        labels.put(Field.BADGE, "Badge");
        labels.put(Field.FEED, "Feed");
        labels.put(Field.AGREEMENT, "Agreement");
        labels.put(Field.SINCE, "Since");
        labels.put(Field.OPENED, "Opened");
        labels.put(Field.CLOSED, "Closed");
        labels.put(Field.CLOSED_BY, "Because");
        labels.put(Field.REASONS, "Why");
        labels.put(Field.ACKNOWLEDGED, "Acknowledged");
        labels.put(Field.ACKNOWLEDGED_BY, "Acknowledged by");
        labels.put(Field.NOTES, "Notes");
        labels.put(Field.DETAIL, "Detail");
        labels.put(Field.INCIDENT, "Incident");
        if (labels.size() != Field.values().length) {
            throw new IllegalStateException("a field has no label");
        }
        return labels;
    }
}
