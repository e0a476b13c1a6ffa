package org.postwatch.chaos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.chaos.Findings.FindingKind;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.Notice;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came to the recipients, against what they should know; and what is on record of it. */
final class DeliveryCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Findings findings;
    private final Map<String, WebhookReceiver.ReceivedRequests> received;
    /** What was written for somebody, by where it goes and the id under which it goes out. */
    private final Map<String, List<Notice>> written = new HashMap<>();

    DeliveryCheck(Findings findings, Map<String, WebhookReceiver.ReceivedRequests> received) {
        this.findings = findings;
        this.received = received;
    }

    /** Every notice of one recipient and subject: the last one of each life must have come. */
    void checkNotices(String key, List<TopicRecord> ofOne) {
        Notice last = null;
        for (TopicRecord said : ofOne) {
            if (said.value() == null) {
                checkArrived(last);
                last = null;
                continue;
            }
            last = NoticeJson.read(said.value());
            addWritten(last);
            // Said at one instant, an update and the news that it may replace have one id; what comes has one body all
            // the same.
            addWritten(last.asOriginalNotification());
        }
        checkArrived(last);
    }

    private void addWritten(Notice notice) {
        written.computeIfAbsent(place(notice), id -> new ArrayList<>()).add(notice);
    }

    private void checkArrived(Notice notice) {
        if (notice != null) {
            findings.compared(1);
            // An update that takes the place of news that was not sent comes as the news.
            if (!received.containsKey(place(notice)) && !received.containsKey(place(notice.asOriginalNotification()))) {
                findings.add(FindingKind.LOST, "never received: " + describe(notice));
            }
        }
    }

    /** What came was written, for whom it came to, in these words; one id has one body. To be asked last. */
    void checkReceived() {
        received.forEach((id, what) -> {
            findings.compared(1);
            List<Notice> notices = written.getOrDefault(id, List.of());
            String where = "received as " + id;
            if (notices.isEmpty()) {
                findings.add(
                        FindingKind.WRONG,
                        where + " and never written: " + what.bodies().get(0));
                return;
            }
            if (what.bodies().size() > 1) {
                findings.add(FindingKind.WRONG, where + " in different words: " + what.bodies());
            }
            JsonNode data = JSON.readTree(what.bodies().get(0)).path("data");
            List<JsonNode> meant = notices.stream()
                    .map(notice -> JSON.readTree(NoticeBody.toBytes(NoticeBody.of(notice))))
                    .toList();
            if (!meant.contains(data)) {
                findings.add(FindingKind.WRONG, where + ": " + data + "\n      written was " + meant);
            }
        });
    }

    /** What stands in the topic of notices is on record as delivered, and nothing else is on record. */
    void checkRecords(Map<String, TopicRecord> notices, Map<String, TopicRecord> deliveries) {
        notices.forEach((key, said) -> {
            findings.compared(1);
            Notice notice = NoticeJson.read(said.value());
            TopicRecord record = deliveries.get(key);
            if (record == null) {
                findings.add(FindingKind.LOST, "not on record: " + describe(notice));
                return;
            }
            DeliveryResult delivery = TopicValue.DELIVERY.read(record.value());
            if (delivery.revision() != notice.revision()
                    || delivery.outcome() != DeliveryResult.DeliveryStatus.DELIVERED) {
                findings.add(FindingKind.WRONG, "on record as " + delivery + ": " + describe(notice));
            }
        });
        Set<String> forgotten = new TreeSet<>(deliveries.keySet());
        forgotten.removeAll(notices.keySet());
        forgotten.forEach(key -> findings.add(
                FindingKind.WRONG,
                "on record, and there is no such notice: " + key + " "
                        + new String(deliveries.get(key).value(), StandardCharsets.UTF_8)));
    }

    /** Ids that came more than once: delivery is at least once, and what is on its way when its sender dies goes again. */
    long redelivered() {
        return received.values().stream().filter(what -> what.times() > 1).count();
    }

    private static String place(Notice notice) {
        return "/" + notice.district() + "/" + notice.recipient() + " " + notice.idempotencyKey();
    }

    private static String describe(Notice notice) {
        return notice.key() + " revision " + notice.revision() + " " + notice.stage() + " of " + notice.at();
    }
}
