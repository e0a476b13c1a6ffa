package org.postwatch.app.desk;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.plan.CampusKey;
import org.postwatch.wire.TopicValue;

/** The published coverage of campuses. It follows {@code postwatch.coverage}. Safe for threads. */
final class CoverageFollower implements TopicFollower.RecordListener {
    private final Map<String, CampusCoverage> byCampus = new ConcurrentHashMap<>();

    @Override
    public void onRecord(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        try {
            if (record.value() != null) {
                byCampus.put(key, TopicValue.COVERAGE.read(record.value()));
                return;
            }
        } catch (IllegalArgumentException e) {
            // Of another version: the page shows no coverage instead of an old one.
        }
        byCampus.remove(key);
    }

    Optional<CampusCoverage> of(String district, String campus) {
        return Optional.ofNullable(byCampus.get(new CampusKey(district, campus).text()));
    }
}
