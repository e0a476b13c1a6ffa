package org.postwatch.bench;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.Sighting;
import org.postwatch.event.Sign;

/**
 * What a nation's feeds tell when the bell rings: of 121 events 100 are persons seen by cameras, 20 come from entrances
 * and 1 from staff. One after the other, the same for the same seed.
 */
final class Morning {
    private static final int CAMERA = 100;
    private static final int ENTRANCE = 20;
    private static final int STAFF = 1;
    /** Presses that wait: each is answered when so many have come after it. */
    private static final int WAITING = 4_000;
    /** Officers who are called away are back when so many have gone after them. */
    private static final int AWAY = 10;

    private final Nation nation;
    private final SplittableRandom random;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final Deque<Integer> away = new ArrayDeque<>();
    private long events;

    Morning(Nation nation, long seed) {
        this.nation = nation;
        this.random = new SplittableRandom(seed);
    }

    /** The next event, which happens at an instant. */
    Event next(Instant time) {
        int campus = random.nextInt(nation.campuses());
        int which = random.nextInt(CAMERA + ENTRANCE + STAFF);
        if (which < CAMERA) {
            String device = random.nextBoolean() ? SyntheticPlans.FRONT_CAMERA : SyntheticPlans.SIDE_CAMERA;
            return new Sighting(
                    origin(campus, SyntheticPlans.CAMERAS, time),
                    EventType.PERSON_SEEN,
                    Nation.campus(campus),
                    Optional.of(device));
        }
        return which < CAMERA + ENTRANCE ? entrance(which - CAMERA, campus, time) : staff(campus, time);
    }

    private Event entrance(int which, int campus, Instant time) {
        if (which < 16) {
            boolean answers = waiting.size() >= WAITING;
            if (!answers) {
                waiting.add(campus);
                return entrance(EventType.BUZZER_PRESSED, campus, time);
            }
            boolean denied = random.nextInt(8) == 0;
            return entrance(denied ? EventType.VISITOR_DENIED : EventType.VISITOR_ADMITTED, waiting.remove(), time);
        } else if (which < 18) {
            return entrance(which == 16 ? EventType.DOOR_HELD_OPEN : EventType.DOOR_SECURED, campus, time);
        }
        return new DeviceReport(
                origin(campus, SyntheticPlans.DOORS, time),
                EventType.DEVICE_ONLINE,
                Nation.campus(campus),
                SyntheticPlans.FRONT_BUZZER);
    }

    private EntranceEvent entrance(EventType type, int campus, Instant time) {
        return new EntranceEvent(
                origin(campus, SyntheticPlans.DOORS, time), type, Nation.campus(campus), SyntheticPlans.FRONT);
    }

    /** Half of them heartbeats; else an officer checks in once more, is called away or returns. */
    private Event staff(int campus, Instant time) {
        int which = random.nextInt(8);
        if (which < 4) {
            return new Heartbeat(origin(campus, SyntheticPlans.STAFF, time), Optional.empty());
        } else if (which < 6) {
            return sign(Sign.Kind.CHECKED_IN, campus, time);
        } else if (away.size() < AWAY) {
            away.add(campus);
            return sign(Sign.Kind.CALLED_AWAY, campus, time);
        }
        return sign(Sign.Kind.RETURNED, away.remove(), time);
    }

    private Sign sign(Sign.Kind kind, int campus, Instant time) {
        Origin origin = origin(campus, SyntheticPlans.STAFF, time);
        return new Sign(origin, kind, Nation.badge(campus), Nation.campus(campus), Optional.empty());
    }

    /** A door that is forced at some campus: opens an incident at once, whatever the hour and however many there are. */
    EntranceEvent forced(Instant time) {
        return entrance(EventType.DOOR_FORCED, random.nextInt(nation.campuses()), time);
    }

    private Origin origin(int campus, String source, Instant time) {
        return new Origin(Nation.district(nation.districtOf(campus)), source, "e-" + events++, time);
    }
}
