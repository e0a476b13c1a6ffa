package org.postwatch.oracle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PanicEvent;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.Feed;
import org.postwatch.plan.Officer;

/**
 * Which arrivals are admitted, and which of those that leave something behind stand. Decoding and sealing are not
 * looked at: an arrival here is decoded already, and every date is open.
 */
final class Admission {
    static final Set<EventType> TRIGGERS =
            Set.of(EventType.VISITOR_ADMITTED, EventType.DOOR_HELD_OPEN, EventType.DOOR_FORCED);

    /** Whatever was admitted, conflicting ones too: their feed did speak. */
    final List<Event> admitted = new ArrayList<>();

    /** What was admitted and leaves something behind, once for each source and id. */
    final List<Event> effective = new ArrayList<>();

    /** {@code source id reason}. */
    final SortedSet<String> rejected = new TreeSet<>();

    private final World world;

    Admission(World world) {
        this.world = world;
        Map<List<String>, List<Arrival>> byId = new HashMap<>();
        for (Arrival arrival : world.arrivals()) {
            Event e = arrival.event();
            Optional<String> refusal = rejection(e, arrival.stamp());
            if (refusal.isPresent()) {
                rejected.add(e.source() + " " + e.id() + " " + refusal.get());
                continue;
            }
            admitted.add(withLimitedCompleteness(e, arrival.stamp()));
            if (isStored(e)) {
                byId.computeIfAbsent(List.of(e.source(), e.id()), id -> new ArrayList<>())
                        .add(arrival);
            }
        }
        byId.values().forEach(this::resolveDuplicates);
        effective.sort(Event.ORDER);
    }

    /** Of all arrivals with one source and id the earliest stands; of several at that instant the smallest hash. */
    private void resolveDuplicates(List<Arrival> claims) {
        Instant earliest =
                claims.stream().map(Arrival::stamp).min(Instant::compareTo).orElseThrow();
        Arrival stands = claims.stream()
                .filter(a -> a.stamp().equals(earliest))
                .min((a, b) -> Arrays.compareUnsigned(sha256(a.bytes()), sha256(b.bytes())))
                .orElseThrow();
        effective.add(stands.event());
        if (claims.stream().anyMatch(a -> !Arrays.equals(a.bytes(), stands.bytes()))) {
            Event e = stands.event();
            rejected.add(e.source() + " " + e.id() + " conflicting");
        }
    }

    /** A heartbeat without what it says of the time before anything is admitted. */
    private static Event withLimitedCompleteness(Event e, Instant stamp) {
        Instant earliest = stamp.minus(Duration.ofDays(2));
        return e instanceof Heartbeat beat
                        && beat.completeSince().filter(earliest::isAfter).isPresent()
                ? new Heartbeat(beat.origin(), Optional.of(earliest))
                : e;
    }

    private Optional<String> rejection(Event e, Instant stamp) {
        if (!e.origin().district().equals(world.district().id())) {
            return Optional.of("unknown-district");
        }
        Feed feed = world.district().feeds().get(e.source());
        if (feed == null) {
            return Optional.of("unknown-feed");
        }
        if (e.time().isAfter(stamp.plus(Duration.ofMinutes(1)))) {
            return Optional.of("future");
        }
        Instant earliest = stamp.minus(Duration.ofDays(2));
        if (e.time().isBefore(earliest)) {
            return Optional.of("late");
        }
        if (!feed.dates().contains(e.time(), world.district().zone())) {
            return Optional.of("source-not-authorised");
        }
        if (e instanceof Heartbeat beat) {
            boolean malformed = beat.completeSince().isPresent()
                    && beat.completeSince().get().isAfter(e.time());
            return malformed ? Optional.of("malformed") : Optional.empty();
        }
        return unknownSubject(e)
                .or(() -> isAuthorised(feed, e) ? Optional.empty() : Optional.of("source-not-authorised"));
    }

    private Optional<String> unknownSubject(Event e) {
        CampusPlan plan = world.campuses().get(campus(e));
        if (plan == null) {
            return Optional.of("unknown-campus");
        }
        if (badge(e).isPresent() && !world.district().officers().containsKey(badge(e).get())) {
            return Optional.of("unknown-officer");
        }
        List<Campus> versions = List.copyOf(plan.versions().values());
        if (e instanceof EntranceEvent x
                && versions.stream().allMatch(v -> v.entrance(x.entrance()).isEmpty())) {
            return Optional.of("unknown-entrance");
        }
        Optional<String> device = device(e);
        if (device.isPresent()
                && versions.stream().allMatch(v -> v.device(device.get()).isEmpty())) {
            return Optional.of("unknown-device");
        }
        return Optional.empty();
    }

    private boolean isAuthorised(Feed feed, Event e) {
        boolean type = feed.types().contains(e.type());
        boolean campus = feed.campuses().isEmpty() || feed.campuses().contains(campus(e));
        boolean agency = badge(e).isEmpty()
                || feed.agencies().contains(officer(badge(e).get()).agency());
        return type && campus && agency;
    }

    private Officer officer(String badge) {
        return world.district().officers().get(badge);
    }

    /** Events that leave nothing but their minute have no identity. */
    private boolean isStored(Event e) {
        if (e instanceof EntranceEvent x) {
            // A forced door is an incident whatever the hour.
            return x.type() == EventType.DOOR_FORCED
                    || TRIGGERS.contains(x.type())
                            && DutyWindows.campusWindowAt(world.campuses().get(x.campus()), x.time());
        }
        return !(e instanceof Heartbeat) && e.type() != EventType.PERSON_SEEN;
    }

    private static String campus(Event e) {
        if (e instanceof PresenceSignal x) {
            return x.campus();
        } else if (e instanceof ShiftPlanned x) {
            return x.campus();
        } else if (e instanceof ShiftCancelled x) {
            return x.campus();
        } else if (e instanceof EntranceEvent x) {
            return x.campus();
        } else if (e instanceof DeviceReport x) {
            return x.campus();
        } else if (e instanceof DetectionEvent x) {
            return x.campus();
        } else if (e instanceof PanicEvent x) {
            return x.campus();
        }
        throw new IllegalArgumentException(e + " is not of a campus");
    }

    private static Optional<String> badge(Event e) {
        if (e instanceof PresenceSignal x) {
            return Optional.of(x.badge());
        } else if (e instanceof ShiftPlanned x) {
            return Optional.of(x.badge());
        } else if (e instanceof ShiftCancelled x) {
            return Optional.of(x.badge());
        }
        return Optional.empty();
    }

    private static Optional<String> device(Event e) {
        if (e instanceof DeviceReport x) {
            return Optional.of(x.device());
        } else if (e instanceof DetectionEvent x) {
            return x.device();
        }
        return Optional.empty();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
