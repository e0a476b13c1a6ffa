package org.postwatch.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.postwatch.event.PresenceSignal;
import org.postwatch.plan.Officer;
import org.postwatch.plan.TimeSpan;

/**
 * What is known of one officer after some signs: the left fold over them, so that a sealed past is one of these and the
 * open days' signs go on from it.
 *
 * @param stay where the officer is, unless that has lapsed
 * @param away from where called away, unless that has lapsed
 * @param lastSign the latest sign of life; {@link Instant#MIN} when none
 * @param formerDuty the duty of the latest start, when known
 */
public record OfficerLocation(
        Optional<Stay> stay, Optional<CalledAway> calledAway, Instant lastSignal, Optional<String> lastDuty) {
    public static final OfficerLocation UNKNOWN =
            new OfficerLocation(Optional.empty(), Optional.empty(), Instant.MIN, Optional.empty());

    /** By time; of one instant ends before starts, then source and id. */
    public static final Comparator<PresenceSignal> SIGNAL_ORDER = Comparator.comparing(PresenceSignal::time)
            .thenComparing(sign -> sign.kind().isStart())
            .thenComparing(PresenceSignal::source)
            .thenComparing(PresenceSignal::id);

    /**
     * Present at a campus.
     *
     * @param since from when on duty and feeds have been these
     */
    public record Stay(String campus, Instant since, Optional<String> duty, SortedSet<String> reportedBy) {}

    /** Called away from a campus. */
    public record CalledAway(String campus, Instant at) {}

    /** After these signs (in any order) as well. */
    public OfficerLocation afterSignals(Collection<PresenceSignal> signs, Officer officer, Duration presenceMax) {
        return new TimelineBuilder(this, officer, presenceMax).applyAll(signs).location;
    }

    /** Where the officer was, by these signals (in any order), with the known stay that continues. */
    public OfficerTimeline timeline(Collection<PresenceSignal> signs, Officer officer, Duration presenceMax) {
        TimelineBuilder walk = new TimelineBuilder(this, officer, presenceMax).applyAll(signs);
        walk.expire(Instant.MAX);
        return new OfficerTimeline(walk.presences, walk.absences);
    }

    /** Iterates once over the signals and collects the presences that they end. */
    private static final class TimelineBuilder {
        private final Officer officer;
        private final Duration presenceMax;
        private final List<Presence> presences = new ArrayList<>();
        private final List<Absence> absences = new ArrayList<>();
        private OfficerLocation location;

        TimelineBuilder(OfficerLocation start, Officer officer, Duration presenceMax) {
            this.location = start;
            this.officer = officer;
            this.presenceMax = presenceMax;
        }

        TimelineBuilder applyAll(Collection<PresenceSignal> signs) {
            signs.stream().sorted(SIGNAL_ORDER).forEach(this::apply);
            return this;
        }

        private void apply(PresenceSignal sign) {
            expire(sign.time());
            Optional<Stay> stay = stayAfter(sign);
            if (!stay.equals(location.stay)) {
                endStay(sign.time());
            }
            endAway(sign.time());
            location = new OfficerLocation(stay, awayAfter(sign), sign.time(), dutyAfter(sign));
        }

        /** Ends at its limit what has had no sign of life by {@code t}; a sign at exactly the limit is too late. */
        private void expire(Instant t) {
            if (location.stay.isPresent() && !t.isBefore(location.lastSignal.plus(presenceMax))) {
                endStay(location.lastSignal.plus(presenceMax));
                location = new OfficerLocation(
                        Optional.empty(), location.calledAway, location.lastSignal, location.lastDuty);
            }
            if (location.calledAway.isPresent()
                    && !t.isBefore(location.calledAway.get().at.plus(presenceMax))) {
                endAway(location.calledAway.get().at.plus(presenceMax));
                location = new OfficerLocation(location.stay, Optional.empty(), location.lastSignal, location.lastDuty);
            }
        }

        private void endStay(Instant end) {
            location.stay
                    .filter(stay -> stay.since.isBefore(end))
                    .ifPresent(stay -> presences.add(new Presence(
                            officer.badge(), stay.campus, new TimeSpan(stay.since, end), stay.duty, stay.reportedBy)));
        }

        private void endAway(Instant end) {
            location.calledAway
                    .filter(gone -> gone.at.isBefore(end))
                    .ifPresent(gone ->
                            absences.add(new Absence(officer.badge(), gone.campus, new TimeSpan(gone.at, end))));
        }

        /** A stay whose duty and feeds do not change continues; otherwise a new one starts with this signal. */
        private Optional<Stay> stayAfter(PresenceSignal sign) {
            Optional<Stay> before = location.stay;
            boolean here = before.isPresent() && before.get().campus.equals(sign.campus());
            boolean start = sign.kind().isStart();
            if (!start && (here || before.isEmpty())) {
                return Optional.empty();
            }
            SortedSet<String> toldBy = new TreeSet<>(here || !start ? before.get().reportedBy : Set.of());
            toldBy.add(sign.source());
            Optional<String> duty = start ? dutyAfter(sign) : before.get().duty;
            boolean continues = (here || !start)
                    && before.get().duty.equals(duty)
                    && before.get().reportedBy.equals(toldBy);
            String campus = start ? sign.campus() : before.get().campus;
            return continues ? before : Optional.of(new Stay(campus, sign.time(), duty, toldBy));
        }

        private Optional<CalledAway> awayAfter(PresenceSignal sign) {
            return sign.kind() == PresenceSignal.SignalKind.CALLED_AWAY
                    ? Optional.of(new CalledAway(sign.campus(), sign.time()))
                    : Optional.empty();
        }

        private Optional<String> dutyAfter(PresenceSignal sign) {
            if (!sign.kind().isStart()) {
                return location.lastDuty;
            }
            if (sign.duty().isPresent()) {
                return sign.duty();
            }
            if (sign.kind() == PresenceSignal.SignalKind.RETURNED && location.lastDuty.isPresent()) {
                return location.lastDuty;
            }
            return onlyDuty(officer);
        }
    }

    /** The officer's only duty in the roster, if there is just one. */
    public static Optional<String> onlyDuty(Officer officer) {
        return officer.duties().size() == 1
                ? Optional.of(officer.duties().iterator().next())
                : Optional.empty();
    }
}
