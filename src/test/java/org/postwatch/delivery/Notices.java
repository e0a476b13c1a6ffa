package org.postwatch.delivery;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.routing.Matter.Status;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Notice.Item;
import org.postwatch.routing.Notice.Stage;

/** Notices to tell stories with. */
public final class Notices {
    public static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");
    public static final String REF = "0123456789abcdef";

    private Notices() {}

    public static Notice of(Stage stage, Status status, Map<String, String> fields) {
        return new Notice(
                "d", "r", "coverage/a/sro", REF, 1, stage, status, NOON, List.of(item(status, fields)), 1, "routes");
    }

    public static Notice opened(int revision) {
        return at(of(Stage.OPENED, Status.OPEN, full()), "coverage/a/sro", revision, NOON);
    }

    public static Notice closed(int revision) {
        return at(of(Stage.CLOSED, Status.CLOSED, full()), "coverage/a/sro", revision, NOON);
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
                        notice.matters(),
                        notice.because())
                .urgent(notice.urgent());
    }

    /** Those before a revision, decided at these instants. */
    public static List<Notice.Earlier> before(int revision, List<Instant> decided) {
        List<Notice.Earlier> earlier = new ArrayList<>();
        for (int i = 0; i < decided.size(); i++) {
            earlier.add(new Notice.Earlier(revision - decided.size() + i, decided.get(i)));
        }
        return earlier;
    }

    /** The second revision: other reasons, of what was opened with the first. */
    public static Notice updated(Notice opened, Instant at) {
        return at(of(Stage.UPDATED, Status.OPEN, full()), opened.subject(), opened.revision() + 1, at)
                .updating(opened.news());
    }

    public static Notice to(Notice notice, String recipient) {
        return new Notice(
                        notice.district(),
                        recipient,
                        notice.subject(),
                        notice.ref(),
                        notice.revision(),
                        notice.stage(),
                        notice.status(),
                        notice.at(),
                        notice.items(),
                        notice.matters(),
                        notice.because())
                .urgent(notice.urgent());
    }

    public static Notice group(Stage stage, Status status, int matters, Item... items) {
        return new Notice("d", "r", "~group/abc", REF, 3, stage, status, NOON, List.of(items), matters, "routes[1]");
    }

    public static Notice watchdog() {
        return new Notice("d", "r", "~watchdog", REF, 7, Stage.WATCHDOG, Status.OPEN, NOON, List.of(), 0, "watchdog");
    }

    public static Item item(Status status, Map<String, String> fields) {
        return new Item(REF, status, new TreeMap<>(fields), ZoneId.of("America/Denver"));
    }

    public static TreeMap<String, String> full() {
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

    public static List<Item> items(int n) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            items.add(item(Status.OPEN, Map.of("kind", "feed-silent", "campus", "c" + i, "severity", "high")));
        }
        return items;
    }
}
