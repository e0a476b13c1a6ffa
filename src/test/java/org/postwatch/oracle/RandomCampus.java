package org.postwatch.oracle;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;

/** Random campuses: posts, entrances and windows, sometimes in two versions. */
final class RandomCampus {
    private static final List<String> POSTS = List.of("a", "b", "c");

    private final SeededRandom dice;
    private final RandomPlan plan;
    private final District district;

    RandomCampus(SeededRandom dice, RandomPlan plan, District district) {
        this.dice = dice;
        this.plan = plan;
        this.district = district;
    }

    Map<String, CampusPlan> plans() {
        Map<String, CampusPlan> plans = new HashMap<>();
        for (String id : plan.campuses) {
            ZoneId zone = dice.chance(70) ? district.zone() : dice.pick(RandomPlan.ZONES);
            TreeMap<LocalDate, Campus> versions = new TreeMap<>();
            Campus one = campus(id, zone);
            versions.put(dice.chance(80) ? district.firstDay() : dice.days.get(0), one);
            if (dice.chance(30)) {
                versions.put(dice.pick(dice.days).plusDays(dice.between(0, 1)), changed(one));
            }
            Instant monitoredFrom = dice.chance(90) ? district.monitoredFrom() : dice.instant(zone, 5, 10);
            plans.put(id, new CampusPlan(id, versions, monitoredFrom));
        }
        return plans;
    }

    private Campus campus(String id, ZoneId zone) {
        List<Post> posts = POSTS.subList(0, dice.pick(1, 1, 2, 2, 3)).stream()
                .map(this::post)
                .toList();
        return new Campus(id, "Campus " + id, zone, posts, entrances(id), schedule(posts));
    }

    /** The next version: posts are added and dropped at the end only, so that their order is one over all versions. */
    private Campus changed(Campus c) {
        List<Post> posts = new ArrayList<>(c.posts());
        if (dice.chance(40)) {
            posts.remove(posts.size() - 1);
        } else if (dice.chance(40) && posts.size() < POSTS.size()) {
            posts.add(post(POSTS.get(posts.size())));
        } else {
            posts.replaceAll(p -> dice.chance(50) ? post(p.id()) : p);
        }
        List<Entrance> entrances = dice.chance(60) ? c.entrances() : entrances(c.id());
        Schedule schedule = dice.chance(60) ? schedule(posts) : c.schedule();
        return new Campus(c.id(), c.name(), c.zone(), posts, entrances, schedule);
    }

    private Post post(String id) {
        return new Post(
                id,
                dice.pick(1, 1, 1, 2),
                dice.pick(
                        Set.of("police"),
                        Set.of("police"),
                        Set.of("police"),
                        Set.of("police", "guard"),
                        Set.of("guard")),
                dice.chance(75) ? Set.of("sro") : Set.of("sro", "patrol"),
                dice.chance(75) ? Set.of() : dice.someOf(1, 2, List.of("training", "first-aid")),
                dice.someOf(dice.chance(8) ? 0 : 1, 2, plan.staffingFeeds),
                Duration.ofMinutes(dice.pick(0, 5, 10, 10, 20)),
                plan.ladder());
    }

    private List<Entrance> entrances(String campus) {
        List<Entrance> entrances = new ArrayList<>();
        for (String id : List.of("north", "south").subList(0, dice.pick(1, 1, 2))) {
            List<Entrance.Device> devices = new ArrayList<>();
            for (String type : dice.some(List.of("buzzer", "camera"), 0, 2)) {
                LocalDate from = dice.chance(75) ? district.firstDay() : dice.pick(dice.days);
                String device = campus.toLowerCase() + "-" + id + "-" + type;
                devices.add(new Entrance.Device(device, type, dice.pick(plan.deviceFeeds), from));
            }
            entrances.add(new Entrance(id, devices));
        }
        return entrances;
    }

    private Schedule schedule(List<Post> posts) {
        List<String> ids = posts.stream().map(Post::id).toList();
        List<Schedule.WeeklyWindow> weekly = new ArrayList<>();
        LocalTime from = dice.chance(50) ? LocalTime.of(7, 30) : dice.moment();
        LocalTime to = dice.chance(50) ? LocalTime.of(15, 30) : dice.moment();
        weekly.add(new Schedule.WeeklyWindow("day", EnumSet.allOf(DayOfWeek.class), from, to, somePosts(ids)));
        if (dice.chance(50)) {
            LocalTime start = dice.pick(to, from, dice.moment(), to.minusHours(1));
            weekly.add(new Schedule.WeeklyWindow("late", weekdays(), start, dice.moment(), somePosts(ids)));
        }
        if (dice.chance(25)) {
            LocalTime end = dice.pick(LocalTime.of(1, 30), LocalTime.of(2, 30), LocalTime.of(8, 0));
            weekly.add(new Schedule.WeeklyWindow("night", weekdays(), LocalTime.of(22, 0), end, somePosts(ids)));
        }
        List<Schedule.SpecialEvent> specials = new ArrayList<>();
        if (dice.chance(35) && !ids.isEmpty()) {
            Set<String> some = dice.someOf(1, ids.size(), ids);
            specials.add(new Schedule.SpecialEvent("game", dice.pick(dice.days), dice.moment(), dice.moment(), some));
        }
        List<Schedule.EarlyRelease> releases = new ArrayList<>();
        if (dice.chance(25)) {
            releases.add(new Schedule.EarlyRelease(
                    dice.pick(dice.days), dice.pick("day", "day", "late", "game"), dice.moment()));
        }
        Schedule.SchoolTerm term =
                new Schedule.SchoolTerm(district.firstDay(), district.firstDay().plusDays(dice.pick(1, 40, 40)));
        Set<LocalDate> holidays = dice.chance(12) ? Set.of(dice.pick(dice.days)) : Set.of();
        return new Schedule(List.of(term), holidays, weekly, releases, specials);
    }

    private Set<DayOfWeek> weekdays() {
        return dice.chance(80) ? EnumSet.allOf(DayOfWeek.class) : dice.someOf(2, 5, List.of(DayOfWeek.values()));
    }

    private Set<String> somePosts(List<String> ids) {
        return dice.chance(70) || ids.isEmpty() ? Set.of() : dice.someOf(1, ids.size(), ids);
    }
}
