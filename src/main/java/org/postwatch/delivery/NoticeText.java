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
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.LocalTimeFormat;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeField;
import org.postwatch.text.Plural;
import org.postwatch.text.PrintableText;

/**
 * Notices in plain English, out of the fields that the recipient may have and nothing else: what is not granted is not
 * mentioned. Texts come without line breaks and control characters; escaping for HTML, chat and the like is the
 * channel's.
 */
public final class NoticeText {
    /** Of the headline, in characters: a mail's subject, a pager's display. */
    public static final int MAX_HEADLINE_CHARS = 200;
    /** Of one line, in characters. */
    public static final int MAX_LINE_CHARS = 1_000;

    private static final Map<String, String> KIND_LABELS = Map.ofEntries(
            Map.entry("coverage", "post not covered"),
            Map.entry("no-show", "officer did not come"),
            Map.entry("buzzer-unanswered", "buzzer not answered"),
            Map.entry("entrance-unwatched", "entrance not watched"),
            Map.entry("panic", "panic alarm"),
            Map.entry("many-reports", "many urgent reports of one feed"),
            Map.entry("silence-ending", "a silence is about to end"),
            Map.entry("mandatory-denial-lifted", "a mandatory denial was lifted"),
            Map.entry("delivery-failed", "notices do not reach a recipient"),
            Map.entry("clock-fault", "clocks of Postwatch's machines disagree"),
            Map.entry("input-stuck", "events cannot be read"));

    /** In the order of the lines. */
    private static final Map<NoticeField, String> FIELD_LABELS = createLabels();

    private NoticeText() {}

    /** One line: the stage, the severity, the subject and the place. */
    public static String headline(Notice notice) {
        String text = switch (notice.stage()) {
            case WATCHDOG ->
                // For programs, which watch for it.
                "Watchdog: Postwatch is at work, " + LocalTimeFormat.format(notice.at(), ZoneOffset.UTC);
            case DIGEST ->
                "Digest of " + notice.subject().replaceFirst("^~digest/", "") + ": "
                        + incidentCount(notice.alertCount()) + " closed before notification";
            case EXPECTED, AVERTED, OPENED, ESCALATED, CORRECTED, UPDATED, ACKNOWLEDGED, REPEATED, CLOSED, WITHDRAWN ->
                stagePrefix(notice)
                        + (isSingle(notice) ? describeItem(notice.items().get(0)) : describeItems(notice));
        };
        return truncate(sanitize(text), MAX_HEADLINE_CHARS);
    }

    /** What there is to say, a thought a line, the reference last. */
    public static List<String> lines(Notice notice) {
        List<String> lines = new ArrayList<>();
        if (isSingle(notice)) {
            lines.addAll(itemLines(notice.items().get(0)));
        } else {
            notice.items()
                    .forEach(item ->
                            lines.add(item.status().wireName() + ": " + describeItem(item) + openedAndClosed(item)));
        }
        int more = notice.alertCount() - notice.items().size();
        if (more > 0 && !notice.items().isEmpty()) {
            lines.add("and " + more + " more");
        }
        if (notice.stage() == Notice.NoticeStage.WATCHDOG) {
            lines.add("When this stops coming, Postwatch has stopped.");
        }
        lines.add("Reference: " + notice.ref());
        return lines.stream()
                .map(line -> truncate(sanitize(line), MAX_LINE_CHARS))
                .toList();
    }

    /** What a field says, for people: times as they read them, the rest as it is; empty when it was not granted. */
    public static Optional<String> value(Notice.NoticeItem item, NoticeField field) {
        return Optional.ofNullable(item.fields().get(field.wireName())).map(value -> switch (field) {
            case KIND -> kindLabel(value);
            case SINCE, OPENED, CLOSED, ACKNOWLEDGED, REASONS, NOTES, DETAIL ->
                sanitize(LocalTimeFormat.formatInstantsIn(value, item.zone()));
            case CLOSED_BY -> closedBy(item, value);
            case SEVERITY,
                    CAMPUS,
                    CAMPUS_NAME,
                    DISTRICT,
                    INCIDENT,
                    POST,
                    WINDOW,
                    DATE,
                    ENTRANCE,
                    LOCATION,
                    SHIFT,
                    BADGE,
                    FEED,
                    AGREEMENT,
                    WHAT,
                    ACKNOWLEDGED_BY -> sanitize(value);
        });
    }

    /** What a field is called. */
    public static String label(NoticeField field) {
        return FIELD_LABELS.get(field);
    }

    /** In the order in which people read them. */
    public static List<NoticeField> fieldOrder() {
        return List.copyOf(FIELD_LABELS.keySet());
    }

    /** Without anything that breaks a line or turns writing around. */
    public static String sanitize(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(PrintableText.isPrintable(c) ? c : ' '));
        return plain.toString();
    }

    private static boolean isSingle(Notice notice) {
        return notice.items().size() == 1 && notice.alertCount() <= 1;
    }

    private static String stagePrefix(Notice notice) {
        String word = notice.stage() == Notice.NoticeStage.REPEATED
                ? "Still open"
                : capitalize(notice.stage().wireName());
        String severity =
                notice.items().isEmpty() ? null : notice.items().get(0).fields().get(NoticeField.SEVERITY.wireName());
        return word + (severity == null ? "" : " (" + severity + ")") + ": ";
    }

    /** As {@code post not covered at Sarracino Middle School, sro}. */
    private static String describeItem(Notice.NoticeItem item) {
        String what = value(item, NoticeField.KIND).orElse("incident");
        String seen = value(item, NoticeField.WHAT).map(w -> " (" + w + ")").orElse("");
        String place = value(item, NoticeField.CAMPUS_NAME)
                .or(() -> value(item, NoticeField.CAMPUS))
                .map(name -> " at " + name)
                .orElse("");
        String about = List.of(
                        NoticeField.POST,
                        NoticeField.ENTRANCE,
                        NoticeField.LOCATION,
                        NoticeField.SHIFT,
                        NoticeField.FEED,
                        NoticeField.AGREEMENT,
                        NoticeField.BADGE,
                        NoticeField.DETAIL)
                .stream()
                .flatMap(field -> value(item, field).stream())
                .findFirst()
                .map(name -> ", " + name)
                .orElse("");
        return what + seen + place + about;
    }

    private static String describeItems(Notice notice) {
        Map<String, Long> kinds = notice.items().stream()
                .flatMap(item -> value(item, NoticeField.KIND).stream())
                .collect(groupingBy(kind -> kind, TreeMap::new, counting()));
        long open = notice.items().stream()
                .filter(item -> item.status() == Alert.AlertStatus.OPEN)
                .count();
        // Of a long list only a part is here, and how many are open in all is not known.
        boolean whole = notice.items().size() == notice.alertCount();
        return incidentCount(notice.alertCount())
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

    private static List<String> itemLines(Notice.NoticeItem item) {
        List<String> lines = new ArrayList<>();
        lines.add("Status: " + item.status().wireName());
        FIELD_LABELS.forEach((field, label) -> value(item, field).ifPresent(value -> lines.add(label + ": " + value)));
        return lines;
    }

    private static String openedAndClosed(Notice.NoticeItem item) {
        return List.of(NoticeField.OPENED, NoticeField.CLOSED).stream()
                .flatMap(field -> value(item, field).map(t -> ", " + field.wireName() + " " + t).stream())
                .collect(joining());
    }

    private static String kindLabel(String wireName) {
        return KIND_LABELS.getOrDefault(wireName, sanitize(wireName).replace('-', ' '));
    }

    private static String closedBy(Notice.NoticeItem item, String value) {
        boolean uncovered =
                value.equals("window-ended") && "coverage".equals(item.fields().get(NoticeField.KIND.wireName()));
        return uncovered ? "ended uncovered" : sanitize(value).replace('-', ' ');
    }

    private static String incidentCount(int count) {
        return Plural.format(count, "incident");
    }

    private static String capitalize(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String truncate(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }

    private static Map<NoticeField, String> createLabels() {
        Map<NoticeField, String> labels = new LinkedHashMap<>();
        labels.put(NoticeField.KIND, "What");
        labels.put(NoticeField.WHAT, "Seen");
        labels.put(NoticeField.SEVERITY, "Severity");
        labels.put(NoticeField.DISTRICT, "District");
        labels.put(NoticeField.CAMPUS_NAME, "School");
        labels.put(NoticeField.CAMPUS, "Campus");
        labels.put(NoticeField.POST, "Post");
        labels.put(NoticeField.ENTRANCE, "Entrance");
        labels.put(NoticeField.LOCATION, "Location");
        labels.put(NoticeField.DATE, "Date");
        labels.put(NoticeField.WINDOW, "Hours");
        labels.put(NoticeField.SHIFT, "Shift");
        labels.put(NoticeField.BADGE, "Badge");
        labels.put(NoticeField.FEED, "Feed");
        labels.put(NoticeField.AGREEMENT, "Agreement");
        labels.put(NoticeField.SINCE, "Since");
        labels.put(NoticeField.OPENED, "Opened");
        labels.put(NoticeField.CLOSED, "Closed");
        labels.put(NoticeField.CLOSED_BY, "Because");
        labels.put(NoticeField.REASONS, "Why");
        labels.put(NoticeField.ACKNOWLEDGED, "Acknowledged");
        labels.put(NoticeField.ACKNOWLEDGED_BY, "Acknowledged by");
        labels.put(NoticeField.NOTES, "Notes");
        labels.put(NoticeField.DETAIL, "Detail");
        labels.put(NoticeField.INCIDENT, "Incident");
        if (labels.size() != NoticeField.values().length) {
            throw new IllegalStateException("a field has no label");
        }
        return labels;
    }
}
