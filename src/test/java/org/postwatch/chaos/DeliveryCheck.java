package org.postwatch.chaos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.chaos.Findings.Sort;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Notice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came to the recipients, against what they should know; and what is on record of it. */
final class DeliveryCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Findings findings;
    private final Map<String, Receiver.Received> received;
    /** What was written for somebody, by where it goes and the id under which it goes out. */
    private final Map<String, List<Notice>> written = new HashMap<>();

    DeliveryCheck(Findings findings, Map<String, Receiver.Received> received) {
        this.findings = findings;
        this.received = received;
    }

    /** Every notice of one recipient and subject: the last one of each life must have come. */
    void notices(String key, List<Said> ofOne) {
        Notice last = null;
        for (Said said : ofOne) {
            if (said.value() == null) {
                came(last);
                last = null;
                continue;
            }
            last = NoticeJson.read(said.value());
            written(last);
            // Said at one instant, an update and the news that it may replace have one id; what comes has one body all
            // the same.
            written(last.asNews());
        }
        came(last);
    }

    private void written(Notice notice) {
        written.computeIfAbsent(place(notice), id -> new ArrayList<>()).add(notice);
    }

    private void came(Notice notice) {
        if (notice != null) {
            findings.compared(1);
            // An update that takes the place of news that was not sent comes as the news.
            if (!received.containsKey(place(notice)) && !received.containsKey(place(notice.asNews()))) {
                findings.found(Sort.LOST, "never received: " + describe(notice));
            }
        }
    }

    /** What came was written, for whom it came to, in these words; one id has one body. To be asked last. */
    void received() {
        received.forEach((id, what) -> {
            findings.compared(1);
            List<Notice> notices = written.getOrDefault(id, List.of());
            String where = "received as " + id;
            if (notices.isEmpty()) {
                findings.found(
                        Sort.WRONG,
                        where + " and never written: " + what.bodies().get(0));
                return;
            }
            if (what.bodies().size() > 1) {
                findings.found(Sort.WRONG, where + " in different words: " + what.bodies());
            }
            JsonNode data = JSON.readTree(what.bodies().get(0)).path("data");
            List<JsonNode> meant = notices.stream()
                    .map(notice -> JSON.readTree(NoticeBody.bytes(NoticeBody.of(notice))))
                    .toList();
            if (!meant.contains(data)) {
                findings.found(Sort.WRONG, where + ": " + data + "\n      written was " + meant);
            }
        });
    }

    /** What stands in the topic of notices is on record as delivered, and nothing else is on record. */
    void records(Map<String, Said> notices, Map<String, Said> deliveries) {
        notices.forEach((key, said) -> {
            findings.compared(1);
            Notice notice = NoticeJson.read(said.value());
            Said record = deliveries.get(key);
            if (record == null) {
                findings.found(Sort.LOST, "not on record: " + describe(notice));
                return;
            }
            Delivery delivery = DeliveryJson.read(record.value());
            if (delivery.revision() != notice.revision() || delivery.outcome() != Delivery.Outcome.DELIVERED) {
                findings.found(Sort.WRONG, "on record as " + delivery + ": " + describe(notice));
            }
        });
        Set<String> forgotten = new TreeSet<>(deliveries.keySet());
        forgotten.removeAll(notices.keySet());
        forgotten.forEach(key -> findings.found(
                Sort.WRONG,
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
