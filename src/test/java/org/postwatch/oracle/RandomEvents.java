package org.postwatch.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PanicEvent;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Feed;
import org.postwatch.plan.Officer;

/** What the feeds of a random district report, most of it true to their grants. */
final class RandomEvents {
    private final SeededRandom dice;
    private final RandomPlan plan;
    private final District district;
    private final Map<String, CampusPlan> campuses;
    private final List<Event> events = new ArrayList<>();

    RandomEvents(SeededRandom dice, RandomPlan plan, District district, Map<String, CampusPlan> campuses) {
        this.dice = dice;
        this.plan = plan;
        this.district = district;
        this.campuses = campuses;
    }

    /** In no particular order. */
    List<Event> all() {
        district.officers().values().stream()
                .sorted((a, b) -> a.badge().compareTo(b.badge()))
                .forEach(this::signals);
        for (int n = dice.pick(0, 1, 2, 3, 4); n > 0; n--) {
            shift("s-" + n);
        }
        for (String campus : plan.campuses) {
            entrances(campus);
            devices(campus);
        }
        district.feeds().values().stream()
                .sorted((a, b) -> a.source().compareTo(b.source()))
                .forEach(this::heartbeats);
        return events;
    }

    private ZoneId zone(String campus) {
        return campuses.get(campus).zone();
    }

    private EventOrigin origin(String source, Instant time) {
        // Ids run against the order of making, so that ties of one instant are no accident of it.
        return new EventOrigin(district.id(), source, "e-" + (999 - events.size()), time);
    }

    /** A feed that may report the officer, if there is one. */
    private String feedFor(Officer o, String campus) {
        List<String> able = plan.staffingFeeds.stream()
                .filter(f -> mayReport(district.feeds().get(f), o, campus))
                .toList();
        return able.isEmpty() || dice.chance(3) ? dice.pick(plan.staffingFeeds) : dice.pick(able);
    }

    private static boolean mayReport(Feed f, Officer o, String campus) {
        return f.agencies().contains(o.agency())
                && (f.campuses().isEmpty() || f.campuses().contains(campus));
    }

    private void signals(Officer o) {
        String home = dice.pick(plan.campuses);
        int presence = (int) district.settings().presenceMax().toMinutes();
        int signs = dice.pick(0, 2, 3, 4, 6) * dice.days.size();
        if (dice.chance(60)) {
            Instant morning = dice.instant(zone(home));
            String source = feedFor(o, home);
            events.add(new PresenceSignal(
                    origin(source, morning),
                    PresenceSignal.SignalKind.CHECKED_IN,
                    o.badge(),
                    home,
                    Optional.of("sro")));
        }
        for (int i = 0; i < signs; i++) {
            String campus = dice.chance(75) ? home : dice.pick(plan.campuses);
            PresenceSignal.SignalKind kind = dice.pick(
                    PresenceSignal.SignalKind.CHECKED_IN,
                    PresenceSignal.SignalKind.CHECKED_IN,
                    PresenceSignal.SignalKind.CHECKED_IN,
                    PresenceSignal.SignalKind.RETURNED,
                    PresenceSignal.SignalKind.RETURNED,
                    PresenceSignal.SignalKind.CALLED_AWAY,
                    PresenceSignal.SignalKind.CALLED_AWAY,
                    PresenceSignal.SignalKind.CHECKED_OUT);
            Optional<String> duty = kind.isStart() && dice.chance(40)
                    ? Optional.of(dice.pick("sro", "sro", "sro", "patrol"))
                    : Optional.empty();
            Instant time = dice.instant(zone(campus), presence, 10, 20);
            String badge = dice.chance(1) ? "nobody" : o.badge();
            String where = dice.chance(1) ? "nowhere" : campus;
            events.add(new PresenceSignal(origin(feedFor(o, campus), time), kind, badge, where, duty));
        }
    }

    private void shift(String id) {
        List<String> badges = district.officers().keySet().stream().sorted().toList();
        String badge = dice.pick(badges);
        String campus = dice.pick(plan.campuses);
        int grace = (int) district.settings().shiftGrace().toMinutes();
        Instant from = dice.instant(zone(campus));
        for (int n = dice.pick(1, 1, 1, 2, 3); n > 0; n--) {
            Instant to = from.plus(Duration.ofMinutes(dice.pick(5, 60, 240, 480)));
            Instant told = dice.chance(70) ? from.minusSeconds(3_600L * dice.between(1, 30)) : reportTime(from, grace);
            Optional<String> duty = dice.chance(50) ? Optional.of(dice.pick("sro", "patrol")) : Optional.empty();
            String source = feedFor(district.officers().get(badge), campus);
            String teller = dice.chance(90) ? "hr" : source;
            events.add(new ShiftPlanned(origin(teller, told), id, badge, campus, from, to, duty));
            if (dice.chance(20)) {
                events.add(new ShiftCancelled(origin("hr", reportTime(from, grace)), id, badge, campus));
            }
            from = dice.chance(50) ? from : dice.instant(zone(campus));
            badge = dice.chance(80) ? badge : dice.pick(badges);
            campus = dice.chance(90) ? campus : dice.pick(plan.campuses);
        }
    }

    /** About when the grace of a shift ends. */
    private Instant reportTime(Instant from, int graceMinutes) {
        Instant end = from.plusSeconds(60L * graceMinutes);
        return dice.pick(
                end, end.plusMillis(1), end.minusMillis(1), from, end.plusSeconds(600), end.plusSeconds(-3_600));
    }

    private void entrances(String campus) {
        List<String> ids = campuses.get(campus).versions().values().stream()
                .flatMap(c -> c.entrances().stream())
                .map(Entrance::id)
                .distinct()
                .toList();
        for (int n = dice.pick(0, 1, 3, 5); n > 0; n--) {
            EventType type = dice.pick(
                    EventType.VISITOR_ADMITTED,
                    EventType.VISITOR_ADMITTED,
                    EventType.DOOR_HELD_OPEN,
                    EventType.DOOR_FORCED,
                    EventType.BUZZER_PRESSED,
                    EventType.DOOR_SECURED,
                    EventType.VISITOR_DENIED);
            String entrance = dice.chance(2) ? "nothing" : dice.pick(ids);
            events.add(new EntranceEvent(origin("doors", dice.instant(zone(campus), 5, 10)), type, campus, entrance));
        }
        for (int n = dice.pick(0, 0, 1, 2); n > 0; n--) {
            EventType type = dice.chance(90) ? EventType.PERSON_SEEN : EventType.WEAPON_SEEN;
            Instant time = dice.instant(zone(campus));
            events.add(new DetectionEvent(origin(dice.pick(plan.deviceFeeds), time), type, campus, Optional.empty()));
        }
        for (int n = dice.pick(0, 0, 0, 1, 2); n > 0; n--) {
            String where = dice.chance(5) ? "nowhere" : campus;
            Optional<String> location = dice.chance(50) ? Optional.of("Room 214") : Optional.empty();
            Instant time = dice.instant(zone(campus), 5, 10);
            events.add(new PanicEvent(origin(dice.pick(plan.deviceFeeds), time), where, location));
        }
    }

    private void devices(String campus) {
        for (Campus version : campuses.get(campus).versions().values()) {
            for (Entrance e : version.entrances()) {
                for (Entrance.Device d : e.devices()) {
                    if (dice.chance(65)) {
                        Instant before =
                                district.firstDay().atStartOfDay(zone(campus)).toInstant();
                        events.add(new DeviceReport(origin(d.feed(), before), EventType.DEVICE_ONLINE, campus, d.id()));
                    }
                    for (int n = dice.pick(0, 0, 1, 2); n > 0; n--) {
                        EventType type = dice.pick(
                                EventType.DEVICE_ONLINE,
                                EventType.DEVICE_ONLINE,
                                EventType.DEVICE_OFFLINE,
                                EventType.DEVICE_TAMPERED);
                        Instant time = dice.instant(zone(campus), 10);
                        String id = dice.chance(2) ? "a-toaster" : d.id();
                        events.add(new DeviceReport(origin(d.feed(), time), type, campus, id));
                    }
                }
            }
        }
    }

    /** Heartbeats that say that nothing is missing, but for some gaps; or none at all. */
    private void heartbeats(Feed feed) {
        if (dice.chance(6)) {
            return;
        }
        Instant from =
                district.firstDay().atStartOfDay(district.zone()).toInstant().minusSeconds(7_200);
        Instant end = from.plus(Duration.ofHours(24L * (dice.days.size() + 2)));
        int gaps = dice.pick(0, 0, 1, 2, 3);
        List<Instant> starts = new ArrayList<>();
        for (int i = 0; i < gaps; i++) {
            starts.add(dice.instant(district.zone()));
        }
        starts.sort(Instant::compareTo);
        for (Instant gap : starts) {
            if (gap.isAfter(from)) {
                heartbeatsBetween(feed, from, gap);
                int limit = feed.limitMinutes();
                from = gap.plusSeconds(60L * dice.pick(limit - 1, limit, limit + 1, limit + 2, limit + 30, 240));
                from = dice.chance(30) ? from.plusSeconds(dice.between(0, 59)) : from;
            }
        }
        if (from.isBefore(end)) {
            heartbeatsBetween(feed, from, end);
        }
    }

    private void heartbeatsBetween(Feed feed, Instant from, Instant to) {
        Instant since = from;
        while (since.isBefore(to)) {
            Instant next = since.plus(Duration.ofHours(dice.pick(3, 12, 20)));
            Instant time = next.isBefore(to) ? next : to;
            Instant told = dice.chance(5) ? since.minusSeconds(3_600L * dice.between(24, 80)) : since;
            // Now and then malformed: it cannot know what is to come.
            told = dice.chance(1) ? time.plusMillis(1) : told;
            events.add(new Heartbeat(origin(feed.source(), time), Optional.of(told)));
            since = time;
        }
    }
}
