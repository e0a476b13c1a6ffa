package org.postwatch.delivery;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.RecordCopy;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Notice.NoticeItem;
import org.postwatch.notification.model.Notice.NoticeStage;

/** Sample notices. */
public final class SampleNotices {
    public static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");
    public static final String REF = "0123456789abcdef";

    private SampleNotices() {}

    public static Notice of(NoticeStage stage, AlertStatus status, Map<String, String> fields) {
        return new Notice(
                "d", "r", "coverage/a/sro", REF, 1, stage, status, NOON, List.of(item(status, fields)), 1, "routes");
    }

    public static Notice opened(int revision) {
        return at(of(NoticeStage.OPENED, AlertStatus.OPEN, allFields()), "coverage/a/sro", revision, NOON);
    }

    public static Notice closed(int revision) {
        return at(of(NoticeStage.CLOSED, AlertStatus.CLOSED, allFields()), "coverage/a/sro", revision, NOON);
    }

    public static Notice at(Notice notice, String subject, int revision, Instant at) {
        return new Notice(
                        notice.district(),
                        notice.recipient(),
                        subject,
                        notice.ref(),
                        revision,
                        notice.stage(),
                        notice.status(),
                        at,
                        notice.items(),
                        notice.alertCount(),
                        notice.cause())
                .withUrgent(notice.urgent());
    }

    /** Those before a revision, decided at these instants. */
    public static List<Notice.EarlierRevision> earlierRevisions(int revision, List<Instant> decided) {
        List<Notice.EarlierRevision> earlier = new ArrayList<>();
        for (int i = 0; i < decided.size(); i++) {
            earlier.add(new Notice.EarlierRevision(revision - decided.size() + i, decided.get(i)));
        }
        return earlier;
    }

    /** The second revision: other reasons, of what was opened with the first. */
    public static Notice updated(Notice opened, Instant at) {
        return at(of(NoticeStage.UPDATED, AlertStatus.OPEN, allFields()), opened.subject(), opened.revision() + 1, at)
                .withLastNotification(opened.lastNotification());
    }

    public static Notice forRecipient(Notice notice, String recipient) {
        return RecordCopy.with(notice, "recipient", recipient);
    }

    public static Notice group(NoticeStage stage, AlertStatus status, int matters, NoticeItem... items) {
        return new Notice("d", "r", "~group/abc", REF, 3, stage, status, NOON, List.of(items), matters, "routes[1]");
    }

    public static Notice watchdog() {
        return new Notice(
                "d", "r", "~watchdog", REF, 7, NoticeStage.WATCHDOG, AlertStatus.OPEN, NOON, List.of(), 0, "watchdog");
    }

    public static NoticeItem item(AlertStatus status, Map<String, String> fields) {
        return new NoticeItem(REF, status, new TreeMap<>(fields), ZoneId.of("America/Denver"));
    }

    public static TreeMap<String, String> allFields() {
        TreeMap<String, String> fields = new TreeMap<>();
        fields.put("kind", "coverage");
        fields.put("severity", "high");
        fields.put("campus", "a");
        fields.put("campus-name", "Sarracino Middle School");
        fields.put("post", "sro");
        fields.put("since", "2026-09-14T07:40:00-06:00");
        fields.put("opened", "2026-09-14T07:50:00-06:00");
        fields.put("reasons", "called-away(C-1, 2026-09-14T07:40:00-06:00)");
        return fields;
    }

    public static List<NoticeItem> items(int n) {
        List<NoticeItem> items = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            items.add(item(AlertStatus.OPEN, Map.of("kind", "feed-silent", "campus", "c" + i, "severity", "high")));
        }
        return items;
    }
}
