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
import org.postwatch.RecordCopy;
import org.postwatch.delivery.webhook.WebhookAddress;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.oracle.RandomWorlds;
import org.postwatch.oracle.World;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.Schedule;
import org.postwatch.replay.DistrictRenamer;
import org.postwatch.streams.CoverageTopology;

/** Random districts, some for every day of the script: each reports for a few days and has windows for a week. */
final class ChaosDistricts {
    /** Is notified of everything. */
    static final String OFFICE = "office";
    /** Is notified at once of what {@link #SHERIFFS_KINDS} names, and nothing holds that back: silent feeds are not reported to it. */
    static final String SHERIFF = "sheriff";
    /** Is named by the routes, and the policy grants it nothing. */
    static final String PRESS = "press";
    /** Of a district that is there to be notified that canaries come through. */
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
    private final int throughIntakePerDay;
    private final String receiver;

    /**
     * @param throughIntakePerDay of the districts of a day, those whose events come through intake
     * @param receiver where all notices go, as {@code http://host:port}
     */
    ChaosDistricts(long seed, int aDay, int throughIntakePerDay, String receiver) {
        this.seed = seed;
        this.aDay = aDay;
        this.throughIntakePerDay = throughIntakePerDay;
        this.receiver = receiver;
    }

    /** Those whose events begin at a day. Every event arrives twice. */
    List<World> of(LocalDate day) {
        List<World> worlds = new ArrayList<>();
        for (int n = 0; n < aDay; n++) {
            long own = (seed * 10_000 + day.toEpochDay()) * 100 + n;
            boolean isThroughIntake = n < throughIntakePerDay;
            World world = DistrictRenamer.rename(
                    (isThroughIntake ? IntakeWorlds.PREFIX : "d")
                            + day.toString().replace("-", "") + "-" + n,
                    RandomWorlds.startingOn(day, own));
            World shorter = new World(world.district(), shorter(world, day), world.arrivals(), world.clock());
            World doubled = RandomWorlds.doubled(shorter, own);
            worlds.add(isThroughIntake ? IntakeWorlds.of(doubled) : doubled);
        }
        return worlds;
    }

    /** The oracle asks every day of every district up to the end. */
    private static Map<String, CampusPlan> shorter(World world, LocalDate day) {
        Map<String, CampusPlan> plans = new TreeMap<>();
        world.campuses().forEach((id, plan) -> {
            TreeMap<LocalDate, Campus> versions = new TreeMap<>();
            plan.versions().forEach((from, campus) -> versions.put(from, shorter(campus, day.plusDays(TERM_DAYS))));
            plans.put(id, new CampusPlan(id, versions, plan.monitoredFrom()));
        });
        return plans;
    }

    private static Campus shorter(Campus c, LocalDate last) {
        List<Schedule.SchoolTerm> terms = c.schedule().terms().stream()
                .map(term -> term.last().isAfter(last) ? new Schedule.SchoolTerm(term.first(), last) : term)
                .toList();
        return RecordCopy.with(c, "schedule", RecordCopy.with(c.schedule(), "terms", terms));
    }

    RoutingConfig routing(World world) {
        String district = world.district().id();
        TreeMap<String, RoutingConfig.CampusDetails> places = new TreeMap<>();
        world.campuses()
                .values()
                .forEach(plan ->
                        places.put(plan.id(), new RoutingConfig.CampusDetails("Campus " + plan.id(), plan.zone())));
        List<DisclosurePolicy.DisclosureRule> rules = List.of(
                new DisclosurePolicy.DisclosureRule(
                        "own", "school", Set.of(DisclosurePolicy.ALL), Set.of(DisclosurePolicy.ALL)),
                new DisclosurePolicy.DisclosureRule("posts", "sheriff", SHERIFFS_KINDS, Set.of(DisclosurePolicy.ALL)));
        return new RoutingConfig(
                district,
                world.district().name(),
                world.district().zone(),
                world.district().severities(),
                places,
                new TreeMap<>(),
                agencies(),
                recipients(district, false, OFFICE, SHERIFF, PRESS),
                Route.notifyingAll(List.of(OFFICE, SHERIFF, PRESS)),
                new DisclosurePolicy(rules, Set.of("federal-immigration"), Set.of("ice.example")),
                RoutingConfig.NotificationSettings.DEFAULT);
    }

    private static TreeMap<String, String> agencies() {
        return new TreeMap<>(Map.of(OFFICE, "school", SHERIFF, "sheriff", PRESS, "press", WATCHER, "school"));
    }

    private TreeMap<String, Recipient> recipients(String district, boolean watchdog, String... names) {
        TreeMap<String, Recipient> recipients = new TreeMap<>();
        for (String name : names) {
            RecipientAddress address = new WebhookAddress(
                    new ConfigValue(receiver + "/" + district + "/" + name), List.of(new ConfigValue("secret:hook")));
            recipients.put(
                    name, new Recipient(name, name, agencies().get(name), address, watchdog, Duration.ofHours(4)));
        }
        return recipients;
    }

    /** One in every partition; {@link #WATCHER} hears of every canary. */
    List<RoutingConfig> probes(int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> probe(IntStream.iterate(0, n -> n + 1)
                        .mapToObj(n -> "probe-" + n)
                        .filter(id -> partition(id, partitions) == partition)
                        .findFirst()
                        .orElseThrow()))
                .toList();
    }

    private RoutingConfig probe(String id) {
        return new RoutingConfig(
                id,
                id,
                ZoneOffset.UTC,
                PROBE_SEVERITIES,
                new TreeMap<>(),
                new TreeMap<>(),
                agencies(),
                recipients(id, true, WATCHER),
                Route.notifyingAll(List.of(WATCHER)),
                new DisclosurePolicy(List.of(), Set.of(), Set.of()),
                RoutingConfig.NotificationSettings.DEFAULT);
    }

    static int partition(String district, int partitions) {
        return CoverageTopology.partition(district.getBytes(StandardCharsets.UTF_8), partitions);
    }
}
