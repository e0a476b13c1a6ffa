package org.postwatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.board.SchoolDay;

/** Scenarios that are played side by side. */
public record Playlist(List<Scenario> scenarios) {
    public Playlist {
        scenarios = List.copyOf(scenarios);
    }

    public List<SchoolDay> days() {
        return scenarios.stream().map(Scenario::day).toList();
    }

    /** The start and the end of the played part, by district. */
    public Map<String, Instant> startTimes() {
        return timesAt(schedule().start());
    }

    /** As {@link #startTimes()}. */
    public Map<String, Instant> endTimes() {
        return timesAt(schedule().end());
    }

    PlaybackSchedule schedule() {
        return PlaybackSchedule.of(days());
    }

    private Map<String, Instant> timesAt(Duration sinceMidnight) {
        Map<String, Instant> at = new HashMap<>();
        scenarios.forEach(s -> at.put(s.district(), s.instantAt(sinceMidnight)));
        return at;
    }
}
