package org.postwatch.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.DistrictKey;
import org.postwatch.notification.model.LocalTimeFormat;
import org.postwatch.plan.CampusKey;
import org.postwatch.streams.Topics;
import org.postwatch.wire.PlanRevisionJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The time zones of districts and campuses in the plans in force, for output. UTC if no plan is known or this login
 * may not read the plans.
 *
 * @param zones by {@code district} and {@code district/campus}
 */
record DistrictTimeZones(Map<String, ZoneId> zones) {
    private static final JsonMapper JSON = new JsonMapper();

    static DistrictTimeZones of(ClientSettings clients) {
        return of(clients, district -> true);
    }

    /** Only of some districts. */
    static DistrictTimeZones of(ClientSettings clients, Predicate<String> wanted) {
        Map<String, ZoneId> zones = new TreeMap<>();
        try {
            CompactedTopicReader.readLatest(
                            clients,
                            Topics.PLANS,
                            key -> wanted.test(DistrictKey.districtOf(key)) && !PlanRevisionJson.isAuxiliaryKey(key))
                    .forEach((key, plan) -> addZone(zones, key, plan));
        } catch (KafkaException e) {
            // The output is in UTC then.
            return new DistrictTimeZones(Map.of());
        }
        return new DistrictTimeZones(zones);
    }

    private static void addZone(Map<String, ZoneId> zones, String key, String plan) {
        try {
            zones.put(key, ZoneId.of(JSON.readTree(plan).path("zone").asString("")));
        } catch (JacksonException | DateTimeException e) {
            // A command that needs this plan reports the error.
            zones.remove(key);
        }
    }

    ZoneId of(String district) {
        return zones.getOrDefault(district, ZoneOffset.UTC);
    }

    ZoneId of(String district, String campus) {
        return zones.getOrDefault(new CampusKey(district, campus).text(), of(district));
    }

    /** As {@code Sun 29 Nov 2026, 13:18 MST}, in the zone of a district. */
    String formatTime(Instant instant, String district) {
        return LocalTimeFormat.format(instant, of(district));
    }

    /** In the zone of a campus of a district. */
    String formatTime(Instant instant, String district, String campus) {
        return LocalTimeFormat.format(instant, of(district, campus));
    }

    /** A text with every instant in it as people of the campus read it. */
    String localizeTimes(String text, String district, String campus) {
        return LocalTimeFormat.formatInstantsIn(text, of(district, campus));
    }

    /** A text with every instant in it as people of the district read it. */
    String localizeTimes(String text, String district) {
        return LocalTimeFormat.formatInstantsIn(text, of(district));
    }
}
