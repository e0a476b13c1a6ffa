package org.postwatch.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Span;
import org.postwatch.plan.Window;
import org.postwatch.plan.Windows;

/** In which campus window an instant falls. Nearly all questions are about today: a campus's last answer is kept. */
final class CampusWindows {
    /** Campuses kept; beyond, all are worked out anew. */
    private static final int CAMPUSES_MAX = 200_000;

    /** @param day the local date of the answer, as instants */
    private record Today(CampusPlan plan, Span day, List<Window> windows) {}

    private final Map<String, Today> known = new HashMap<>();

    Optional<Window> at(District district, CampusPlan plan, Instant t) {
        String key = district.id() + "/" + plan.id();
        Today today = known.get(key);
        if (today == null || today.plan != plan || !today.day.contains(t)) {
            today = on(plan, LocalDate.ofInstant(t, plan.zone()));
            if (known.size() >= CAMPUSES_MAX) {
                known.clear();
            }
            known.put(key, today);
        }
        for (Window window : today.windows) {
            if (window.span().contains(t)) {
                return Optional.of(window);
            }
        }
        return Optional.empty();
    }

    /** Those of the day before may reach in; none is longer than a day. */
    private static Today on(CampusPlan plan, LocalDate date) {
        List<Window> windows = new ArrayList<>(Windows.ofCampus(plan, date));
        windows.addAll(Windows.ofCampus(plan, date.minusDays(1)));
        Span day = new Span(
                date.atStartOfDay(plan.zone()).toInstant(),
                date.plusDays(1).atStartOfDay(plan.zone()).toInstant());
        return new Today(plan, day, List.copyOf(windows));
    }
}
