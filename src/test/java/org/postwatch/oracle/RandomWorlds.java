package org.postwatch.oracle;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;

/** Random districts with one to three days of events, made for boundaries to meet. The same seed makes the same world. */
public final class RandomWorlds {
    private static final Duration LATE = Duration.ofDays(2);

    private RandomWorlds() {}

    public static World of(long seed) {
        SeededRandom dice = new SeededRandom(seed);
        return atSomeClock(dice, endless(dice));
    }

    /** A world whose events begin at a day, with everything that ever arrives; its clock stands at the end of time. */
    public static World startingOn(LocalDate day, long seed) {
        return endless(new SeededRandom(seed, Optional.of(day)));
    }

    private static World endless(SeededRandom dice) {
        RandomPlan plan = new RandomPlan(dice);
        District district = plan.district();
        Map<String, CampusPlan> campuses = new RandomCampus(dice, plan, district).plans();
        List<Event> events = new RandomEvents(dice, plan, district, campuses).all();
        List<Arrival> arrivals = new ArrayList<>();
        for (Event e : events) {
            arrivals.add(Arrival.of(e, stamp(dice, e)));
        }
        addRepeats(dice, arrivals);
        return new World(district, campuses, arrivals, Instant.MAX);
    }

    /** The same arrivals in another order. */
    public static World shuffled(World w, long seed) {
        SeededRandom dice = new SeededRandom(seed);
        List<Arrival> arrivals = new ArrayList<>(w.arrivals());
        dice.shuffle(arrivals);
        return w.withArrivals(arrivals);
    }

    /** Every arrival twice, the second one anywhere. */
    public static World doubled(World w, long seed) {
        Random random = new Random(seed);
        List<Arrival> arrivals = new ArrayList<>(w.arrivals());
        for (Arrival a : w.arrivals()) {
            arrivals.add(random.nextInt(arrivals.size() + 1), a);
        }
        return w.withArrivals(arrivals);
    }

    /** What is in a world, see {@link WorldTraits}. */
    public static Set<String> traits(World w) {
        return WorldTraits.of(w);
    }

    private static Instant stamp(SeededRandom dice, Event e) {
        Instant latest = e.time().plus(LATE);
        // Most heartbeats come at once: else everything would be silent.
        int how = e instanceof Heartbeat ? dice.pick(0, 0, 0, 60, dice.between(0, 99)) : dice.between(0, 99);
        if (how < 55) {
            return e.time();
        } else if (how < 80) {
            return e.time().plusSeconds(dice.between(0, 7_200));
        } else if (how < 84) {
            return latest;
        } else if (how < 86) {
            return latest.plusMillis(1);
        } else if (how < 94) {
            return e.time().minusSeconds(60);
        } else if (how < 96) {
            return e.time().minusSeconds(60).minusMillis(1);
        }
        Instant delayed = e.time().plusSeconds(dice.between(7_200, 172_800));
        return delayed.isAfter(latest) ? latest : delayed;
    }

    /** Some arrive twice, some in other bytes, some saying something else. */
    private static void addRepeats(SeededRandom dice, List<Arrival> arrivals) {
        for (Arrival a : List.copyOf(arrivals)) {
            int how = dice.between(0, 199);
            if (how == 199) {
                arrivals.add(misaddressed(dice, a));
            } else if (how < 10) {
                Instant later = dice.chance(50) ? a.stamp() : a.stamp().plusSeconds(dice.between(0, 3_600));
                arrivals.add(new Arrival(a.event(), later, a.bytes()));
            } else if (how < 16) {
                addConflict(dice, arrivals, a, a.withPadding(dice.between(1, 3)));
            } else if (how < 26) {
                conflictingEvent(dice, a.event())
                        .ifPresent(e -> addConflict(dice, arrivals, a, Arrival.of(e, stamp(dice, e))));
            }
        }
    }

    /** Another claims the same id, before it, after it or at once; now and then the first is repeated, early or late. */
    private static void addConflict(SeededRandom dice, List<Arrival> arrivals, Arrival a, Arrival other) {
        Instant stamp = dice.chance(40) ? a.stamp() : dice.chance(50) ? nearbyStamp(dice, a) : other.stamp();
        arrivals.add(other.withStamp(stamp));
        if (dice.chance(40)) {
            arrivals.add(a.withStamp(nearbyStamp(dice, other.withStamp(stamp))));
        }
        if (dice.chance(20)) {
            arrivals.add(other.withStamp(nearbyStamp(dice, a)));
        }
    }

    /** A little before or after an arrival. */
    private static Instant nearbyStamp(SeededRandom dice, Arrival a) {
        return a.stamp().plusMillis(dice.pick(-600_000, -20_000, -1, 1, 20_000, 600_000));
    }

    /** A heartbeat like this one, but of a district or a feed that nobody knows. */
    private static Arrival misaddressed(SeededRandom dice, Arrival a) {
        EventOrigin o = a.event().origin();
        EventOrigin strange = dice.chance(50)
                ? new EventOrigin("elsewhere", o.source(), o.id(), o.time())
                : new EventOrigin(o.district(), "stranger", o.id(), o.time());
        return Arrival.of(new Heartbeat(strange, Optional.empty()), a.stamp());
    }

    /**
     * Another event of the same source and id that leaves something behind as this one does. A trigger keeps its time:
     * in a window or out of it, both are of one sort.
     */
    private static Optional<Event> conflictingEvent(SeededRandom dice, Event e) {
        Instant other = e.time().plusSeconds(60L * dice.pick(-20, -1, 1, 20));
        EventOrigin origin =
                new EventOrigin(e.origin().district(), e.source(), e.id(), dice.chance(50) ? e.time() : other);
        if (e instanceof PresenceSignal s) {
            PresenceSignal.SignalKind kind = dice.chance(50) ? s.kind() : dice.pick(PresenceSignal.SignalKind.values());
            return Optional.of(new PresenceSignal(origin, kind, s.badge(), s.campus(), Optional.empty()));
        } else if (e instanceof ShiftPlanned s) {
            return Optional.of(
                    new ShiftPlanned(origin, s.shift(), s.badge(), s.campus(), s.from(), s.to(), Optional.of("sro")));
        } else if (e instanceof ShiftCancelled s) {
            return Optional.of(new ShiftCancelled(origin, s.shift(), s.badge(), s.campus()));
        } else if (e instanceof DeviceReport d) {
            EventType type = dice.pick(EventType.DEVICE_ONLINE, EventType.DEVICE_OFFLINE);
            return Optional.of(new DeviceReport(origin, type, d.campus(), d.device()));
        } else if (e instanceof EntranceEvent x && Admission.TRIGGERS.contains(x.type())) {
            EventType type = dice.pick(EventType.VISITOR_ADMITTED, EventType.DOOR_HELD_OPEN);
            return Optional.of(new EntranceEvent(x.origin(), type, x.campus(), x.entrance()));
        }
        return Optional.empty();
    }

    /** The clock stands somewhere among the days, and what comes later is not there yet; or at their end; or days later. */
    private static World atSomeClock(SeededRandom dice, World w) {
        List<Arrival> arrivals = new ArrayList<>(w.arrivals());
        arrivals.sort(
                Comparator.comparing(Arrival::stamp).thenComparing(a -> new String(a.bytes(), StandardCharsets.UTF_8)));
        Instant clock;
        if (dice.chance(45)) {
            Instant now = dice.instant(w.district().zone(), 10, 20);
            arrivals.removeIf(a -> a.stamp().isAfter(now));
            clock = now;
        } else {
            Instant end = dice.days
                    .get(dice.days.size() - 1)
                    .plusDays(1)
                    .atStartOfDay(w.district().zone())
                    .toInstant()
                    .plusSeconds(6 * 3_600);
            Instant last =
                    arrivals.isEmpty() ? end : arrivals.get(arrivals.size() - 1).stamp();
            clock = (last.isAfter(end) ? last : end).plusSeconds(3_600L * dice.pick(0, 0, 5, 72));
        }
        if (dice.chance(40)) {
            dice.shuffle(arrivals);
        }
        return new World(w.district(), w.campuses(), arrivals, clock);
    }
}
