package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CampusLineTest {
    @Test
    void a_campus_says_since_when_and_why_of_its_worst_posts_only() {
        CampusLine line = CampusLine.of("""
                {"district":"d","campus":"A","state":"UNCOVERED","posts":[
                 {"post":"sro","state":"UNCOVERED","since":"2026-09-14T13:30:00Z","counted":[],
                  "reasons":[{"code":"kind-not-accepted","args":["G-1","guard"]},{"code":"nobody-present","args":[]}]},
                 {"post":"door","state":"COVERED","since":"2026-09-14T13:00:00Z","counted":["D-1"],
                  "reasons":[{"code":"covered-by","args":["D-1"]}]}]}""");

        assertThat(line.cells())
                .containsExactly(
                        "d",
                        "A",
                        "UNCOVERED",
                        "2026-09-14T13:30:00Z",
                        "sro: kind-not-accepted(G-1, guard), nobody-present");
    }

    @Test
    void the_worst_comes_first() {
        List<String> states = Stream.of("COVERED", "UNCOVERED", "NOT_REQUIRED", "UNKNOWN", "ALTERNATIVE")
                .map(state ->
                        CampusLine.of("{\"district\":\"d\",\"campus\":\"A\",\"state\":\"" + state + "\",\"posts\":[]}"))
                .sorted()
                .map(line -> line.state().name())
                .toList();

        assertThat(states).containsExactly("UNCOVERED", "UNKNOWN", "ALTERNATIVE", "COVERED", "NOT_REQUIRED");
    }
}
