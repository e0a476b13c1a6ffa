package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.DeviceHistory;
import org.postwatch.coverage.FeedActivity;
import org.postwatch.coverage.OfficerLocation;
import org.postwatch.coverage.Reason;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.incident.Incident;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.EngineClock;
import org.postwatch.state.TimerKind;

/** The state of the coverage engine: evidence of the open days, what sealed days left, and what was published. */
public interface EngineState {
    /** Nothing is due. */
    Instant NEVER = TimerKind.NEVER;

    /** The earlier of two deadlines, if the first one still lies ahead of the clock. */
    static Instant earlierAfter(Instant clock, Instant t, Instant next) {
        return t.isAfter(clock) && t.isBefore(next) ? t : next;
    }

    /**
     * @param firstOpen the first date that is not sealed
     * @param openFrom the first instant of that date at any campus: older events come too late
     * @param monitoredFrom the first date of which anything is published: the first day of the plan, or the first whose windows
     *     may reach into the time from which the district is monitored
     * @param incidents of agreements, by id
     * @param firstReliance by agreement and span, the first instant at which a shift relied on it that is deleted since
     */
    record DistrictState(
            LocalDate firstOpen,
            Instant openFrom,
            LocalDate monitoredFrom,
            SortedMap<String, Incident> incidents,
            SortedMap<String, Instant> firstReliance,
            Instant deadline)
            implements EngineState {
        public DistrictState {
            incidents = Collections.unmodifiableSortedMap(new TreeMap<>(incidents));
            firstReliance = Collections.unmodifiableSortedMap(new TreeMap<>(firstReliance));
        }

        /** The first date of which something may still change. */
        LocalDate firstEvaluated() {
            return firstOpen.isAfter(monitoredFrom) ? firstOpen : monitoredFrom;
        }

        DistrictState withDeadline(Instant other) {
            return new DistrictState(firstOpen, openFrom, monitoredFrom, incidents, firstReliance, other);
        }

        DistrictState withMonitoredFrom(LocalDate other) {
            return new DistrictState(firstOpen, openFrom, other, incidents, firstReliance, deadline);
        }

        DistrictState withFirstOpen(LocalDate first, Instant from) {
            return new DistrictState(first, from, monitoredFrom, incidents, firstReliance, deadline);
        }

        DistrictState withFirstReliance(SortedMap<String, Instant> other) {
            return new DistrictState(firstOpen, openFrom, monitoredFrom, incidents, other, deadline);
        }
    }

    /**
     * @param silences as they were published last
     * @param incidents by id
     */
    record FeedState(
            FeedActivity activity, List<TimeSpan> silences, SortedMap<String, Incident> incidents, Instant deadline)
            implements EngineState {
        public FeedState {
            silences = List.copyOf(silences);
            incidents = Collections.unmodifiableSortedMap(new TreeMap<>(incidents));
        }
    }

    /**
     * @param sealedLocation where the officer was at the end of the sealed days
     * @param signals of the open days, the latest to arrive
     */
    record OfficerState(OfficerLocation sealedLocation, List<PresenceSignal> signals) implements EngineState {
        public static final OfficerState NEW = new OfficerState(OfficerLocation.UNKNOWN, List.of());

        public OfficerState {
            signals = List.copyOf(signals);
        }
    }

    /** Some more signals of one officer. */
    record SignalPage(List<PresenceSignal> signals) implements EngineState {
        public SignalPage {
            signals = List.copyOf(signals);
        }
    }

    /** The first and the last instant of an officer's signals for which there was no room. */
    record OverflowSpan(Instant from, Instant to) implements EngineState {
        OverflowSpan extendedTo(Instant t) {
            return new OverflowSpan(t.isBefore(from) ? t : from, t.isAfter(to) ? t : to);
        }
    }

    /** Every change of one shift. */
    record ShiftState(List<Event> changes) implements EngineState {
        public ShiftState {
            changes = List.copyOf(changes);
        }
    }

    /**
     * @param badges officers with a signal at this campus
     * @param shifts shifts that ever named this campus
     * @param devices the last reports of the sealed days; those of the open days have pages of their own
     * @param publishedDigest of its coverage as published last
     * @param lastRollover the local date of the last midnight that was handled
     */
    record CampusState(
            SortedSet<String> badges,
            SortedSet<String> shifts,
            DeviceHistory devices,
            String publishedDigest,
            LocalDate lastRollover,
            Instant deadline)
            implements EngineState {
        public CampusState {
            badges = Collections.unmodifiableSortedSet(new TreeSet<>(badges));
            shifts = Collections.unmodifiableSortedSet(new TreeSet<>(shifts));
        }

        public static final CampusState NEW = new CampusState(
                Collections.emptySortedSet(),
                Collections.emptySortedSet(),
                DeviceHistory.NONE,
                "",
                LocalDate.MIN,
                NEVER);

        /** With another digest of what was published last; empty has it published again. */
        CampusState withPublishedDigest(String other) {
            return new CampusState(badges, shifts, devices, other, lastRollover, deadline);
        }

        CampusState withDevices(DeviceHistory other) {
            return new CampusState(badges, shifts, other, publishedDigest, lastRollover, deadline);
        }

        CampusState withRollover(LocalDate date, Instant nextDeadline) {
            return new CampusState(badges, shifts, devices, publishedDigest, date, nextDeadline);
        }

        CampusState withBadge(String badge) {
            return withStaffing(plus(badges, badge), shifts);
        }

        CampusState withShift(String shift) {
            return withStaffing(badges, plus(shifts, shift));
        }

        CampusState withStaffing(SortedSet<String> newBadges, SortedSet<String> newShifts) {
            return new CampusState(newBadges, newShifts, devices, publishedDigest, lastRollover, deadline);
        }

        private static SortedSet<String> plus(SortedSet<String> set, String one) {
            SortedSet<String> more = new TreeSet<>(set);
            more.add(one);
            return more;
        }
    }

    /** @param revisions by post, the revision of its intervals that was published last */
    record CampusDayState(
            SortedMap<String, PublishedRevision> revisions, SortedMap<String, Incident> incidents, Instant deadline)
            implements EngineState {
        public static final CampusDayState NEW =
                new CampusDayState(Collections.emptySortedMap(), Collections.emptySortedMap(), NEVER);

        public CampusDayState {
            revisions = Collections.unmodifiableSortedMap(new TreeMap<>(revisions));
            incidents = Collections.unmodifiableSortedMap(new TreeMap<>(incidents));
        }
    }

    /** A revision and a digest of the intervals that were published. */
    record PublishedRevision(int revision, String digest) {}

    record TriggerPage(List<EscalationTrigger> triggers) implements EngineState {
        public TriggerPage {
            triggers = List.copyOf(triggers);
        }
    }

    /** Some of the reports of the devices of one campus. */
    record DeviceReportPage(List<DeviceReport> reports) implements EngineState {
        public DeviceReportPage {
            reports = List.copyOf(reports);
        }
    }

    /**
     * @param pendingPresses presses that wait for an answer
     * @param lastAnswers by entrance, the latest instants of answers (a press that arrives late may be answered already)
     * @param lastPresses by entrance, when its buzzer was last pressed, apart from repetitions of the same press
     * @param urgentReports by kind and feed, as {@code weapon-seen/cameras}: the urgent reports of the last minute in which it had one
     * @param openIncidents incidents that an event opened, by id
     */
    record EventIncidentState(
            List<EntranceEvent> pendingPresses,
            SortedMap<String, Instant> lastAnswers,
            SortedMap<String, Instant> lastPresses,
            SortedMap<String, UrgentMinute> urgentReports,
            SortedMap<String, Incident> openIncidents,
            Instant deadline)
            implements EngineState {
        public static final EventIncidentState NEW = new EventIncidentState(
                List.of(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                NEVER);

        public EventIncidentState {
            pendingPresses = List.copyOf(pendingPresses);
            lastAnswers = Collections.unmodifiableSortedMap(new TreeMap<>(lastAnswers));
            lastPresses = Collections.unmodifiableSortedMap(new TreeMap<>(lastPresses));
            urgentReports = Collections.unmodifiableSortedMap(new TreeMap<>(urgentReports));
            openIncidents = Collections.unmodifiableSortedMap(new TreeMap<>(openIncidents));
        }
    }

    /**
     * Urgent reports that have incidents of their own.
     *
     * @param minute of their arrival, its first instant
     * @param reports the earliest first
     */
    record UrgentMinute(Instant minute, List<Reason> reports) {
        public UrgentMinute {
            reports = List.copyOf(reports);
        }
    }

    /**
     * An event that left evidence: of two with one source and id the earlier stamp counts, then the smaller digest.
     *
     * @param digest the first bytes of the SHA-256 of its bytes
     * @param stamp the earliest arrival of its copies
     * @param subject what it is about: a badge, a shift, {@code campus/device}, a campus
     * @param offset where its bytes are
     */
    record AppliedEvent(byte[] digest, Instant stamp, EventType type, String subject, Instant time, long offset)
            implements EngineState {}

    /**
     * @param time the latest tick or arrival
     * @param keepOpenFrom no date that contains this instant or a later one is sealed (replay)
     */
    record ClockState(Instant time, Optional<Instant> keepOpenFrom)
            implements EngineState, EngineClock.ClockReading<ClockState> {
        public static final ClockState INITIAL = new ClockState(Instant.EPOCH, Optional.empty());

        @Override
        public ClockState withTime(Instant t) {
            return new ClockState(t, keepOpenFrom);
        }
    }

    /**
     * Lost state is being rebuilt.
     *
     * @param startedAt by the wall clock of the instance
     */
    record RebuildState(Instant startedAt) implements EngineState {}

    /**
     * An incident of which nothing is published yet, since state is being rebuilt.
     *
     * @param isRemoved it was withdrawn or averted; {@code incident} is what it was before
     */
    record WithheldIncident(Incident incident, boolean isRemoved) implements EngineState {}
}
