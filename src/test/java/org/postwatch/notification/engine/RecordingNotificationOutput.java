package org.postwatch.notification.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeKey;

/** An output that keeps what was published, and what the topic would hold. */
final class RecordingNotificationOutput implements NotificationOutput {
    final List<Notice> notices = new ArrayList<>();
    final List<DisclosureRecord> records = new ArrayList<>();
    final Map<String, DistrictSecret> secrets = new TreeMap<>();
    final List<String> removedKeys = new ArrayList<>();
    final Map<String, Notice> topic = new TreeMap<>();

    @Override
    public void publishNotice(Notice notice) {
        notices.add(notice);
        topic.put(notice.key(), notice);
    }

    @Override
    public void removeNotice(NoticeKey key) {
        removedKeys.add(key.text());
        topic.remove(key.text());
    }

    @Override
    public void publishSecret(String district, DistrictSecret secret) {
        secrets.put(district, secret);
    }

    @Override
    public void recordDisclosure(DisclosureRecord entry) {
        records.add(entry);
    }
}
