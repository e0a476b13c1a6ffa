package org.postwatch.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.routing.DistrictSecret;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;

/** An announcer that keeps what was said, and what the topic would hold. */
final class Heard implements Announcer {
    final List<Notice> notices = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    final Map<String, DistrictSecret> secrets = new TreeMap<>();
    final List<String> gone = new ArrayList<>();
    final Map<String, Notice> topic = new TreeMap<>();

    @Override
    public void notice(Notice notice) {
        notices.add(notice);
        topic.put(notice.key(), notice);
    }

    @Override
    public void noticeGone(String key) {
        gone.add(key);
        topic.remove(key);
    }

    @Override
    public void secret(String district, DistrictSecret secret) {
        secrets.put(district, secret);
    }

    @Override
    public void entry(Entry entry) {
        entries.add(entry);
    }
}
