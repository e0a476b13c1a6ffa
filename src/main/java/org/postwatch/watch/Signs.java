package org.postwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.postwatch.coverage.Track;
import org.postwatch.coverage.Whereabouts;
import org.postwatch.event.Event;
import org.postwatch.event.Sign;
import org.postwatch.plan.Dates;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;

/**
 * What officers and feeds said of where officers are. Of the open days the latest signs to arrive lie with the officer, all
 * before them in rows of their own: a badge that is read every minute is not rewritten whole every minute.
 *
 * <p>From the first to the last of the signs that find no room nothing is believed of their officer, who then has to be
 * there anew: whoever is wrongly missed is looked for, and whoever wrongly counts is not.
 */
final class Signs {
    /** Of one officer in the open days: one a minute finds room, for three days and nights. */
    static final int SIGNS_MAX = 5_000;

    private final Ledger ledger;
    private final Rows<Memory.OfSigns, Sign> rows;

    Signs(Ledger ledger) {
        this.ledger = ledger;
        this.rows = new Rows<>(ledger, CoverageTables.SIGNS, Memory.OfSigns::new, Memory.OfSigns::signs);
    }

    /** Where an officer was; nowhere, when the roster knows nobody with that badge. */
    Track track(District district, String badge) {
        Officer officer = district.officers().get(badge);
        if (officer == null) {
            return Track.EMPTY;
        }
        String key = key(district, badge);
        Duration max = district.settings().presenceMax();
        Whereabouts sealed = of(key).sealed();
        List<Sign> signs = all(key);
        return unheard(key)
                .map(u -> sealed.track(before(u.from(), signs), officer, max)
                        .until(u.from())
                        .and(Whereabouts.UNKNOWN.track(anew(u.to(), signs), officer, max)))
                .orElseGet(() -> sealed.track(signs, officer, max));
    }

    /** Whether a sign finds no room, and nothing is believed of its instant and after it anyway. */
    boolean isUnheard(District district, Sign sign) {
        String key = key(district, sign.badge());
        return isFull(key)
                && unheard(key)
                        .filter(u -> u.with(sign.time()).equals(u)
                                || !sign.time().isBefore(u.from())
                                        && anew(u.to(), all(key)).isEmpty())
                        .isPresent();
    }

    /** From when on nothing is believed of an officer of whom too much was told. */
    Optional<Instant> unheardFrom(District district, String badge) {
        return unheard(key(district, badge)).map(Memory.OfUnheard::from);
    }

    /** False when there is no room: then nothing is believed of the officer at its instant. */
    boolean add(District district, Sign sign) {
        String key = key(district, sign.badge());
        Memory.OfOfficer known = of(key);
        List<Sign> latest = new ArrayList<>(known.signs());
        if (isFull(key)) {
            Instant t = sign.time();
            Optional<Memory.OfUnheard> before = unheard(key);
            Memory.OfUnheard after = before.orElse(new Memory.OfUnheard(t, t)).with(t);
            if (!before.equals(Optional.of(after))) {
                ledger.put(CoverageTables.UNHEARD, key, after);
            }
            return false;
        }
        if (latest.size() >= Rows.ROW_MAX) {
            rows.addAll(key, latest);
            latest.clear();
        }
        latest.add(sign);
        ledger.put(CoverageTables.OFFICERS, key, new Memory.OfOfficer(known.sealed(), latest));
        return true;
    }

    /** Takes back the sign with the source and id of an event. */
    void remove(District district, String badge, Event event) {
        String key = key(district, badge);
        Memory.OfOfficer known = of(key);
        Predicate<Sign> which =
                sign -> sign.source().equals(event.source()) && sign.id().equals(event.id());
        List<Sign> latest = new ArrayList<>(known.signs());
        if (latest.removeIf(which)) {
            ledger.put(CoverageTables.OFFICERS, key, new Memory.OfOfficer(known.sealed(), latest));
        } else {
            rows.remove(key, which);
        }
    }

    /** Folds what lies before the open days into one whereabouts. */
    void seal(District district, String badge, Instant openFrom) {
        String key = key(district, badge);
        Memory.OfOfficer known = of(key);
        Duration max = district.settings().presenceMax();
        List<Sign> signs = all(key);
        List<Sign> over = before(openFrom, signs);
        Optional<Memory.OfUnheard> unheard = unheard(key);
        Officer officer = district.officers().getOrDefault(badge, absent(badge));
        Whereabouts sealed = unheard.filter(u -> u.from().isBefore(openFrom))
                .map(u -> Whereabouts.UNKNOWN.after(anew(u.to(), over), officer, max))
                .orElseGet(() -> known.sealed().after(over, officer, max));
        List<Sign> open = new ArrayList<>(signs);
        open.removeIf(sign -> sign.time().isBefore(openFrom));
        if (!over.isEmpty() || !sealed.equals(known.sealed())) {
            write(key, sealed, open);
        }
        // Kept until a check-in after it is sealed itself: else who returns would have a duty that nobody knows.
        unheard.filter(u -> u.to().isBefore(openFrom) && !anew(u.to(), over).isEmpty())
                .ifPresent(u -> ledger.delete(CoverageTables.UNHEARD, key));
    }

    /** Who is in no roster today, perhaps by mistake: where he was is known, but no duty that nobody named. */
    private static Officer absent(String badge) {
        return new Officer(badge, "", District.OWN_AGENCY, Set.of(), List.of(), List.of(), Dates.ALWAYS);
    }

    private static List<Sign> before(Instant t, List<Sign> signs) {
        return signs.stream().filter(sign -> sign.time().isBefore(t)).toList();
    }

    /** What came after an instant and does not speak of what was before: who returns has the duty of before. */
    private static List<Sign> anew(Instant t, List<Sign> signs) {
        return signs.stream()
                .filter(sign -> sign.time().isAfter(t))
                .sorted(Whereabouts.ORDER)
                .dropWhile(sign -> sign.kind() != Sign.Kind.CHECKED_IN)
                .toList();
    }

    /** On which campuses an officer's signs may bear, also those of one who is in no roster today. */
    Set<String> campuses(District district, String badge) {
        String key = key(district, badge);
        Set<String> campuses = new TreeSet<>();
        Whereabouts sealed = of(key).sealed();
        sealed.stay().ifPresent(stay -> campuses.add(stay.campus()));
        sealed.away().ifPresent(away -> campuses.add(away.campus()));
        all(key).forEach(sign -> campuses.add(sign.campus()));
        return campuses;
    }

    private void write(String key, Whereabouts sealed, List<Sign> open) {
        if (rows.size(key) > 0) {
            rows.forget(key);
        }
        int latest = Math.max(0, open.size() - Rows.ROW_MAX);
        rows.addAll(key, open.subList(0, latest));
        ledger.put(CoverageTables.OFFICERS, key, new Memory.OfOfficer(sealed, open.subList(latest, open.size())));
    }

    private boolean isFull(String key) {
        return of(key).signs().size() + rows.size(key) >= SIGNS_MAX;
    }

    private Memory.OfOfficer of(String key) {
        return ledger.get(CoverageTables.OFFICERS, key).orElse(Memory.OfOfficer.NEW);
    }

    private Optional<Memory.OfUnheard> unheard(String key) {
        return ledger.get(CoverageTables.UNHEARD, key);
    }

    private List<Sign> all(String key) {
        List<Sign> latest = of(key).signs();
        if (rows.size(key) == 0) {
            return latest;
        }
        List<Sign> all = rows.of(key);
        all.addAll(latest);
        return all;
    }

    private static String key(District district, String badge) {
        return district.id() + "/" + badge;
    }
}
