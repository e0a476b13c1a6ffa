package org.postwatch.app.desk;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.desk.DeskPlan;
import org.postwatch.event.DistrictKey;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.wire.IntakeJson;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.PlanRevisionJson;
import org.postwatch.wire.RoutingJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The front desks of the plans in force. It follows {@code postwatch.plans}. Safe for threads. */
public final class DeskPlans implements TopicFollower.RecordListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeskPlans.class);

    private final Map<String, District> districts = new ConcurrentHashMap<>();
    private final Map<String, CampusPlan> campuses = new ConcurrentHashMap<>();
    private final Map<String, IntakeConfig> intakes = new ConcurrentHashMap<>();

    @Override
    public void onRecord(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        byte[] value = record.value();
        try {
            if (IntakeJson.isIntakeKey(key)) {
                put(intakes, DistrictKey.districtOf(key), value == null ? null : IntakeJson.decode(value));
            } else if (DistrictKey.isDistrict(key)) {
                put(districts, key, value == null ? null : PlanJson.decodeDistrict(value));
            } else if (!RoutingJson.isRoutingKey(key) && !PlanRevisionJson.isPlanRevisionKey(key)) {
                put(campuses, key, value == null ? null : PlanJson.decodeCampus(value));
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("the plan {} cannot be read, its desks stay as they are: {}", key, e.getMessage());
        }
    }

    private static <T> void put(Map<String, T> all, String key, T value) {
        if (value == null) {
            all.remove(key);
        } else {
            all.put(key, value);
        }
    }

    /** The desk of a campus, if a plan in force has one with its feed. */
    Optional<DeskPlan> desk(String district, String campus) {
        return Optional.ofNullable(intakes.get(district))
                .flatMap(intake -> Optional.ofNullable(intake.desks().get(campus)))
                .flatMap(desk -> Optional.ofNullable(districts.get(district))
                        .flatMap(plan -> Optional.ofNullable(plan.feeds().get(desk.feed()))
                                .flatMap(feed -> Optional.ofNullable(campuses.get(PlanJson.key(district, campus)))
                                        .map(found -> new DeskPlan(plan, found, desk, feed)))));
    }
}
