package org.postwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class JsonNamesTest {
    private record Point(int east, int north) {}

    private record Place(
            Point point, Optional<Integer> height, List<Integer> visits, boolean open, Set<Integer> rooms) {}

    private final JsonMapper mapper = new JsonNames()
            .components(Point.class, "x y")
            .components(Place.class, "* z visits? open? rooms")
            .order(Place.class, "rooms z")
            .strictMapper()
            .build();

    @Test
    void a_record_is_written_by_its_names_and_read_back() {
        Place place = new Place(new Point(1, 2), Optional.of(3), List.of(4), true, Set.of(6, 5));
        String json = "{\"rooms\":[5,6],\"z\":3,\"x\":1,\"y\":2,\"visits\":[4],\"open\":true}";

        assertThat(mapper.writeValueAsString(place)).isEqualTo(json);
        assertThat(mapper.readValue(json, Place.class)).isEqualTo(place);
    }

    @Test
    void what_may_be_left_out_is_empty_or_false_when_it_is_absent() {
        Place plain = new Place(new Point(1, 2), Optional.empty(), List.of(), false, Set.of());

        assertThat(mapper.readValue("{\"x\":1,\"y\":2,\"rooms\":[]}", Place.class))
                .isEqualTo(plain);
        assertThat(mapper.writeValueAsString(plain)).doesNotContain("visits", "open");
    }

    @Test
    void what_may_not_be_left_out_is_required() {
        assertThatThrownBy(() -> mapper.readValue("{\"x\":1}", Point.class))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("'y'");
        assertThatThrownBy(() -> mapper.readValue("{\"x\":1,\"y\":2}", Place.class))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("'rooms'");
    }

    @Test
    void each_component_has_a_name_of_its_own() {
        for (String names : List.of("x", "x x", "x y z")) {
            assertThatThrownBy(() -> new JsonNames().components(Point.class, names))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected a name of its own for each");
        }
    }

    @Test
    void a_record_without_names_has_those_of_its_components() {
        JsonMapper none = new JsonNames().strictMapper().build();

        assertThat(none.writeValueAsString(new Point(1, 2))).isEqualTo("{\"east\":1,\"north\":2}");
        assertThat(none.readValue("{\"east\":1,\"north\":2}", Point.class)).isEqualTo(new Point(1, 2));
    }
}
