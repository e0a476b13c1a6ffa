package org.postwatch.oracle;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.event.Event;
import org.postwatch.event.PresenceSignal;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;

/** Where an officer is: all signs up to the instant asked about, read again in their order. */
final class OfficerLocations {
    /** Ends before starts, so that out and in again at one instant leaves no gap. */
    private static final Comparator<PresenceSignal> ORDER = Comparator.comparing(PresenceSignal::time)
            .thenComparing(s -> s.kind().isStart())
            .thenComparing(Event::source)
            .thenComparing(Event::id);

    /** Called away from a campus, until the next sign or the longest presence. */
    record CallAway(String campus, Instant at) {}

    /**
     * @param campus absent when nowhere
     * @param duty absent when not known
     * @param toldOf the feeds of the signs of life since presence began
     */
    record OfficerLocation(
            Optional<String> campus, Optional<String> duty, Set<String> reportedBy, Optional<CallAway> calledAway) {
        boolean isAt(String where) {
            return campus.equals(Optional.of(where));
        }
    }

    private final District district;
    private final Map<String, List<PresenceSignal>> signals;

    OfficerLocations(World world, List<Event> standing) {
        district = world.district();
        signals = standing.stream()
                .filter(PresenceSignal.class::isInstance)
                .map(PresenceSignal.class::cast)
                .sorted(ORDER)
                .collect(groupingBy(PresenceSignal::badge));
    }

    OfficerLocation of(Officer officer, Instant t) {
        Duration max = district.settings().presenceMax();
        String campus = null;
        Optional<String> duty = Optional.empty();
        Optional<String> lastStartsDuty = Optional.empty();
        Set<String> toldOf = new TreeSet<>();
        Instant lastSign = null;
        CallAway away = null;
        for (PresenceSignal sign : signals.getOrDefault(officer.badge(), List.of())) {
            if (sign.time().isAfter(t)) {
                break;
            }
            if (campus != null && !sign.time().isBefore(lastSign.plus(max))) {
                campus = null; // a sign at exactly that instant is too late
            }
            if (sign.kind().isStart()) {
                if (!sign.campus().equals(campus)) {
                    toldOf = new TreeSet<>();
                }
                campus = sign.campus();
                duty = duty(sign, lastStartsDuty, officer);
                lastStartsDuty = duty;
            } else if (sign.campus().equals(campus)) {
                campus = null;
            }
            if (campus != null) {
                toldOf.add(sign.source());
            }
            lastSign = sign.time();
            away = sign.kind() == PresenceSignal.SignalKind.CALLED_AWAY
                    ? new CallAway(sign.campus(), sign.time())
                    : null;
        }
        boolean over = lastSign == null || !t.isBefore(lastSign.plus(max));
        return over || campus == null
                ? new OfficerLocation(
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        over ? Optional.empty() : Optional.ofNullable(away))
                : new OfficerLocation(Optional.of(campus), duty, toldOf, Optional.ofNullable(away));
    }

    private static Optional<String> duty(PresenceSignal start, Optional<String> former, Officer officer) {
        if (start.duty().isPresent()) {
            return start.duty();
        }
        if (start.kind() == PresenceSignal.SignalKind.RETURNED && former.isPresent()) {
            return former;
        }
        return onlyDuty(officer);
    }

    static Optional<String> onlyDuty(Officer officer) {
        return officer.duties().size() == 1
                ? Optional.of(officer.duties().iterator().next())
                : Optional.empty();
    }

    /** Whether the officer is there at any instant of {@code [from, to)}; nothing changes but at a sign or at the longest presence. */
    boolean wasPresentDuring(Officer officer, String campus, Instant from, Instant to) {
        return firstPresence(officer, campus, from).filter(t -> t.isBefore(to)).isPresent();
    }

    /** The first instant, not before {@code from}, at which the officer is there. */
    Optional<Instant> firstPresence(Officer officer, String campus, Instant from) {
        List<Instant> asked = new ArrayList<>(List.of(from));
        boundaries().stream().filter(t -> t.isAfter(from)).sorted().forEach(asked::add);
        return asked.stream().filter(t -> of(officer, t).isAt(campus)).findFirst();
    }

    /** Every instant at which somebody's whereabouts may change. */
    List<Instant> boundaries() {
        List<Instant> changes = new ArrayList<>();
        signals.values()
                .forEach(own -> own.forEach(s -> {
                    changes.add(s.time());
                    changes.add(s.time().plus(district.settings().presenceMax()));
                }));
        return changes;
    }
}
