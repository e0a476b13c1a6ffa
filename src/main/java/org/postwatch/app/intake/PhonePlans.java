package org.postwatch.app.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.checkin.CheckInPlace;
import org.postwatch.checkin.http.CheckInCampus;
import org.postwatch.event.DistrictKey;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.Officer;
import org.postwatch.wire.IntakeJson;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.PlanRevisionJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The campuses of the plans in force whose officers check in by phone. It follows {@code postwatch.plans}. Safe for threads. */
final class PhonePlans implements TopicFollower.RecordListener {
    private static final Logger LOG = LoggerFactory.getLogger(PhonePlans.class);

    /** The feed of some phones as its plan has it. */
    record PhonesFeed(FeedAccount account, Feed feed, ZoneId zone) {
        boolean isInForceAt(Instant now) {
            return feed.dates().contains(now, zone);
        }
    }

    private final InstantSource clock;
    private final Map<String, District> districts = new ConcurrentHashMap<>();
    private final Map<String, CampusPlan> campuses = new ConcurrentHashMap<>();
    private final Map<String, IntakeConfig> intakes = new ConcurrentHashMap<>();
    private volatile boolean ready;

    PhonePlans(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void onRecord(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        try {
            if (IntakeJson.isIntakeKey(key)) {
                put(
                        intakes,
                        DistrictKey.districtOf(key),
                        record.value() == null ? null : IntakeJson.decode(record.value()));
            } else if (DistrictKey.isDistrict(key)) {
                put(districts, key, record.value() == null ? null : PlanJson.decodeDistrict(record.value()));
            } else if (!PlanRevisionJson.isAuxiliaryKey(key)) {
                put(campuses, key, record.value() == null ? null : PlanJson.decodeCampus(record.value()));
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("the plan {} cannot be read, its phones stay as they are: {}", key, e.getMessage());
        }
    }

    private static <T> void put(Map<String, T> all, String key, T value) {
        if (value == null) {
            all.remove(key);
        } else {
            all.put(key, value);
        }
    }

    @Override
    public void onCaughtUp() {
        ready = true;
    }

    boolean isReady() {
        return ready;
    }

    /** The campus, if its district has phones there. */
    Optional<CheckInCampus> campus(CheckInPlace place) {
        return phonesFeed(place).map(feed -> {
            Optional<Campus> campus = Optional.ofNullable(campuses.get(PlanJson.key(place.district(), place.campus())))
                    .map(plan -> plan.versionOn(LocalDate.ofInstant(clock.instant(), plan.zone())));
            return new CheckInCampus(
                    place,
                    campus.map(Campus::name).orElse(place.campus()),
                    campus.map(Campus::zone).orElse(feed.zone()),
                    feed.account());
        });
    }

    /** The feed of the phones of a campus. */
    Optional<PhonesFeed> phonesFeed(CheckInPlace place) {
        return Optional.ofNullable(intakes.get(place.district()))
                .flatMap(intake -> Optional.ofNullable(intake.phones().get(place.campus())))
                .flatMap(source -> feed(place.district(), source));
    }

    private Optional<PhonesFeed> feed(String district, String source) {
        return Optional.ofNullable(districts.get(district))
                .flatMap(plan -> Optional.ofNullable(plan.feeds().get(source))
                        .map(feed -> new PhonesFeed(new FeedAccount(district, source), feed, plan.zone())));
    }

    /** The feeds of all phones. */
    List<PhonesFeed> feeds() {
        return intakes.values().stream()
                .flatMap(intake -> intake.phones().values().stream()
                        .distinct()
                        .flatMap(source -> feed(intake.district(), source).stream()))
                .toList();
    }

    /** Whether the feed of the phones may report that officer. */
    boolean mayReport(CheckInPlace place, String badge, Instant now) {
        return phonesFeed(place)
                .filter(feed -> feed.isInForceAt(now))
                .filter(feed -> officer(place.district(), badge)
                        .filter(officer -> feed.feed().agencies().contains(officer.agency()))
                        .isPresent())
                .isPresent();
    }

    private Optional<Officer> officer(String district, String badge) {
        return Optional.ofNullable(districts.get(district))
                .flatMap(plan -> Optional.ofNullable(plan.officers().get(badge)));
    }
}
