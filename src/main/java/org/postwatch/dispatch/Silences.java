package org.postwatch.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.routing.Match;
import org.postwatch.routing.Matter;

/** The silences of each district, kept in mind beside the state: every decision asks for them. */
final class Silences {
    /** Of one district, at one time. */
    static final int SILENCES_MAX = 1_000;

    private final Office office;
    private final Map<String, List<Silence>> known = new HashMap<>();

    Silences(Office office) {
        this.office = office;
    }

    static String rule(String silence) {
        return "silence " + silence;
    }

    List<Silence> of(String district) {
        return known.computeIfAbsent(district, id -> {
            List<Silence> all = new ArrayList<>();
            office.ofDistrict(Tables.SILENCES, id, (key, silence) -> all.add(silence));
            return all;
        });
    }

    Optional<Silence> find(String district, String id) {
        return office.ledger().get(Tables.SILENCES, district + "/" + id);
    }

    void put(String district, Silence silence) {
        office.agenda().put(Agenda.SILENCES, district + "/" + silence.id(), silence);
        known.remove(district);
    }

    void delete(String district, String id) {
        office.agenda().delete(Agenda.SILENCES, district + "/" + id);
        known.remove(district);
    }

    /** The silence that holds a matter back for longest; never the news that a silence ends or a bar is lifted. */
    Optional<Line.Hold> holding(Matter matter) {
        if (Set.of(Matter.SILENCE_ENDING, Matter.BAR_LIFTED).contains(matter.kind())) {
            return Optional.empty();
        }
        return of(matter.district()).stream()
                .filter(silence -> silence.holdsAt(office.now())
                        && Match.misfit(silence.match(), matter).isEmpty())
                .max(Comparator.comparing(Silence::until).thenComparing(Silence::id))
                .map(silence -> Line.Hold.until(
                        silence.until(),
                        rule(silence.id()),
                        "silenced by " + silence.by() + " until " + silence.until() + ": " + silence.reason()));
    }
}
