package org.postwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.event.Canary;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sighting;
import org.postwatch.event.Sign;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.watch.Verdict.SetAside;

/**
 * Whether an event is admitted, in the order of the checks: known district and feed, time, known subject, the feed's
 * grant. What is admitted was sent by somebody who may speak, about something that exists, at a credible time.
 */
final class Admission {
    static final Duration FUTURE_MAX = Duration.ofMinutes(1);
    static final Duration LATE_MAX = Duration.ofDays(2);

    private final CampusIndex index;

    Admission(CampusIndex index) {
        this.index = index;
    }

    /** Why the event is not admitted; empty when it is. */
    Optional<SetAside> refusal(District district, Event event, Instant stamp) {
        Feed feed = district.feeds().get(event.source());
        if (feed == null) {
            return aside(
                    "unknown-feed", "source '" + event.source() + "' is no feed of district '" + district.id() + "'");
        }
        if (event.time().isAfter(stamp.plus(FUTURE_MAX))) {
            return aside("future", "time " + event.time() + " is more than one minute after its arrival at " + stamp);
        }
        if (event.time().isBefore(stamp.minus(LATE_MAX))) {
            return aside("late", "time " + event.time() + " is more than two days before its arrival at " + stamp);
        }
        if (event instanceof Canary) {
            return feed.types().contains(EventType.CANARY)
                    ? Optional.empty()
                    : aside("source-not-authorised", "feed '" + feed.source() + "' is none of canaries");
        }
        return event instanceof Heartbeat heartbeat
                ? heartbeatRefusal(heartbeat, stamp)
                : subjectRefusal(event, district, feed);
    }

    private static Optional<SetAside> heartbeatRefusal(Heartbeat heartbeat, Instant stamp) {
        Optional<Instant> since = heartbeat.completeSince();
        if (since.isPresent()
                && (since.get().isBefore(stamp.minus(LATE_MAX)) || since.get().isAfter(heartbeat.time()))) {
            return aside(
                    "malformed",
                    "completeSince " + since.get() + " must lie at most two days before the arrival at " + stamp
                            + " and not after the heartbeat's time " + heartbeat.time());
        }
        return Optional.empty();
    }

    private Optional<SetAside> subjectRefusal(Event event, District district, Feed feed) {
        String campusId = campus(event);
        Optional<CampusIndex.Entry> campus = index.find(district.id(), campusId);
        if (campus.isEmpty()) {
            return aside("unknown-campus", "district '" + district.id() + "' has no campus '" + campusId + "'");
        }
        Optional<SetAside> unknown = unknownPart(event, district, campus.get());
        if (unknown.isPresent()) {
            return unknown;
        }
        boolean granted = feed.types().contains(event.type())
                && (feed.campuses().isEmpty() || feed.campuses().contains(campusId))
                && badge(event)
                        .map(badge -> district.officers().get(badge).agency())
                        .map(feed.agencies()::contains)
                        .orElse(true);
        return granted
                ? Optional.empty()
                : aside(
                        "source-not-authorised",
                        "feed '" + feed.source() + "' may not tell '"
                                + event.type().shortName() + "' of campus '"
                                + campusId + "'"
                                + badge(event)
                                        .map(b -> " and officer '" + b + "' of agency '"
                                                + district.officers().get(b).agency() + "'")
                                        .orElse(""));
    }

    private static Optional<SetAside> unknownPart(Event event, District district, CampusIndex.Entry campus) {
        Optional<String> badge = badge(event);
        if (badge.isPresent() && !district.officers().containsKey(badge.get())) {
            return aside(
                    "unknown-officer", "no officer '" + badge.get() + "' in the roster of '" + district.id() + "'");
        }
        if (event instanceof EntranceEvent e && !campus.hasEntrance(e.entrance())) {
            return aside(
                    "unknown-entrance", "campus '" + campus.plan().id() + "' has no entrance '" + e.entrance() + "'");
        }
        Optional<String> device = event instanceof DeviceReport r
                ? Optional.of(r.device())
                : event instanceof Sighting s ? s.device() : Optional.empty();
        if (device.isPresent() && !campus.hasDevice(device.get())) {
            return aside("unknown-device", "campus '" + campus.plan().id() + "' has no device '" + device.get() + "'");
        }
        return Optional.empty();
    }

    private static String campus(Event event) {
        if (event instanceof Sign e) {
            return e.campus();
        } else if (event instanceof ShiftPlanned e) {
            return e.campus();
        } else if (event instanceof ShiftCancelled e) {
            return e.campus();
        } else if (event instanceof EntranceEvent e) {
            return e.campus();
        } else if (event instanceof DeviceReport e) {
            return e.campus();
        } else if (event instanceof Sighting e) {
            return e.campus();
        }
        throw new IllegalArgumentException(event.type() + " is not about a campus");
    }

    private static Optional<String> badge(Event event) {
        if (event instanceof Sign e) {
            return Optional.of(e.badge());
        } else if (event instanceof ShiftPlanned e) {
            return Optional.of(e.badge());
        } else if (event instanceof ShiftCancelled e) {
            return Optional.of(e.badge());
        }
        return Optional.empty();
    }

    private static Optional<SetAside> aside(String reason, String detail) {
        return Optional.of(new SetAside(reason, detail));
    }
}
