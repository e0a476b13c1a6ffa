package org.postwatch.scenario;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.Fingerprint;
import org.postwatch.notification.model.FixedDistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;

/**
 * The notices of a replay, as text that can be compared with what was written by hand.
 *
 * @param matters the id of each matter by what stands for it outside
 */
record ReplayNotices(
        ZoneId zone, List<Notice> notices, List<DisclosureRecord> disclosures, Map<String, String> alertIds) {
    static ReplayNotices of(
            String district,
            ZoneId zone,
            Collection<byte[]> notices,
            Collection<byte[]> disclosures,
            Collection<byte[]> transitions) {
        List<DisclosureRecord> entries =
                disclosures.stream().map(TopicValue.DISCLOSURE::read).toList();
        Map<String, String> matters = new TreeMap<>();
        transitions.forEach(t ->
                add(matters, district, TopicValue.TRANSITION.read(t).incident().id()));
        entries.forEach(e -> add(matters, district, e.subject()));
        return new ReplayNotices(zone, notices.stream().map(NoticeJson::read).toList(), entries, matters);
    }

    private static void add(Map<String, String> matters, String district, String id) {
        matters.put(ref(district, id), id);
    }

    /** Recorded data has a secret that everybody knows. */
    private static String ref(String district, String id) {
        String known = Fingerprint.of("no secret, for recorded data only: " + district);
        return FixedDistrictSecret.ref(new DistrictSecret(known), id);
    }

    /** @throws IllegalStateException when it stands for nothing that happened */
    String alertId(Notice.NoticeItem item) {
        String id = alertIds.get(item.ref());
        if (id == null) {
            throw new IllegalStateException("item " + item.ref() + " stands for nothing");
        }
        return id;
    }

    List<String> alertIds(Notice notice) {
        return notice.items().stream().map(this::alertId).sorted().toList();
    }

    List<Notice> to(String recipient) {
        return notices.stream()
                .filter(notice -> notice.recipient().equals(recipient))
                .toList();
    }

    List<DisclosureRecord> disclosuresOf(String recipient) {
        return disclosures.stream()
                .filter(entry -> entry.recipient().equals(recipient))
                .toList();
    }

    /** {@code 2023-10-03T07:41 opened ~group/ [coverage/…, …]} */
    String line(Notice notice) {
        String subject = notice.subject().startsWith("~group/") ? "~group/" : notice.subject();
        return line(notice.at(), notice.stage().wireName(), subject, alertIds(notice));
    }

    String line(Instant at, String stage, String subject, List<String> of) {
        return minute(at) + " " + stage + " " + subject + (of.equals(List.of(subject)) ? "" : " " + of);
    }

    String line(DisclosureRecord entry) {
        return decision(entry.at(), entry.outcome().wireName(), entry.rule(), entry.subject());
    }

    String decision(Instant at, String outcome, String rule, String about) {
        return minute(at) + " " + outcome + " (" + rule + ") " + about;
    }

    /** Local, to the minute: the clock of a replay ticks every few seconds. */
    LocalDateTime minute(Instant at) {
        return at.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES);
    }
}
