package org.postwatch.scenario;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The windows of the shipped districts, which neither overlap nor cross midnight, straight from their documents. */
final class DocumentWindows {
    private DocumentWindows() {}

    record DocumentWindow(Instant from, Instant to) {
        DocumentWindow cutAt(Instant clock) {
            return to.isAfter(clock) ? new DocumentWindow(from, clock) : this;
        }
    }

    static List<DocumentWindow> of(ShippedDistrict district, String campus, LocalDate date) {
        ZoneId zone = district.zoneOf(campus);
        JsonNode own = district.campuses().get(campus).path("calendar");
        JsonNode common = district.root().required("calendar");
        var windows = new ArrayList<DocumentWindow>();
        String weekday = date.getDayOfWeek().name().substring(0, 3).toLowerCase(Locale.ROOT);
        for (JsonNode pattern : either(own, common, "windows")) {
            for (JsonNode day : pattern.required("days")) {
                if (day.asString().equals(weekday)) {
                    String to = pattern.required("to").asString();
                    for (JsonNode release : either(own, common, "early-releases")) {
                        boolean named = release.required("window")
                                .asString()
                                .equals(pattern.required("name").asString());
                        if (named && release.required("date").asString().equals(date.toString())) {
                            to = release.required("to").asString();
                        }
                    }
                    windows.add(window(pattern.required("from").asString(), to, date, zone));
                }
            }
        }
        for (JsonNode event : either(own, common, "events")) {
            if (event.required("date").asString().equals(date.toString())) {
                windows.add(window(
                        event.required("from").asString(), event.required("to").asString(), date, zone));
            }
        }
        windows.sort(Comparator.comparing(DocumentWindow::from));
        return windows;
    }

    /** Maximal runs of gap states. */
    static List<DocumentWindow> gaps(ExpectedFile.ExpectedDay day, Instant clock) {
        var gaps = new ArrayList<DocumentWindow>();
        for (var stretch : day.list()) {
            if (stretch.state().isGap()) {
                int last = gaps.size() - 1;
                Instant to = stretch.to().orElse(clock);
                if (last >= 0 && gaps.get(last).to().equals(stretch.from())) {
                    gaps.set(last, new DocumentWindow(gaps.get(last).from(), to));
                } else {
                    gaps.add(new DocumentWindow(stretch.from(), to));
                }
            }
        }
        return gaps;
    }

    private static DocumentWindow window(String from, String to, LocalDate date, ZoneId zone) {
        return new DocumentWindow(LocalTimeParser.instant(from, date, zone), LocalTimeParser.instant(to, date, zone));
    }

    private static JsonNode either(JsonNode own, JsonNode common, String key) {
        return own.has(key) ? own.get(key) : common.path(key);
    }
}
