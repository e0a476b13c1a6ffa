package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CampusStatusRowTest {
    private static final DistrictTimeZones ZONES =
            new DistrictTimeZones(Map.of("d", ZoneId.of("America/Chicago"), "d/A", ZoneId.of("America/Denver")));

    @Test
    void a_row_shows_the_time_and_reason_of_its_worst_posts_only() {
        CampusStatusRow line = CampusStatusRow.of("""
                {"district":"d","campus":"A","state":"UNCOVERED","posts":[
                 {"post":"sro","state":"UNCOVERED","since":"2026-09-14T13:30:00Z","counted":[],
                  "reasons":[{"code":"called-away","args":["R-3","2026-09-14T13:29:00Z"]},{"code":"nobody-present","args":[]}]},
                 {"post":"door","state":"COVERED","since":"2026-09-14T13:00:00Z","counted":["D-1"],
                  "reasons":[{"code":"covered-by","args":["D-1"]}]}]}""", ZONES);

        assertThat(line.cells())
                .containsExactly(
                        "d",
                        "A",
                        "UNCOVERED",
                        "Mon 14 Sep 2026, 07:30 MDT",
                        "sro: called-away(R-3, Mon 14 Sep 2026, 07:29 MDT), nobody-present");
    }

    @Test
    void the_worst_comes_first() {
        List<String> states = Stream.of("COVERED", "UNCOVERED", "NOT_REQUIRED", "UNKNOWN", "ALTERNATIVE")
                .map(state -> CampusStatusRow.of(
                        "{\"district\":\"d\",\"campus\":\"A\",\"state\":\"" + state + "\",\"posts\":[]}", ZONES))
                .sorted()
                .map(line -> line.state().wireName())
                .toList();

        assertThat(states).containsExactly("UNCOVERED", "UNKNOWN", "ALTERNATIVE", "COVERED", "NOT_REQUIRED");
    }
}
