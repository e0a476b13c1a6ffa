package org.postwatch.watch;

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
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Span;
import org.postwatch.plan.Window;
import org.postwatch.plan.Windows;

/**
 * What nearly every event asks of its campus, ready to hand: whether its entrance or device is known, and in which
 * window it falls. It follows from the plans; what is not there is worked out again.
 */
final class CampusIndex {
    /** Districts kept; beyond, all are worked out anew. */
    private static final int DISTRICTS_MAX = 10_000;

    /** Different sets of names that are shared; beyond, all are found anew. */
    private static final int NAMES_MAX = 1_000;

    private final Ledger ledger;
    private final Map<String, Map<String, Entry>> districts = new HashMap<>();
    /** Campuses often name their entrances and devices alike: one set for all of them stays close at hand. */
    private final Map<Set<String>, Set<String>> names = new HashMap<>();

    CampusIndex(Ledger ledger) {
        this.ledger = ledger;
    }

    /** One campus. */
    static final class Entry {
        private final CampusPlan plan;
        private final Set<String> entrances;
        private final Set<String> devices;
        private Span today;
        private List<Window> windows = List.of();
        /** Those of each post; {@code windows} are the campus's, trimmed against each other where posts differ. */
        private List<Window> windowsOfPosts = List.of();

        private Entry(CampusPlan plan, Set<String> entrances, Set<String> devices) {
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
        Optional<Window> windowAt(Instant t) {
            if (today == null || !today.contains(t)) {
                turnTo(LocalDate.ofInstant(t, plan.zone()));
            }
            for (Window window : windows) {
                if (window.span().contains(t)) {
                    return Optional.of(window);
                }
            }
            return Optional.empty();
        }

        /** The dates whose windows, of any post, overlap a stretch of time. */
        Set<LocalDate> datesDuring(Span span) {
            boolean isToday = today != null && today.contains(span.from()) && today.contains(span.to());
            Set<LocalDate> dates = new HashSet<>();
            for (Window window : isToday ? windowsOfPosts : windowsOfPosts(EvidenceDesk.dates(span, plan.zone()))) {
                if (window.span().overlaps(span)) {
                    dates.add(window.date());
                }
            }
            return dates;
        }

        private List<Window> windowsOfPosts(List<LocalDate> dates) {
            return dates.stream()
                    .flatMap(date ->
                            plan.on(date).posts().stream().flatMap(post -> Windows.of(plan, post.id(), date).stream()))
                    .distinct()
                    .toList();
        }

        /** Windows of the day before may reach in; none is longer than a day. */
        private void turnTo(LocalDate date) {
            List<Window> all = new ArrayList<>(Windows.ofCampus(plan, date));
            all.addAll(Windows.ofCampus(plan, date.minusDays(1)));
            windows = List.copyOf(all);
            windowsOfPosts = windowsOfPosts(List.of(date.minusDays(1), date));
            today = new Span(
                    date.atStartOfDay(plan.zone()).toInstant(),
                    date.plusDays(1).atStartOfDay(plan.zone()).toInstant());
        }
    }

    Optional<Entry> find(String district, String campus) {
        Map<String, Entry> campuses = districts.get(district);
        Entry known = campuses == null ? null : campuses.get(campus);
        return known != null ? Optional.of(known) : load(district, campus);
    }

    /** A campus that is known to be there: its event was admitted. */
    Entry get(String district, String campus) {
        return find(district, campus).orElseThrow();
    }

    private Optional<Entry> load(String district, String campus) {
        Optional<Entry> entry =
                ledger.get(CoverageTables.CAMPUSES, district + "/" + campus).map(this::entry);
        if (entry.isPresent()) {
            if (districts.size() >= DISTRICTS_MAX) {
                districts.clear();
            }
            districts.computeIfAbsent(district, d -> new HashMap<>()).put(campus, entry.get());
        }
        return entry;
    }

    private Entry entry(CampusPlan plan) {
        Set<String> entrances = new HashSet<>();
        Set<String> devices = new HashSet<>();
        for (Campus version : plan.versions().values()) {
            for (Entrance entrance : version.entrances()) {
                entrances.add(entrance.id());
                entrance.devices().forEach(device -> devices.add(device.id()));
            }
        }
        return new Entry(plan, shared(entrances), shared(devices));
    }

    private Set<String> shared(Set<String> set) {
        if (names.size() >= NAMES_MAX) {
            names.clear();
        }
        return names.computeIfAbsent(set, s -> s);
    }

    /** The campus has a new plan. */
    void forget(String district, String campus) {
        Map<String, Entry> campuses = districts.get(district);
        if (campuses != null) {
            campuses.remove(campus);
        }
    }
}
