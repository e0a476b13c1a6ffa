package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.StateStore;

/**
 * What nearly every event asks of its campus, ready to hand: whether its entrance or device is known, and in which
 * window it falls. It follows from the plans; what is not there is worked out again.
 */
final class CampusCache {
    /** Districts kept; beyond, all are worked out anew. */
    private static final int MAX_DISTRICTS = 10_000;

    /** Different sets of names that are shared; beyond, all are found anew. */
    private static final int MAX_NAME_SETS = 1_000;

    private final StateStore store;
    private final Map<String, Map<String, CachedCampus>> districts = new HashMap<>();
    /** Campuses often name their entrances and devices alike: one set for all of them stays close at hand. */
    private final Map<Set<String>, Set<String>> nameSets = new HashMap<>();

    CampusCache(StateStore ledger) {
        this.store = ledger;
    }

    /** One campus. */
    static final class CachedCampus {
        private final CampusPlan plan;
        private final Set<String> entrances;
        private final Set<String> devices;
        private TimeSpan today;
        private List<DutyWindow> windows = List.of();
        /** Those of each post; {@code windows} are the campus's, trimmed against each other where posts differ. */
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

        /** The campus window in which an instant falls. Nearly all questions are about one day, whose answer is kept. */
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
                    isToday ? windowsOfPosts : windowsOfPosts(EventHandler.datesOverlapping(span, plan.zone()))) {
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
        Map<String, CachedCampus> campuses = districts.get(district);
        CachedCampus known = campuses == null ? null : campuses.get(campus);
        return known != null ? Optional.of(known) : load(district, campus);
    }

    /** A campus that is known to be there: its event was admitted. */
    CachedCampus get(String district, String campus) {
        return find(district, campus).orElseThrow();
    }

    private Optional<CachedCampus> load(String district, String campus) {
        Optional<CachedCampus> entry =
                store.get(CoverageTables.CAMPUSES, district + "/" + campus).map(this::toCachedCampus);
        if (entry.isPresent()) {
            if (districts.size() >= MAX_DISTRICTS) {
                districts.clear();
            }
            districts.computeIfAbsent(district, d -> new HashMap<>()).put(campus, entry.get());
        }
        return entry;
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
        if (nameSets.size() >= MAX_NAME_SETS) {
            nameSets.clear();
        }
        return nameSets.computeIfAbsent(set, s -> s);
    }

    /** The campus has a new plan. */
    void invalidate(String district, String campus) {
        Map<String, CachedCampus> campuses = districts.get(district);
        if (campuses != null) {
            campuses.remove(campus);
        }
    }
}
