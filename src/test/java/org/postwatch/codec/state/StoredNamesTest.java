package org.postwatch.codec.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postwatch.dispatch.Affair;
import org.postwatch.dispatch.Line;
import org.postwatch.dispatch.Tables;
import org.postwatch.routing.Bar;
import org.postwatch.watch.Table;

/** What is stored has names of its own, so that a record, a component or a constant can be renamed. */
class StoredNamesTest {
    @Test
    void whatever_a_table_holds_has_stored_names() {
        Set<Class<?>> stored = new HashSet<>();
        Tables.all().stream()
                .filter(table -> !table.equals(Tables.ROUTINGS))
                .map(Table::type)
                .forEach(type -> collect(type, stored));

        assertThat(stored).contains(Affair.class, Line.Hold.class, Bar.Kind.class);
        for (Class<?> type : stored) {
            if (type.isRecord()) {
                assertThat(StoredNames.ofComponents(type))
                        .as(type.getName())
                        .hasSameSizeAs(type.getRecordComponents())
                        .doesNotHaveDuplicates();
            } else {
                assertThat(Stream.of(type.getEnumConstants()).map(c -> StoredNames.ofConstant((Enum<?>) c)))
                        .as(type.getName())
                        .doesNotHaveDuplicates()
                        .doesNotContainNull();
            }
        }
    }

    @Test
    void names_in_state_are_those_and_no_others() {
        record Unnamed(String text) {}

        assertThat(StoredNames.mapper().build().writeValueAsString(new Bar(Bar.Kind.CLASS, "x")))
                .isEqualTo("{\"kind\":\"class\",\"name\":\"x\"}");
        assertThatThrownBy(() -> StoredNames.mapper().build().writeValueAsString(new Unnamed("x")))
                .hasMessageContaining("has no stored names");
    }

    private static void collect(Type type, Set<Class<?>> stored) {
        if (type instanceof ParameterizedType generic) {
            List.of(generic.getActualTypeArguments()).forEach(argument -> collect(argument, stored));
        } else if (type instanceof Class<?> plain && (plain.isRecord() || plain.isEnum()) && stored.add(plain)) {
            for (RecordComponent component : plain.isRecord() ? plain.getRecordComponents() : new RecordComponent[0]) {
                collect(component.getGenericType(), stored);
            }
        }
    }
}
