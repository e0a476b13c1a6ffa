package org.postwatch.coverage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postwatch.plan.Span;

/** Where one officer was, and from where called away, as far as signs tell. */
public record Track(List<Presence> presences, List<Away> aways) {
    public static final Track EMPTY = new Track(List.of(), List.of());

    public Track {
        presences = List.copyOf(presences);
        aways = List.copyOf(aways);
    }

    /** The same as though nothing were known from an instant on. */
    public Track until(Instant end) {
        return new Track(
                presences.stream()
                        .filter(p -> p.span().from().isBefore(end))
                        .map(p -> p.span().to().isAfter(end)
                                ? new Presence(
                                        p.badge(), p.campus(), new Span(p.span().from(), end), p.duty(), p.toldBy())
                                : p)
                        .toList(),
                aways.stream()
                        .filter(a -> a.span().from().isBefore(end))
                        .map(a -> a.span().to().isAfter(end)
                                ? new Away(
                                        a.badge(), a.campus(), new Span(a.span().from(), end))
                                : a)
                        .toList());
    }

    /** This one and a later one of the same officer. */
    public Track and(Track later) {
        List<Presence> all = new ArrayList<>(presences);
        all.addAll(later.presences);
        List<Away> away = new ArrayList<>(aways);
        away.addAll(later.aways);
        return new Track(all, away);
    }

    /** A campus and a stretch of time in which something about it may have changed. */
    public record Touched(String campus, Span span) {}

    /** Every campus and stretch in which two tracks of one officer differ. */
    public static List<Touched> difference(Track one, Track other) {
        Set<Touched> touched = new HashSet<>();
        addMissing(one, other, touched);
        addMissing(other, one, touched);
        return new ArrayList<>(touched);
    }

    private static void addMissing(Track here, Track there, Set<Touched> into) {
        Set<Presence> presences = new HashSet<>(there.presences);
        for (Presence presence : here.presences) {
            if (!presences.contains(presence)) {
                into.add(new Touched(presence.campus(), presence.span()));
            }
        }
        Set<Away> aways = new HashSet<>(there.aways);
        for (Away away : here.aways) {
            if (!aways.contains(away)) {
                into.add(new Touched(away.campus(), away.span()));
            }
        }
    }
}
