package org.postwatch.chaos;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.RecordCopy;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.Heartbeat;
import org.postwatch.oracle.Arrival;
import org.postwatch.oracle.World;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.WeeklyHours;
import org.postwatch.streams.CanaryDistricts;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.EventWriter;

/** Districts whose events come through intake: each feed has a credential, and each id ends with the stamp of its arrival. */
final class IntakeWorlds {
    /** Of the ids of these districts. */
    static final String PREFIX = "http-";

    /** The district whose only feed always sends something, so that intake is never without load. */
    static final String PROBE_DISTRICT = PREFIX + "probe";

    static final String PROBE_FEED = "probe";
    /** Of all districts together. */
    static final List<String> SOURCES = List.of("hr", "pd", "doors", "cameras", PROBE_FEED);

    private static final int PROBE_LIMIT_MINUTES = 1_440;
    private static final EventWriter WRITER = new EventWriter();
    private static final EventReader READER = new EventReader();

    private IntakeWorlds() {}

    static boolean isThroughIntake(String district) {
        return district.startsWith(PREFIX);
    }

    /** The name of the secret of a source, the same in every district. */
    static String secretName(String source) {
        return "feed-" + source;
    }

    /** The same world with credentials and stamped ids, without the arrivals that intake would not take. */
    static World of(World world) {
        Map<String, Feed> feeds = new HashMap<>();
        world.district().feeds().forEach((source, feed) -> feeds.put(source, withKey(feed)));
        List<Arrival> arrivals = world.arrivals().stream()
                .filter(arrival -> feeds.containsKey(arrival.event().source()))
                .map(arrival -> arrival(withStampedId(arrival.event(), arrival.stamp()), arrival.stamp()))
                .filter(arrival -> isWellFormed(world.district().id(), arrival))
                .toList();
        District district = RecordCopy.with(world.district(), "feeds", Map.copyOf(feeds));
        return new World(district, world.campuses(), arrivals, world.clock());
    }

    private static Feed withKey(Feed feed) {
        FeedKey key = new FeedKey(secretName(feed.source()), LocalDateTimeRange.ALWAYS);
        return RecordCopy.with(feed, "keys", new FeedKeys(List.of(key)));
    }

    private static Event withStampedId(Event event, Instant stamp) {
        EventOrigin was = event.origin();
        EventOrigin origin =
                new EventOrigin(was.district(), was.source(), ScriptStamps.id(was.id(), stamp), was.time());
        return (Event) RecordCopy.with((Record) event, "origin", origin);
    }

    private static boolean isWellFormed(String district, Arrival arrival) {
        return READER.read(district.getBytes(StandardCharsets.UTF_8), arrival.bytes())
                instanceof DecodeResult.DecodedEvent;
    }

    /** In the bytes that intake writes: of two events of one id the one with the smaller hash counts. */
    private static Arrival arrival(Event event, Instant stamp) {
        return new Arrival(event, stamp, WRITER.write(event));
    }

    /** Its feed is silent after a day, and expected to be active for a minute a week: its silence is no incident. */
    static District probeDistrict() {
        WeeklyHours.WeeklyPeriod minute =
                new WeeklyHours.WeeklyPeriod(Set.of(DayOfWeek.SUNDAY), LocalTime.of(3, 0), LocalTime.of(3, 1));
        Feed feed = new Feed(
                PROBE_FEED,
                Set.of(),
                Set.of(),
                Set.of(),
                PROBE_LIMIT_MINUTES,
                LocalDateTimeRange.ALWAYS,
                new WeeklyHours(List.of(minute)),
                FeedKeys.NONE);
        District canary = CanaryDistricts.of(1).get(0);
        return RecordCopy.with(
                canary, "id", PROBE_DISTRICT, "name", "Probe", "feeds", Map.of(PROBE_FEED, withKey(feed)));
    }

    static Arrival probe(long number, Instant clock) {
        String id = ScriptStamps.id("probe-" + number, clock);
        return arrival(new Heartbeat(new EventOrigin(PROBE_DISTRICT, PROBE_FEED, id, clock), Optional.empty()), clock);
    }
}
