package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.event.CampusEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.OfficerEvent;
import org.postwatch.plan.District;
import org.postwatch.state.ProcessingResult.Rejection;

/**
 * Whether an event is admitted, in the order of the checks: known district and feed, time, the feed's dates, known
 * subject, the feed's grant. An admitted event was sent by a feed that may send it, about something that exists, at a
 * credible time.
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
        if (event.type() != EventType.CANARY && !source.isActiveAt(event.time())) {
            return new Rejection(
                    "source-not-authorised",
                    "time " + event.time() + " lies outside the dates of feed '" + event.source() + "' ("
                            + source.feed().dates().text() + ", " + district.zone() + ")");
        }
        return switch (event.type().shape()) {
            case HEARTBEAT -> checkHeartbeat((Heartbeat) event);
            case PRESENCE_SIGNAL, SHIFT_PLANNED, SHIFT_CANCELLED, ENTRANCE, DEVICE_REPORT, DETECTION, PANIC, CONDUCT ->
                checkSubject((CampusEvent) event, district, source);
            case CANARY -> checkCanary(event, source);
        };
    }

    private static Rejection checkCanary(Event event, DistrictCache.CachedFeed source) {
        return source.feed().types().contains(EventType.CANARY)
                ? null
                : new Rejection("source-not-authorised", "feed '" + event.source() + "' is none of canaries");
    }

    private static Rejection checkHeartbeat(Heartbeat heartbeat) {
        Optional<Instant> since = heartbeat.completeSince();
        return since.isPresent() && since.get().isAfter(heartbeat.time())
                ? new Rejection(
                        "malformed",
                        "completeSince " + since.get() + " must not lie after the heartbeat's time " + heartbeat.time())
                : null;
    }

    /**
     * Whether the feed may send such an event at its arrival: that counts when the event's own time is not credible.
     */
    boolean isAuthorised(District district, DistrictCache.CachedFeed source, Event event, Instant stamp) {
        return source != null
                && source.isActiveAt(stamp)
                && checkSubject((CampusEvent) event, district, source) == null;
    }

    private Rejection checkSubject(CampusEvent event, District district, DistrictCache.CachedFeed source) {
        String campusId = event.campus();
        Optional<CampusCache.CachedCampus> campus = campusCache.find(district.id(), campusId);
        if (campus.isEmpty()) {
            return new Rejection("unknown-campus", "district '" + district.id() + "' has no campus '" + campusId + "'");
        }
        String badge = event instanceof OfficerEvent officer ? officer.badge() : null;
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
                "feed '" + event.source() + "' may not send '" + event.type().shortName() + "' of campus '" + campusId
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
        return switch (event.type().shape()) {
            case ENTRANCE -> checkEntrance(((EntranceEvent) event).entrance(), campus);
            case DEVICE_REPORT -> checkDevice(((DeviceReport) event).device(), campus);
            case DETECTION -> checkDevice(((DetectionEvent) event).device().orElse(null), campus);
            // The location of a panic is in no plan: a mistake in it must not stop the call for help.
            case PRESENCE_SIGNAL, SHIFT_PLANNED, SHIFT_CANCELLED, HEARTBEAT, PANIC, CONDUCT, CANARY -> null;
        };
    }

    private static Rejection checkEntrance(String entrance, CampusCache.CachedCampus campus) {
        return campus.hasEntrance(entrance)
                ? null
                : new Rejection(
                        "unknown-entrance", "campus '" + campus.plan().id() + "' has no entrance '" + entrance + "'");
    }

    /** @param device null when the event names none */
    private static Rejection checkDevice(String device, CampusCache.CachedCampus campus) {
        return device == null || campus.hasDevice(device)
                ? null
                : new Rejection("unknown-device", "campus '" + campus.plan().id() + "' has no device '" + device + "'");
    }
}
