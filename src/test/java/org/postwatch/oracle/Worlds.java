package org.postwatch.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.postwatch.plan.District;
import org.postwatch.plan.Schedule;

/** Makes a failing world small, and prints it for a person to read. */
public final class Worlds {
    private Worlds() {}

    /** A world that still fails, from which nothing can be taken away any more without its passing. */
    public static World shrink(World failing, Predicate<World> stillFails) {
        return WorldShrinker.shrink(failing, stillFails);
    }

    /** Everything in a world, a thing a line; arrivals by their time. */
    public static String print(World w) {
        StringBuilder out = new StringBuilder();
        District d = w.district();
        line(out, "clock %s, %s (first day %s, zone %s)", w.clock(), d.id(), d.firstDay(), d.zone());
        line(out, "  %s", d.settings());
        new TreeMap<>(d.officers()).values().forEach(o -> line(out, "  %s", o));
        d.agreements().forEach(a -> line(out, "  %s", a));
        d.exemptions().forEach(e -> line(out, "  %s", e));
        d.disqualifyingAffiliations().forEach(b -> line(out, "  denied %s", b));
        new TreeMap<>(d.feeds()).values().forEach(f -> line(out, "  %s", f));
        w.campuses()
                .values()
                .forEach(plan -> plan.versions().forEach((date, c) -> {
                    line(out, "campus %s from %s (zone %s)", c.id(), date, c.zone());
                    c.posts().forEach(p -> line(out, "  %s", p));
                    c.entrances().forEach(e -> line(out, "  %s", e));
                    Schedule s = c.schedule();
                    line(out, "  terms %s holidays %s", s.terms(), s.holidays());
                    s.weekly().forEach(p -> line(out, "  %s", p));
                    s.specials().forEach(p -> line(out, "  %s", p));
                    s.releases().forEach(r -> line(out, "  %s", r));
                }));
        List<Arrival> byTime = new ArrayList<>(w.arrivals());
        byTime.sort(Comparator.comparing((Arrival a) -> a.event().time()).thenComparing(Arrival::stamp));
        byTime.forEach(a -> line(out, "%s", print(a)));
        return out.toString();
    }

    private static String print(Arrival a) {
        Instant time = a.event().time();
        String stamp = a.stamp().equals(time) ? "" : " arriving " + a.stamp();
        String padding = a.padding() == 0 ? "" : " padded by " + a.padding();
        return time + stamp + padding + " " + a.event();
    }

    private static void line(StringBuilder out, String format, Object... args) {
        out.append(format.formatted(args)).append('\n');
    }
}
