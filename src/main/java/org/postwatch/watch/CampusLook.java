package org.postwatch.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.coverage.Away;
import org.postwatch.coverage.CampusDay;
import org.postwatch.coverage.Evidence;
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.Presence;
import org.postwatch.coverage.Silences;
import org.postwatch.coverage.Track;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.Incident;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Span;

/** One look at a campus: what bears on it is gathered once for all its dates. */
final class CampusLook {
    private final Ledger ledger;
    final District district;
    final CampusPlan plan;
    final String key;
    final Memory.OfCampus campus;
    final Evidence evidence;
    final Map<String, List<Event>> shifts;
    final Instant clock;
    final Map<LocalDate, Map<String, List<Interval>>> timelines = new HashMap<>();

    /** Incidents of all dates looked at, as said and as they hold: a shift that moves takes its no-show along. */
    final SortedMap<String, Incident> said = new TreeMap<>();

    final SortedMap<String, Incident> holds = new TreeMap<>();

    CampusLook(Ledger ledger, Signs signs, District district, CampusPlan plan, Instant clock) {
        this.ledger = ledger;
        this.district = district;
        this.plan = plan;
        this.key = district.id() + "/" + plan.id();
        this.clock = clock;
        this.campus = ledger.get(CoverageTables.CAMPUS_STATE, key).orElse(Memory.OfCampus.NEW);
        this.evidence = evidence(signs);
        this.shifts = shifts();
    }

    private Evidence evidence(Signs signs) {
        List<Presence> presences = new ArrayList<>();
        List<Away> aways = new ArrayList<>();
        for (String badge : campus.badges()) {
            Track track = signs.track(district, badge);
            track.presences().stream().filter(p -> p.campus().equals(plan.id())).forEach(presences::add);
            track.aways().stream().filter(a -> a.campus().equals(plan.id())).forEach(aways::add);
        }
        return new Evidence(presences, aways, silences(presences));
    }

    private Map<String, List<Event>> shifts() {
        Map<String, List<Event>> result = new TreeMap<>();
        for (String shift : campus.shifts()) {
            ledger.get(CoverageTables.SHIFTS, district.id() + "/" + shift)
                    .ifPresent(changes -> result.put(shift, changes.changes()));
        }
        return result;
    }

    Map<String, List<Interval>> timeline(LocalDate date) {
        return timelines.computeIfAbsent(date, d -> CampusDay.timeline(district, plan, d, evidence));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock, plan.zone());
    }

    /** The next end of the grace of any shift of a date, whether it is missed by then or cannot be known to be. */
    Instant nextAwaited(LocalDate date, Instant before) {
        Instant next = before;
        for (List<Event> changes : shifts.values()) {
            for (Event change : changes) {
                if (change instanceof ShiftPlanned planned
                        && LocalDate.ofInstant(planned.from(), plan.zone()).equals(date)) {
                    next = Memory.earlierAfter(
                            clock, planned.from().plus(district.settings().shiftGrace()), next);
                }
            }
        }
        return next;
    }

    /** A feed that is named but not in the documents (any more) is heard by nobody: it is silent, and no good news. */
    private Silences silences(List<Presence> presences) {
        Map<String, List<Span>> byFeed = new HashMap<>();
        for (String feed : district.feeds().keySet()) {
            ledger.get(CoverageTables.FEEDS, district.id() + "/" + feed)
                    .ifPresent(state -> byFeed.put(feed, state.silences()));
        }
        Set<String> named = new HashSet<>();
        presences.forEach(presence -> named.addAll(presence.toldBy()));
        for (Campus version : plan.versions().values()) {
            version.posts().forEach(post -> named.addAll(post.feeds()));
            version.entrances().forEach(entrance -> entrance.devices().forEach(device -> named.add(device.feed())));
        }
        named.removeAll(district.feeds().keySet());
        Instant firstDay = district.first().atStartOfDay(district.zone()).toInstant();
        Instant first = firstDay.isAfter(district.watchedFrom()) ? firstDay : district.watchedFrom();
        named.forEach(feed -> byFeed.put(feed, List.of(new Span(first, Instant.MAX))));
        return new Silences(byFeed);
    }
}
