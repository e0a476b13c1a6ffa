package org.postwatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.board.SchoolDay;

/** Scenarios that are played side by side. */
public record Programme(List<Scenario> scenarios) {
    public Programme {
        scenarios = List.copyOf(scenarios);
    }

    public List<SchoolDay> days() {
        return scenarios.stream().map(Scenario::day).toList();
    }

    /** When what is played begins and ends, by district. */
    public Map<String, Instant> begin() {
        return at(timetable().start());
    }

    /** As {@link #begin()}. */
    public Map<String, Instant> end() {
        return at(timetable().end());
    }

    Timetable timetable() {
        return Timetable.of(days());
    }

    private Map<String, Instant> at(Duration sinceMidnight) {
        Map<String, Instant> at = new HashMap<>();
        scenarios.forEach(s -> at.put(s.district(), s.at(sinceMidnight)));
        return at;
    }
}
