package org.postwatch.coverage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postwatch.plan.TimeSpan;

/** The presences and absences of one officer, derived from presence signals. */
public record OfficerTimeline(List<Presence> presences, List<Absence> absences) {
    public static final OfficerTimeline EMPTY = new OfficerTimeline(List.of(), List.of());

    public OfficerTimeline {
        presences = List.copyOf(presences);
        absences = List.copyOf(absences);
    }

    /** The same as if nothing were known from an instant on. */
    public OfficerTimeline truncatedAt(Instant end) {
        return new OfficerTimeline(
                presences.stream()
                        .filter(p -> p.span().from().isBefore(end))
                        .map(p -> p.span().to().isAfter(end)
                                ? new Presence(
                                        p.badge(),
                                        p.campus(),
                                        new TimeSpan(p.span().from(), end),
                                        p.duty(),
                                        p.reportedBy())
                                : p)
                        .toList(),
                absences.stream()
                        .filter(a -> a.span().from().isBefore(end))
                        .map(a -> a.span().to().isAfter(end)
                                ? new Absence(
                                        a.badge(),
                                        a.campus(),
                                        new TimeSpan(a.span().from(), end))
                                : a)
                        .toList());
    }

    /** This one and a later one of the same officer. */
    public OfficerTimeline followedBy(OfficerTimeline later) {
        List<Presence> all = new ArrayList<>(presences);
        all.addAll(later.presences);
        List<Absence> away = new ArrayList<>(absences);
        away.addAll(later.absences);
        return new OfficerTimeline(all, away);
    }

    /** A campus and a span of time in which its coverage may have changed. */
    public record CampusSpan(String campus, TimeSpan span) {}

    /** Every campus and span in which two timelines of one officer differ. */
    public static List<CampusSpan> affectedSpans(OfficerTimeline one, OfficerTimeline other) {
        Set<CampusSpan> touched = new HashSet<>();
        addMissing(one, other, touched);
        addMissing(other, one, touched);
        return new ArrayList<>(touched);
    }

    private static void addMissing(OfficerTimeline here, OfficerTimeline there, Set<CampusSpan> into) {
        Set<Presence> presences = new HashSet<>(there.presences);
        for (Presence presence : here.presences) {
            if (!presences.contains(presence)) {
                into.add(new CampusSpan(presence.campus(), presence.span()));
            }
        }
        Set<Absence> aways = new HashSet<>(there.absences);
        for (Absence away : here.absences) {
            if (!aways.contains(away)) {
                into.add(new CampusSpan(away.campus(), away.span()));
            }
        }
    }
}
