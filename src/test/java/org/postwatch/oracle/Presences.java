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
import org.postwatch.event.Sign;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;

/** Where an officer is: all signs up to the instant asked about, read anew in their order. */
final class Presences {
    /** Ends before starts, so that out and in again at one instant leaves no gap. */
    private static final Comparator<Sign> ORDER = Comparator.comparing(Sign::time)
            .thenComparing(s -> s.kind().isStart())
            .thenComparing(Event::source)
            .thenComparing(Event::id);

    /** Called away from a campus, until the next sign or the longest presence. */
    record Away(String campus, Instant at) {}

    /**
     * @param campus absent when nowhere
     * @param duty absent when not known
     * @param toldOf the feeds of the signs of life since presence began
     */
    record Whereabouts(Optional<String> campus, Optional<String> duty, Set<String> toldOf, Optional<Away> away) {
        boolean at(String where) {
            return campus.equals(Optional.of(where));
        }
    }

    private final District district;
    private final Map<String, List<Sign>> signs;

    Presences(World world, List<Event> standing) {
        district = world.district();
        signs = standing.stream()
                .filter(Sign.class::isInstance)
                .map(Sign.class::cast)
                .sorted(ORDER)
                .collect(groupingBy(Sign::badge));
    }

    Whereabouts of(Officer officer, Instant t) {
        Duration max = district.settings().presenceMax();
        String campus = null;
        Optional<String> duty = Optional.empty();
        Optional<String> lastStartsDuty = Optional.empty();
        Set<String> toldOf = new TreeSet<>();
        Instant lastSign = null;
        Away away = null;
        for (Sign sign : signs.getOrDefault(officer.badge(), List.of())) {
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
            away = sign.kind() == Sign.Kind.CALLED_AWAY ? new Away(sign.campus(), sign.time()) : null;
        }
        boolean over = lastSign == null || !t.isBefore(lastSign.plus(max));
        return over || campus == null
                ? new Whereabouts(
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        over ? Optional.empty() : Optional.ofNullable(away))
                : new Whereabouts(Optional.of(campus), duty, toldOf, Optional.ofNullable(away));
    }

    private static Optional<String> duty(Sign start, Optional<String> former, Officer officer) {
        if (start.duty().isPresent()) {
            return start.duty();
        }
        if (start.kind() == Sign.Kind.RETURNED && former.isPresent()) {
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
    boolean everAt(Officer officer, String campus, Instant from, Instant to) {
        return firstAt(officer, campus, from).filter(t -> t.isBefore(to)).isPresent();
    }

    /** The first instant, not before {@code from}, at which the officer is there. */
    Optional<Instant> firstAt(Officer officer, String campus, Instant from) {
        List<Instant> asked = new ArrayList<>(List.of(from));
        changes().stream().filter(t -> t.isAfter(from)).sorted().forEach(asked::add);
        return asked.stream().filter(t -> of(officer, t).at(campus)).findFirst();
    }

    /** Every instant at which somebody's whereabouts may change. */
    List<Instant> changes() {
        List<Instant> changes = new ArrayList<>();
        signs.values()
                .forEach(own -> own.forEach(s -> {
                    changes.add(s.time());
                    changes.add(s.time().plus(district.settings().presenceMax()));
                }));
        return changes;
    }
}
