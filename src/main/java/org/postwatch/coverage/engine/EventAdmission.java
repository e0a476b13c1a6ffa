package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.District;
import org.postwatch.state.ProcessingResult.Rejection;

/**
 * Whether an event is admitted, in the order of the checks: known district and feed, time, the feed's dates, known
 * subject, the feed's grant. What is admitted was sent by somebody who may speak, about something that exists, at a credible time.
 */
final class EventAdmission {
    static final Duration MAX_AHEAD = Duration.ofMinutes(1);
    static final Duration MAX_LATENESS = Duration.ofDays(2);

    private final CampusCache campusCache;

    EventAdmission(CampusCache index) {
        this.campusCache = index;
    }

    /**
     * Why the event is not admitted; null when it is, as nearly all are.
     *
     * @param source null when it is no feed of the district
     */
    Rejection findRejection(District district, DistrictCache.CachedFeed source, Event event, Instant stamp) {
        if (source == null) {
            return new Rejection(
                    "unknown-feed", "source '" + event.source() + "' is no feed of district '" + district.id() + "'");
        }
        if (event.time().isAfter(stamp.plus(MAX_AHEAD))) {
            return new Rejection(
                    "future", "time " + event.time() + " is more than one minute after its arrival at " + stamp);
        }
        if (event.time().isBefore(stamp.minus(MAX_LATENESS))) {
            return new Rejection(
                    "late", "time " + event.time() + " is more than two days before its arrival at " + stamp);
        }
        if (event instanceof CanaryEvent) {
            return source.feed().types().contains(EventType.CANARY)
                    ? null
                    : new Rejection("source-not-authorised", "feed '" + event.source() + "' is none of canaries");
        }
        if (!source.isActiveAt(event.time())) {
            return new Rejection(
                    "source-not-authorised",
                    "time " + event.time() + " lies outside the dates of feed '" + event.source() + "' ("
                            + source.feed().dates().text() + ", " + district.zone() + ")");
        }
        return event instanceof Heartbeat heartbeat ? checkHeartbeat(heartbeat) : checkSubject(event, district, source);
    }

    private static Rejection checkHeartbeat(Heartbeat heartbeat) {
        Optional<Instant> since = heartbeat.completeSince();
        return since.isPresent() && since.get().isAfter(heartbeat.time())
                ? new Rejection(
                        "malformed",
                        "completeSince " + since.get() + " must not lie after the heartbeat's time " + heartbeat.time())
                : null;
    }

    /** Whether the feed may send such an event at its arrival: that counts when the event's own time is not credible. */
    boolean isAuthorised(District district, DistrictCache.CachedFeed source, Event event, Instant stamp) {
        return source != null && source.isActiveAt(stamp) && checkSubject(event, district, source) == null;
    }

    private Rejection checkSubject(Event event, District district, DistrictCache.CachedFeed source) {
        String campusId = campusOf(event);
        Optional<CampusCache.CachedCampus> campus = campusCache.find(district.id(), campusId);
        if (campus.isEmpty()) {
            return new Rejection("unknown-campus", "district '" + district.id() + "' has no campus '" + campusId + "'");
        }
        String badge = badgeOf(event);
        Rejection unknown = checkReferences(event, badge, district, campus.get());
        if (unknown != null) {
            return unknown;
        }
        if (source.isGranted(event.type(), campusId)
                && (badge == null || reportsForAgency(source, agencyOf(district, badge)))) {
            return null;
        }
        return new Rejection(
                "source-not-authorised",
                "feed '" + event.source() + "' may not tell '" + event.type().shortName() + "' of campus '" + campusId
                        + "'"
                        + (badge == null
                                ? ""
                                : " and officer '" + badge + "' of agency '" + agencyOf(district, badge) + "'"));
    }

    private static boolean reportsForAgency(DistrictCache.CachedFeed source, String agency) {
        return source.feed().agencies().contains(agency);
    }

    private static String agencyOf(District district, String badge) {
        return district.officers().get(badge).agency();
    }

    private static Rejection checkReferences(
            Event event, String badge, District district, CampusCache.CachedCampus campus) {
        if (badge != null && !district.officers().containsKey(badge)) {
            return new Rejection(
                    "unknown-officer", "no officer '" + badge + "' in the roster of '" + district.id() + "'");
        }
        if (event instanceof EntranceEvent e && !campus.hasEntrance(e.entrance())) {
            return new Rejection(
                    "unknown-entrance", "campus '" + campus.plan().id() + "' has no entrance '" + e.entrance() + "'");
        }
        String device = event instanceof DetectionEvent s
                ? s.device().orElse(null)
                : event instanceof DeviceReport r ? r.device() : null;
        if (device != null && !campus.hasDevice(device)) {
            return new Rejection(
                    "unknown-device", "campus '" + campus.plan().id() + "' has no device '" + device + "'");
        }
        return null;
    }

    static String campusOf(Event event) {
        if (event instanceof DetectionEvent e) {
            return e.campus();
        } else if (event instanceof EntranceEvent e) {
            return e.campus();
        } else if (event instanceof DeviceReport e) {
            return e.campus();
        } else if (event instanceof PresenceSignal e) {
            return e.campus();
        } else if (event instanceof ShiftPlanned e) {
            return e.campus();
        } else if (event instanceof ShiftCancelled e) {
            return e.campus();
        }
        throw new IllegalArgumentException(event.type() + " is not about a campus");
    }

    /** Null when it is about no officer. */
    private static String badgeOf(Event event) {
        if (event instanceof PresenceSignal e) {
            return e.badge();
        } else if (event instanceof ShiftPlanned e) {
            return e.badge();
        } else if (event instanceof ShiftCancelled e) {
            return e.badge();
        }
        return null;
    }
}
