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
import org.postwatch.watch.Verdict.SetAside;

/**
 * Whether an event is admitted, in the order of the checks: known district and feed, time, the feed's dates, known
 * subject, the feed's grant. What is admitted was sent by somebody who may speak, about something that exists, at a credible time.
 */
final class Admission {
    static final Duration FUTURE_MAX = Duration.ofMinutes(1);
    static final Duration LATE_MAX = Duration.ofDays(2);

    private final CampusIndex index;

    Admission(CampusIndex index) {
        this.index = index;
    }

    /**
     * Why the event is not admitted; null when it is, as nearly all are.
     *
     * @param source null when it is no feed of the district
     */
    SetAside refusal(District district, DistrictIndex.Source source, Event event, Instant stamp) {
        if (source == null) {
            return new SetAside(
                    "unknown-feed", "source '" + event.source() + "' is no feed of district '" + district.id() + "'");
        }
        if (event.time().isAfter(stamp.plus(FUTURE_MAX))) {
            return new SetAside(
                    "future", "time " + event.time() + " is more than one minute after its arrival at " + stamp);
        }
        if (event.time().isBefore(stamp.minus(LATE_MAX))) {
            return new SetAside(
                    "late", "time " + event.time() + " is more than two days before its arrival at " + stamp);
        }
        if (event instanceof Canary) {
            return source.feed().types().contains(EventType.CANARY)
                    ? null
                    : new SetAside("source-not-authorised", "feed '" + event.source() + "' is none of canaries");
        }
        if (!source.mayTellAt(event.time())) {
            return new SetAside(
                    "source-not-authorised",
                    "time " + event.time() + " lies outside the dates of feed '" + event.source() + "' ("
                            + source.feed().dates().text() + ", " + district.zone() + ")");
        }
        return event instanceof Heartbeat heartbeat
                ? heartbeatRefusal(heartbeat)
                : subjectRefusal(event, district, source);
    }

    private static SetAside heartbeatRefusal(Heartbeat heartbeat) {
        Optional<Instant> since = heartbeat.completeSince();
        return since.isPresent() && since.get().isAfter(heartbeat.time())
                ? new SetAside(
                        "malformed",
                        "completeSince " + since.get() + " must not lie after the heartbeat's time " + heartbeat.time())
                : null;
    }

    /** Whether the feed may send such an event at its arrival: that counts when the event's own time is not credible. */
    boolean isAuthorised(District district, DistrictIndex.Source source, Event event, Instant stamp) {
        return source != null && source.mayTellAt(stamp) && subjectRefusal(event, district, source) == null;
    }

    private SetAside subjectRefusal(Event event, District district, DistrictIndex.Source source) {
        String campusId = campus(event);
        Optional<CampusIndex.Entry> campus = index.find(district.id(), campusId);
        if (campus.isEmpty()) {
            return new SetAside("unknown-campus", "district '" + district.id() + "' has no campus '" + campusId + "'");
        }
        String badge = badge(event);
        SetAside unknown = unknownPart(event, badge, district, campus.get());
        if (unknown != null) {
            return unknown;
        }
        if (source.mayTell(event.type(), campusId) && (badge == null || speaksFor(source, agency(district, badge)))) {
            return null;
        }
        return new SetAside(
                "source-not-authorised",
                "feed '" + event.source() + "' may not tell '" + event.type().shortName() + "' of campus '" + campusId
                        + "'"
                        + (badge == null
                                ? ""
                                : " and officer '" + badge + "' of agency '" + agency(district, badge) + "'"));
    }

    private static boolean speaksFor(DistrictIndex.Source source, String agency) {
        return source.feed().agencies().contains(agency);
    }

    private static String agency(District district, String badge) {
        return district.officers().get(badge).agency();
    }

    private static SetAside unknownPart(Event event, String badge, District district, CampusIndex.Entry campus) {
        if (badge != null && !district.officers().containsKey(badge)) {
            return new SetAside(
                    "unknown-officer", "no officer '" + badge + "' in the roster of '" + district.id() + "'");
        }
        if (event instanceof EntranceEvent e && !campus.hasEntrance(e.entrance())) {
            return new SetAside(
                    "unknown-entrance", "campus '" + campus.plan().id() + "' has no entrance '" + e.entrance() + "'");
        }
        String device = event instanceof Sighting s
                ? s.device().orElse(null)
                : event instanceof DeviceReport r ? r.device() : null;
        if (device != null && !campus.hasDevice(device)) {
            return new SetAside("unknown-device", "campus '" + campus.plan().id() + "' has no device '" + device + "'");
        }
        return null;
    }

    static String campus(Event event) {
        if (event instanceof Sighting e) {
            return e.campus();
        } else if (event instanceof EntranceEvent e) {
            return e.campus();
        } else if (event instanceof DeviceReport e) {
            return e.campus();
        } else if (event instanceof Sign e) {
            return e.campus();
        } else if (event instanceof ShiftPlanned e) {
            return e.campus();
        } else if (event instanceof ShiftCancelled e) {
            return e.campus();
        }
        throw new IllegalArgumentException(event.type() + " is not about a campus");
    }

    /** Null when it is about no officer. */
    private static String badge(Event event) {
        if (event instanceof Sign e) {
            return e.badge();
        } else if (event instanceof ShiftPlanned e) {
            return e.badge();
        } else if (event instanceof ShiftCancelled e) {
            return e.badge();
        }
        return null;
    }
}
