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
import org.postwatch.event.Sign;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Span;

/**
 * What is known of one officer after some signs: the left fold over them, so that a sealed past is one of these and the
 * open days' signs go on from it.
 *
 * @param stay where the officer is, unless that has lapsed
 * @param away from where called away, unless that has lapsed
 * @param lastSign the latest sign of life; {@link Instant#MIN} when none
 * @param formerDuty the duty of the latest start, when known
 */
public record Whereabouts(Optional<Stay> stay, Optional<Gone> away, Instant lastSign, Optional<String> formerDuty) {
    public static final Whereabouts UNKNOWN =
            new Whereabouts(Optional.empty(), Optional.empty(), Instant.MIN, Optional.empty());

    /** By time; of one instant ends before starts, then source and id. */
    public static final Comparator<Sign> ORDER = Comparator.comparing(Sign::time)
            .thenComparing(sign -> sign.kind().isStart())
            .thenComparing(Sign::source)
            .thenComparing(Sign::id);

    /**
     * Present at a campus.
     *
     * @param since from when on duty and feeds have been these
     */
    public record Stay(String campus, Instant since, Optional<String> duty, SortedSet<String> toldBy) {}

    /** Called away from a campus. */
    public record Gone(String campus, Instant at) {}

    /** After these signs (in any order) as well. */
    public Whereabouts after(Collection<Sign> signs, Officer officer, Duration presenceMax) {
        return new Walk(this, officer, presenceMax).through(signs).known;
    }

    /** Where the officer was by these signs (in any order), with the stay that is known and goes on. */
    public Track track(Collection<Sign> signs, Officer officer, Duration presenceMax) {
        Walk walk = new Walk(this, officer, presenceMax).through(signs);
        walk.lapse(Instant.MAX);
        return new Track(walk.presences, walk.aways);
    }

    /** One pass over the signs, which leaves the stretches that they end behind. */
    private static final class Walk {
        private final Officer officer;
        private final Duration presenceMax;
        private final List<Presence> presences = new ArrayList<>();
        private final List<Away> aways = new ArrayList<>();
        private Whereabouts known;

        Walk(Whereabouts start, Officer officer, Duration presenceMax) {
            this.known = start;
            this.officer = officer;
            this.presenceMax = presenceMax;
        }

        Walk through(Collection<Sign> signs) {
            signs.stream().sorted(ORDER).forEach(this::take);
            return this;
        }

        private void take(Sign sign) {
            lapse(sign.time());
            Optional<Stay> stay = stayAfter(sign);
            if (!stay.equals(known.stay)) {
                endStay(sign.time());
            }
            endAway(sign.time());
            known = new Whereabouts(stay, awayAfter(sign), sign.time(), dutyAfter(sign));
        }

        /** Ends at its limit what has had no sign of life by {@code t}; a sign at exactly the limit is too late. */
        private void lapse(Instant t) {
            if (known.stay.isPresent() && !t.isBefore(known.lastSign.plus(presenceMax))) {
                endStay(known.lastSign.plus(presenceMax));
                known = new Whereabouts(Optional.empty(), known.away, known.lastSign, known.formerDuty);
            }
            if (known.away.isPresent() && !t.isBefore(known.away.get().at.plus(presenceMax))) {
                endAway(known.away.get().at.plus(presenceMax));
                known = new Whereabouts(known.stay, Optional.empty(), known.lastSign, known.formerDuty);
            }
        }

        private void endStay(Instant end) {
            known.stay
                    .filter(stay -> stay.since.isBefore(end))
                    .ifPresent(stay -> presences.add(new Presence(
                            officer.badge(), stay.campus, new Span(stay.since, end), stay.duty, stay.toldBy)));
        }

        private void endAway(Instant end) {
            known.away
                    .filter(gone -> gone.at.isBefore(end))
                    .ifPresent(gone -> aways.add(new Away(officer.badge(), gone.campus, new Span(gone.at, end))));
        }

        /** A stay whose duty and feeds do not change goes on; else it is a new stretch from this sign on. */
        private Optional<Stay> stayAfter(Sign sign) {
            Optional<Stay> before = known.stay;
            boolean here = before.isPresent() && before.get().campus.equals(sign.campus());
            boolean start = sign.kind().isStart();
            if (!start && (here || before.isEmpty())) {
                return Optional.empty();
            }
            SortedSet<String> toldBy = new TreeSet<>(here || !start ? before.get().toldBy : Set.of());
            toldBy.add(sign.source());
            Optional<String> duty = start ? dutyAfter(sign) : before.get().duty;
            boolean goesOn = (here || !start)
                    && before.get().duty.equals(duty)
                    && before.get().toldBy.equals(toldBy);
            String campus = start ? sign.campus() : before.get().campus;
            return goesOn ? before : Optional.of(new Stay(campus, sign.time(), duty, toldBy));
        }

        private Optional<Gone> awayAfter(Sign sign) {
            return sign.kind() == Sign.Kind.CALLED_AWAY
                    ? Optional.of(new Gone(sign.campus(), sign.time()))
                    : Optional.empty();
        }

        private Optional<String> dutyAfter(Sign sign) {
            if (!sign.kind().isStart()) {
                return known.formerDuty;
            }
            if (sign.duty().isPresent()) {
                return sign.duty();
            }
            if (sign.kind() == Sign.Kind.RETURNED && known.formerDuty.isPresent()) {
                return known.formerDuty;
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
