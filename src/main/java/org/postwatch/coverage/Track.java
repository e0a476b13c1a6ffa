package org.postwatch.coverage;

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
        for (Presence presence : here.presences) {
            if (!there.presences.contains(presence)) {
                into.add(new Touched(presence.campus(), presence.span()));
            }
        }
        for (Away away : here.aways) {
            if (!there.aways.contains(away)) {
                into.add(new Touched(away.campus(), away.span()));
            }
        }
    }
}
