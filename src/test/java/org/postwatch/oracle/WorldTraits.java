package org.postwatch.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postwatch.coverage.CoverageState;
import org.postwatch.event.Event;
import org.postwatch.event.PresenceSignal;
import org.postwatch.oracle.DutyWindows.DutyWindow;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.Post;

/** What a world has in it, by name: so that a test can check that random worlds do not miss what matters. */
final class WorldTraits {
    private static final Pattern CODE = Pattern.compile("(?:reasons=|; )([a-z-]+)");
    private static final Pattern INCIDENT = Pattern.compile("^incident ([a-z-]+)/");
    private static final Pattern BY = Pattern.compile(" by=([a-z-]+) ");

    private final World world;
    private final Set<String> traits = new TreeSet<>();

    private WorldTraits(World world) {
        this.world = world;
    }

    static Set<String> of(World w) {
        WorldTraits t = new WorldTraits(w);
        w.campuses().values().forEach(t::campus);
        t.zones();
        t.signals();
        t.arrivals();
        t.facts();
        return t.traits;
    }

    private void addIf(boolean holds, String trait) {
        if (holds) {
            traits.add(trait);
        }
    }

    private void zones() {
        addIf(
                world.campuses().values().stream()
                                .map(CampusPlan::zone)
                                .distinct()
                                .count()
                        > 1,
                "two zones");
    }

    private void campus(CampusPlan plan) {
        LocalDate today = world.clock().atZone(plan.zone()).toLocalDate();
        addIf(
                plan.versions().keySet().stream()
                        .anyMatch(d -> d.isAfter(world.district().firstDay()) && !d.isAfter(today)),
                "plan versions in force");
        for (LocalDate date : Coverage.dates(world, plan)) {
            Campus version = plan.versionOn(date);
            addIf(version.posts().size() > 1, "several posts");
            addIf(version.posts().stream().anyMatch(p -> p.headCount() > 1), "head-count 2");
            boolean changed = plan.zone().getRules().getOffset(date.atStartOfDay())
                    != plan.zone().getRules().getOffset(date.plusDays(1).atStartOfDay());
            List<DutyWindow> windows = DutyWindows.ofCampus(plan, date);
            addIf(changed && !windows.isEmpty() && !date.isAfter(today), "DST day");
            addIf(version.schedule().holidays().contains(date), "holiday");
            addIf(version.schedule().releases().stream().anyMatch(r -> r.date().equals(date)), "early release");
            addIf(windows.stream().anyMatch(w -> w.name().equals("game")), "special event");
            for (DutyWindow w : windows) {
                addIf(changed && w.from().isBefore(noon(plan, date).minusSeconds(6 * 3_600)), "window in a DST night");
                LocalDate end = w.to().minusMillis(1).atZone(plan.zone()).toLocalDate();
                addIf(end.isAfter(date), "over-midnight window");
                addIf(w.contains(world.clock()), "clock in mid-window");
                addIf(w.from().equals(plan.monitoredFrom()), "watched from mid-window");
                agreements(w);
            }
            for (Post p : version.posts()) {
                List<DutyWindow> own = DutyWindows.ofPost(plan, p.id(), date);
                for (int i = 1; i < own.size(); i++) {
                    addIf(own.get(i).from().equals(own.get(i - 1).to()), "touching windows");
                }
            }
        }
    }

    private static Instant noon(CampusPlan plan, LocalDate date) {
        return date.atTime(12, 0).atZone(plan.zone()).toInstant();
    }

    private void agreements(DutyWindow w) {
        for (Agreement a : world.district().agreements()) {
            addIf(
                    a.decisions().stream()
                            .map(d -> LocalDateTimeRange.startOf(
                                    d.decidedAt(), world.district().zone()))
                            .anyMatch(t -> t.isAfter(w.from()) && t.isBefore(w.to()) && !t.isAfter(world.clock())),
                    "agreement decided in mid-window");
        }
    }

    private void signals() {
        Map<String, Set<String>> campuses = new HashMap<>();
        Set<List<Object>> instants = new HashSet<>();
        for (Event e : new Admission(world).effective) {
            if (e instanceof PresenceSignal s) {
                campuses.computeIfAbsent(s.badge(), b -> new HashSet<>()).add(s.campus());
                addIf(!instants.add(List.of(s.badge(), s.time())), "an officer's signs at one instant");
            }
        }
        addIf(campuses.values().stream().anyMatch(c -> c.size() > 1), "officers at several campuses");
    }

    private void arrivals() {
        Set<String> bytes = new HashSet<>();
        Instant before = Instant.MIN;
        for (Arrival a : world.arrivals()) {
            addIf(!bytes.add(Arrays.toString(a.bytes())), "duplicates");
            addIf(a.stamp().isBefore(before), "stamps out of order");
            addIf(a.stamp().isAfter(a.event().time().plusSeconds(3_600)), "delayed by hours");
            addIf(a.event().time().atOffset(ZoneOffset.UTC).getNano() % 1_000_000_000 != 0, "milliseconds");
            before = a.stamp();
        }
        Oracle.rejected(world).forEach(line -> traits.add("rejected: " + line.substring(line.lastIndexOf(' ') + 1)));
    }

    private void facts() {
        for (String line : Oracle.facts(world)) {
            for (CoverageState s : CoverageState.values()) {
                addIf(line.startsWith("interval") && line.contains(") " + s + " "), "state: " + s);
            }
            addIf(line.startsWith("interval") && line.contains(", ) "), "an interval that lasts");
            addIf(line.contains(" expected "), "expected");
            addIf(line.contains(" #02 "), "two episodes");
            addIf(line.contains(" closed=- "), "an open incident");
            Matcher incident = INCIDENT.matcher(line);
            addIf(incident.find(), "incident: " + group(incident));
            Matcher by = BY.matcher(line);
            addIf(by.find(), "closed by: " + group(by));
            Matcher code = CODE.matcher(line);
            while (code.find()) {
                traits.add("reason: " + code.group(1));
            }
        }
    }

    private static String group(Matcher m) {
        return m.reset().find() ? m.group(1) : "";
    }
}
