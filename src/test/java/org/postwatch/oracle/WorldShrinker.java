package org.postwatch.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Schedule;
import org.postwatch.plan.StaffingExemption;

/** Takes away from a failing world what is not needed for it to fail. */
final class WorldShrinker {
    private WorldShrinker() {}

    static World shrink(World failing, Predicate<World> stillFails) {
        World small = failing;
        boolean smaller = true;
        while (smaller) {
            World before = small;
            small = withFewerArrivals(small, stillFails);
            for (Function<World, List<World>> step : STEPS) {
                small = greedily(small, step, stillFails);
            }
            smaller = small != before;
        }
        return small;
    }

    /** Takes halves away, then quarters, … then single ones. */
    private static World withFewerArrivals(World w, Predicate<World> stillFails) {
        for (int chunk = Math.max(1, w.arrivals().size() / 2); chunk >= 1; chunk /= 2) {
            int at = 0;
            while (at < w.arrivals().size()) {
                List<Arrival> fewer = new ArrayList<>(w.arrivals());
                fewer.subList(at, Math.min(fewer.size(), at + chunk)).clear();
                World smaller = w.withArrivals(fewer);
                if (stillFails.test(smaller)) {
                    w = smaller;
                } else {
                    at += chunk;
                }
            }
        }
        return w;
    }

    private static World greedily(World w, Function<World, List<World>> step, Predicate<World> stillFails) {
        World smaller = w;
        while (smaller != null) {
            w = smaller;
            smaller = step.apply(w).stream().filter(stillFails).findFirst().orElse(null);
        }
        return w;
    }

    /** Each gives every world that has one thing less. */
    private static final List<Function<World, List<World>>> STEPS = List.of(
            WorldShrinker::withoutCampus,
            w -> w.campuses().keySet().stream()
                    .flatMap(id -> withoutPartsOf(w, id).stream())
                    .toList(),
            w -> each(
                    sorted(w.district().officers()),
                    (o, less) -> district(w, less, w.district().agreements())),
            w -> each(
                    w.district().agreements(),
                    (a, less) -> district(w, List.copyOf(w.district().officers().values()), less)),
            WorldShrinker::withoutPartsOfAgreements,
            WorldShrinker::withoutPartsOfOfficers,
            w -> each(
                    w.district().exemptions(),
                    (e, less) -> with(w, copy(w.district(), less, w.district().disqualifyingAffiliations()))),
            w -> each(
                    w.district().disqualifyingAffiliations(),
                    (b, less) -> with(w, copy(w.district(), w.district().exemptions(), less))));

    private static <T> List<World> each(List<T> things, BiFunction<T, List<T>, World> without) {
        List<World> worlds = new ArrayList<>();
        for (T thing : things) {
            worlds.add(without.apply(thing, without(things, thing)));
        }
        return worlds;
    }

    private static <T> List<T> without(List<T> things, T thing) {
        List<T> less = new ArrayList<>(things);
        less.remove(thing);
        return less;
    }

    private static List<Officer> sorted(Map<String, Officer> officers) {
        return List.copyOf(new TreeMap<>(officers).values());
    }

    private static List<World> withoutCampus(World w) {
        if (w.campuses().size() == 1) {
            return List.of();
        }
        List<World> worlds = new ArrayList<>();
        for (String id : w.campuses().keySet()) {
            Map<String, CampusPlan> less = new TreeMap<>(w.campuses());
            less.remove(id);
            worlds.add(new World(w.district(), less, w.arrivals(), w.clock()));
        }
        return worlds;
    }

    private static List<World> withoutPartsOf(World w, String id) {
        CampusPlan plan = w.campuses().get(id);
        List<World> worlds = new ArrayList<>();
        plan.versions().forEach((date, c) -> {
            if (plan.versions().size() > 1) {
                TreeMap<LocalDate, Campus> less = new TreeMap<>(plan.versions());
                less.remove(date);
                worlds.add(with(w, new CampusPlan(id, less, plan.monitoredFrom())));
            }
            for (Campus smaller : smaller(c)) {
                TreeMap<LocalDate, Campus> changed = new TreeMap<>(plan.versions());
                changed.put(date, smaller);
                worlds.add(with(w, new CampusPlan(id, changed, plan.monitoredFrom())));
            }
        });
        return worlds;
    }

    private static List<Campus> smaller(Campus c) {
        List<Campus> smaller = new ArrayList<>();
        Schedule s = c.schedule();
        c.posts()
                .forEach(p ->
                        smaller.add(new Campus(c.id(), c.name(), c.zone(), without(c.posts(), p), c.entrances(), s)));
        c.entrances()
                .forEach(e ->
                        smaller.add(new Campus(c.id(), c.name(), c.zone(), c.posts(), without(c.entrances(), e), s)));
        List<Schedule> schedules = new ArrayList<>();
        s.weekly()
                .forEach(p -> schedules.add(
                        new Schedule(s.terms(), s.holidays(), without(s.weekly(), p), s.releases(), s.specials())));
        s.specials()
                .forEach(p -> schedules.add(
                        new Schedule(s.terms(), s.holidays(), s.weekly(), s.releases(), without(s.specials(), p))));
        s.releases()
                .forEach(r -> schedules.add(
                        new Schedule(s.terms(), s.holidays(), s.weekly(), without(s.releases(), r), s.specials())));
        schedules.forEach(x -> smaller.add(new Campus(c.id(), c.name(), c.zone(), c.posts(), c.entrances(), x)));
        return smaller;
    }

    private static List<World> withoutPartsOfAgreements(World w) {
        List<World> worlds = new ArrayList<>();
        for (Agreement a : w.district().agreements()) {
            List<Agreement> smaller = new ArrayList<>();
            a.suspensions()
                    .forEach(s -> smaller.add(new Agreement(
                            a.id(),
                            a.agency(),
                            a.campuses(),
                            a.term(),
                            without(a.suspensions(), s),
                            a.approvers(),
                            a.decisions(),
                            a.renewals(),
                            a.cost())));
            a.decisions()
                    .forEach(d -> smaller.add(new Agreement(
                            a.id(),
                            a.agency(),
                            a.campuses(),
                            a.term(),
                            a.suspensions(),
                            a.approvers(),
                            without(a.decisions(), d),
                            a.renewals(),
                            a.cost())));
            a.approvers()
                    .forEach(p -> smaller.add(new Agreement(
                            a.id(),
                            a.agency(),
                            a.campuses(),
                            a.term(),
                            a.suspensions(),
                            without(a.approvers(), p),
                            a.decisions(),
                            a.renewals(),
                            a.cost())));
            a.renewals()
                    .forEach(r -> smaller.add(new Agreement(
                            a.id(),
                            a.agency(),
                            a.campuses(),
                            a.term(),
                            a.suspensions(),
                            a.approvers(),
                            a.decisions(),
                            without(a.renewals(), r),
                            a.cost())));
            for (Agreement x : smaller) {
                List<Agreement> changed = new ArrayList<>(w.district().agreements());
                changed.set(changed.indexOf(a), x);
                worlds.add(district(w, List.copyOf(w.district().officers().values()), changed));
            }
        }
        return worlds;
    }

    private static List<World> withoutPartsOfOfficers(World w) {
        List<World> worlds = new ArrayList<>();
        for (Officer o : sorted(w.district().officers())) {
            List<Officer> smaller = new ArrayList<>();
            o.credentials()
                    .forEach(c -> smaller.add(new Officer(
                            o.badge(),
                            o.kind(),
                            o.agency(),
                            o.duties(),
                            without(o.credentials(), c),
                            o.affiliations(),
                            o.roster())));
            o.affiliations()
                    .forEach(a -> smaller.add(new Officer(
                            o.badge(),
                            o.kind(),
                            o.agency(),
                            o.duties(),
                            o.credentials(),
                            without(o.affiliations(), a),
                            o.roster())));
            for (Officer x : smaller) {
                List<Officer> changed = new ArrayList<>(sorted(w.district().officers()));
                changed.set(changed.indexOf(o), x);
                worlds.add(district(w, changed, w.district().agreements()));
            }
        }
        return worlds;
    }

    private static World district(World w, List<Officer> officers, List<Agreement> agreements) {
        District d = w.district();
        Map<String, Officer> byBadge = new HashMap<>();
        officers.forEach(o -> byBadge.put(o.badge(), o));
        return with(
                w,
                new District(
                        d.id(),
                        d.name(),
                        d.zone(),
                        d.firstDay(),
                        d.severities(),
                        d.settings(),
                        d.agencies(),
                        byBadge,
                        agreements,
                        d.exemptions(),
                        d.feeds(),
                        d.disqualifyingAffiliations(),
                        d.monitoredFrom()));
    }

    private static District copy(District d, List<StaffingExemption> exemptions, List<DatedName> denied) {
        return new District(
                d.id(),
                d.name(),
                d.zone(),
                d.firstDay(),
                d.severities(),
                d.settings(),
                d.agencies(),
                d.officers(),
                d.agreements(),
                exemptions,
                d.feeds(),
                denied,
                d.monitoredFrom());
    }

    private static World with(World w, District d) {
        return new World(d, w.campuses(), w.arrivals(), w.clock());
    }

    private static World with(World w, CampusPlan plan) {
        Map<String, CampusPlan> changed = new TreeMap<>(w.campuses());
        changed.put(plan.id(), plan);
        return new World(w.district(), changed, w.arrivals(), w.clock());
    }
}
