package org.postwatch.wire;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;

/**
 * The plan of a campus as it is written: its id once, not in each version.
 *
 * @param versions by the date on which they begin
 */
record CampusJson(String id, SortedMap<String, Version> versions, Instant monitoredFrom) {
    record Version(String name, ZoneId zone, List<Post> posts, List<Entrance> entrances, Schedule schedule) {}

    static CampusJson of(CampusPlan plan) {
        SortedMap<String, Version> versions = new TreeMap<>();
        plan.versions()
                .forEach((from, campus) -> versions.put(
                        from.toString(),
                        new Version(
                                campus.name(), campus.zone(), campus.posts(), campus.entrances(), campus.schedule())));
        return new CampusJson(plan.id(), versions, plan.monitoredFrom());
    }

    CampusPlan plan() {
        TreeMap<LocalDate, Campus> campuses = new TreeMap<>();
        versions.forEach((from, campus) -> campuses.put(
                LocalDate.parse(from),
                new Campus(id, campus.name(), campus.zone(), campus.posts(), campus.entrances(), campus.schedule())));
        return new CampusPlan(id, campuses, monitoredFrom);
    }
}
