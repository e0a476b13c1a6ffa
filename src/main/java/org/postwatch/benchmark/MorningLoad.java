package org.postwatch.benchmark;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;

/**
 * The events of a country's feeds when school begins: of 121 events 100 are detections by cameras, 20 come from
 * entrances and 1 from staffing. The sequence depends only on the seed.
 */
final class MorningLoad {
    private static final int CAMERA_WEIGHT = 100;
    private static final int ENTRANCE_WEIGHT = 20;
    private static final int STAFF_WEIGHT = 1;
    /** Presses that wait: each is answered when so many have come after it. */
    private static final int WAITING_VISITORS = 4_000;
    /** An officer who is called away returns after so many others were called away. */
    private static final int OFFICERS_AWAY = 10;

    private final DistrictSizes districts;
    private final SplittableRandom random;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final Deque<Integer> away = new ArrayDeque<>();
    private long events;

    MorningLoad(DistrictSizes nation, long seed) {
        this.districts = nation;
        this.random = new SplittableRandom(seed);
    }

    /** The next event, which happens at an instant. */
    Event nextEvent(Instant time) {
        int campus = random.nextInt(districts.campuses());
        int which = random.nextInt(CAMERA_WEIGHT + ENTRANCE_WEIGHT + STAFF_WEIGHT);
        if (which < CAMERA_WEIGHT) {
            String device = random.nextBoolean() ? SyntheticPlans.FRONT_CAMERA : SyntheticPlans.SIDE_CAMERA;
            return new DetectionEvent(
                    origin(campus, SyntheticPlans.CAMERAS, time),
                    EventType.PERSON_SEEN,
                    DistrictSizes.campusId(campus),
                    Optional.of(device));
        }
        return which < CAMERA_WEIGHT + ENTRANCE_WEIGHT
                ? entranceEvent(which - CAMERA_WEIGHT, campus, time)
                : staffEvent(campus, time);
    }

    private Event entranceEvent(int which, int campus, Instant time) {
        if (which < 16) {
            boolean answers = waiting.size() >= WAITING_VISITORS;
            if (!answers) {
                waiting.add(campus);
                return entranceEvent(EventType.BUZZER_PRESSED, campus, time);
            }
            boolean denied = random.nextInt(8) == 0;
            return entranceEvent(
                    denied ? EventType.VISITOR_DENIED : EventType.VISITOR_ADMITTED, waiting.remove(), time);
        } else if (which < 18) {
            return entranceEvent(which == 16 ? EventType.DOOR_HELD_OPEN : EventType.DOOR_SECURED, campus, time);
        }
        return new DeviceReport(
                origin(campus, SyntheticPlans.DOORS, time),
                EventType.DEVICE_ONLINE,
                DistrictSizes.campusId(campus),
                SyntheticPlans.FRONT_BUZZER);
    }

    private EntranceEvent entranceEvent(EventType type, int campus, Instant time) {
        return new EntranceEvent(
                origin(campus, SyntheticPlans.DOORS, time), type, DistrictSizes.campusId(campus), SyntheticPlans.FRONT);
    }

    /** Half of them heartbeats; else an officer checks in once more, is called away or returns. */
    private Event staffEvent(int campus, Instant time) {
        int which = random.nextInt(8);
        if (which < 4) {
            return new Heartbeat(origin(campus, SyntheticPlans.STAFF, time), Optional.empty());
        } else if (which < 6) {
            return presenceSignal(PresenceSignal.SignalKind.CHECKED_IN, campus, time);
        } else if (away.size() < OFFICERS_AWAY) {
            away.add(campus);
            return presenceSignal(PresenceSignal.SignalKind.CALLED_AWAY, campus, time);
        }
        return presenceSignal(PresenceSignal.SignalKind.RETURNED, away.remove(), time);
    }

    private PresenceSignal presenceSignal(PresenceSignal.SignalKind kind, int campus, Instant time) {
        EventOrigin origin = origin(campus, SyntheticPlans.STAFF, time);
        return new PresenceSignal(
                origin, kind, DistrictSizes.badge(campus), DistrictSizes.campusId(campus), Optional.empty());
    }

    /** A forced door at some campus: opens an incident at once, at any hour. */
    EntranceEvent forcedDoor(Instant time) {
        return entranceEvent(EventType.DOOR_FORCED, random.nextInt(districts.campuses()), time);
    }

    private EventOrigin origin(int campus, String source, Instant time) {
        return new EventOrigin(DistrictSizes.districtId(districts.districtOf(campus)), source, "e-" + events++, time);
    }
}
