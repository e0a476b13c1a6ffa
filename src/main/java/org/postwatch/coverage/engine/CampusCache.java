package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.BoundedCache;
import org.postwatch.state.StateStore;

/**
 * What nearly every event needs of its campus: whether its entrance or device exists, and in which window its time is. All of
 * it follows from the plan.
 */
final class CampusCache {
    private static final int MAX_CAMPUSES = 50_000;
    private static final int MAX_NAME_SETS = 1_000;

    private final StateStore store;
    private final BoundedCache<CampusKey, CachedCampus> campuses = new BoundedCache<>(MAX_CAMPUSES);
    /** Campuses often name their entrances and devices alike: they share one set, which stays in the processor's cache. */
    private final BoundedCache<Set<String>, Set<String>> nameSets = new BoundedCache<>(MAX_NAME_SETS);

    CampusCache(StateStore store) {
        this.store = store;
    }

    /** One campus. */
    static final class CachedCampus {
        private final CampusPlan plan;
        private final Set<String> entrances;
        private final Set<String> devices;
        private TimeSpan today;
        private List<DutyWindow> windows = List.of();
        /** The windows of each post; {@code windows} are those of the campus, trimmed against each other where posts differ. */
        private List<DutyWindow> windowsOfPosts = List.of();

        private CachedCampus(CampusPlan plan, Set<String> entrances, Set<String> devices) {
            this.plan = plan;
            this.entrances = entrances;
            this.devices = devices;
        }

        CampusPlan plan() {
            return plan;
        }

        /** Whether any version has this entrance. */
        boolean hasEntrance(String entrance) {
            return entrances.contains(entrance);
        }

        /** Whether any version has this device. */
        boolean hasDevice(String device) {
            return devices.contains(device);
        }

        /** The campus window that contains an instant. Nearly all events are of one day, whose windows are kept. */
        Optional<DutyWindow> windowAt(Instant t) {
            if (today == null || !today.contains(t)) {
                loadDay(LocalDate.ofInstant(t, plan.zone()));
            }
            for (DutyWindow window : windows) {
                if (window.span().contains(t)) {
                    return Optional.of(window);
                }
            }
            return Optional.empty();
        }

        /** The dates whose windows, of any post, overlap a stretch of time. */
        Set<LocalDate> datesDuring(TimeSpan span) {
            boolean isToday = today != null && today.contains(span.from()) && today.contains(span.to());
            Set<LocalDate> dates = new HashSet<>();
            for (DutyWindow window :
                    isToday ? windowsOfPosts : windowsOfPosts(AffectedDates.overlapping(span, plan.zone()))) {
                if (window.span().overlaps(span)) {
                    dates.add(window.date());
                }
            }
            return dates;
        }

        private List<DutyWindow> windowsOfPosts(List<LocalDate> dates) {
            return dates.stream()
                    .flatMap(date -> plan.versionOn(date).posts().stream()
                            .flatMap(post -> DutyWindows.ofPost(plan, post.id(), date).stream()))
                    .distinct()
                    .toList();
        }

        /** Windows of the day before may reach in; none is longer than a day. */
        private void loadDay(LocalDate date) {
            List<DutyWindow> all = new ArrayList<>(DutyWindows.ofCampus(plan, date));
            all.addAll(DutyWindows.ofCampus(plan, date.minusDays(1)));
            windows = List.copyOf(all);
            windowsOfPosts = windowsOfPosts(List.of(date.minusDays(1), date));
            today = new TimeSpan(
                    date.atStartOfDay(plan.zone()).toInstant(),
                    date.plusDays(1).atStartOfDay(plan.zone()).toInstant());
        }
    }

    Optional<CachedCampus> find(String district, String campus) {
        CampusKey key = new CampusKey(district, campus);
        CachedCampus cached = campuses.get(key);
        return cached != null ? Optional.of(cached) : load(key);
    }

    /** A campus that exists, since its event was admitted. */
    CachedCampus get(String district, String campus) {
        return find(district, campus).orElseThrow();
    }

    private Optional<CachedCampus> load(CampusKey key) {
        Optional<CachedCampus> loaded = store.get(CoverageTables.CAMPUSES, key).map(this::toCachedCampus);
        loaded.ifPresent(campus -> campuses.put(key, campus));
        return loaded;
    }

    private CachedCampus toCachedCampus(CampusPlan plan) {
        Set<String> entrances = new HashSet<>();
        Set<String> devices = new HashSet<>();
        for (Campus version : plan.versions().values()) {
            for (Entrance entrance : version.entrances()) {
                entrances.add(entrance.id());
                entrance.devices().forEach(device -> devices.add(device.id()));
            }
        }
        return new CachedCampus(plan, intern(entrances), intern(devices));
    }

    private Set<String> intern(Set<String> set) {
        return nameSets.getOrLoad(set, s -> s);
    }

    /** The campus has a new plan. */
    void remove(CampusKey campus) {
        campuses.remove(campus);
    }
}
