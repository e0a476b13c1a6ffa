package org.postwatch.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.postwatch.oracle.RandomWorlds;
import org.postwatch.oracle.World;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.Schedule;
import org.postwatch.replay.Renamed;
import org.postwatch.routing.Address;
import org.postwatch.routing.Policy;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Setting;
import org.postwatch.topology.CoverageTopology;

/** Random districts, some for every day of the script: each tells for a few days and has windows for a week. */
final class Districts {
    /** Is told everything. */
    static final String OFFICE = "office";
    /** Is told at once of what {@link #SHERIFFS_KINDS} names, and nothing holds that back: silent feeds are not told to it. */
    static final String SHERIFF = "sheriff";
    /** Is named by the routes, and the policy grants it nothing. */
    static final String PRESS = "press";
    /** Of a district that is there to be told that canaries come through. */
    static final String WATCHER = "watcher";

    static final Set<String> SHERIFFS_KINDS = Set.of(
            "coverage",
            "entrance-unwatched",
            "no-show",
            "agreement-lapsing",
            "buzzer-unanswered",
            "entrance-forced",
            "weapon-seen");
    private static final int TERM_DAYS = 6;
    private static final List<String> PROBE_SEVERITIES = List.of("none");

    private final long seed;
    private final int aDay;
    private final String receiver;

    /** @param receiver where all notices go, as {@code http://host:port} */
    Districts(long seed, int aDay, String receiver) {
        this.seed = seed;
        this.aDay = aDay;
        this.receiver = receiver;
    }

    /** Those whose events begin at a day. Every event arrives twice. */
    List<World> of(LocalDate day) {
        List<World> worlds = new ArrayList<>();
        for (int n = 0; n < aDay; n++) {
            long own = (seed * 10_000 + day.toEpochDay()) * 100 + n;
            World world = Renamed.to("d" + day.toString().replace("-", "") + "-" + n, RandomWorlds.from(day, own));
            World shorter = new World(world.district(), shorter(world, day), world.arrivals(), world.clock());
            worlds.add(RandomWorlds.doubled(shorter, own));
        }
        return worlds;
    }

    /** The oracle asks every day of every district up to the end. */
    private static Map<String, CampusPlan> shorter(World world, LocalDate day) {
        Map<String, CampusPlan> plans = new TreeMap<>();
        world.campuses().forEach((id, plan) -> {
            TreeMap<LocalDate, Campus> versions = new TreeMap<>();
            plan.versions().forEach((from, campus) -> versions.put(from, shorter(campus, day.plusDays(TERM_DAYS))));
            plans.put(id, new CampusPlan(id, versions, plan.watchedFrom()));
        });
        return plans;
    }

    private static Campus shorter(Campus c, LocalDate last) {
        Schedule s = c.schedule();
        List<Schedule.Term> terms = s.terms().stream()
                .map(term -> term.last().isAfter(last) ? new Schedule.Term(term.first(), last) : term)
                .toList();
        return new Campus(
                c.id(),
                c.name(),
                c.zone(),
                c.posts(),
                c.entrances(),
                new Schedule(terms, s.holidays(), s.weekly(), s.releases(), s.specials()));
    }

    Routing routing(World world) {
        String district = world.district().id();
        TreeMap<String, Routing.Place> places = new TreeMap<>();
        world.campuses()
                .values()
                .forEach(plan -> places.put(plan.id(), new Routing.Place("Campus " + plan.id(), plan.zone())));
        List<Policy.Rule> rules = List.of(
                new Policy.Rule("own", "school", Set.of(Policy.ALL), Set.of(Policy.ALL)),
                new Policy.Rule("posts", "sheriff", SHERIFFS_KINDS, Set.of(Policy.ALL)));
        return new Routing(
                district,
                world.district().name(),
                world.district().zone(),
                world.district().severities(),
                places,
                new TreeMap<>(),
                agencies(),
                recipients(district, false, OFFICE, SHERIFF, PRESS),
                Route.toAll(List.of(OFFICE, SHERIFF, PRESS)),
                new Policy(rules, Set.of("federal-immigration"), Set.of("ice.example")),
                Routing.Habits.USUAL);
    }

    private static TreeMap<String, String> agencies() {
        return new TreeMap<>(Map.of(OFFICE, "school", SHERIFF, "sheriff", PRESS, "press", WATCHER, "school"));
    }

    private TreeMap<String, Recipient> recipients(String district, boolean watchdog, String... names) {
        TreeMap<String, Recipient> recipients = new TreeMap<>();
        for (String name : names) {
            Address address = new Address.Webhook(
                    new Setting(receiver + "/" + district + "/" + name), List.of(new Setting("secret:hook")));
            recipients.put(
                    name, new Recipient(name, name, agencies().get(name), address, watchdog, Duration.ofHours(4)));
        }
        return recipients;
    }

    /** One in every partition; {@link #WATCHER} hears of every canary. */
    List<Routing> probes(int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> probe(IntStream.iterate(0, n -> n + 1)
                        .mapToObj(n -> "probe-" + n)
                        .filter(id -> partition(id, partitions) == partition)
                        .findFirst()
                        .orElseThrow()))
                .toList();
    }

    private Routing probe(String id) {
        return new Routing(
                id,
                id,
                ZoneOffset.UTC,
                PROBE_SEVERITIES,
                new TreeMap<>(),
                new TreeMap<>(),
                agencies(),
                recipients(id, true, WATCHER),
                Route.toAll(List.of(WATCHER)),
                new Policy(List.of(), Set.of(), Set.of()),
                Routing.Habits.USUAL);
    }

    static int partition(String district, int partitions) {
        return CoverageTopology.partition(district.getBytes(StandardCharsets.UTF_8), partitions);
    }
}
