package org.postwatch.streams.state;

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
import org.postwatch.notification.engine.AlertState;
import org.postwatch.notification.engine.NotificationTables;
import org.postwatch.notification.engine.RecipientState;
import org.postwatch.notification.policy.MandatoryDenial;
import org.postwatch.state.StateTable;

/** What is stored has names of its own, so that a record, a component or a constant can be renamed. */
class StoredNamesTest {
    @Test
    void whatever_a_table_holds_has_stored_names() {
        Set<Class<?>> stored = new HashSet<>();
        NotificationTables.all().stream()
                .filter(table -> !table.equals(NotificationTables.ROUTINGS))
                .map(StateTable::type)
                .forEach(type -> collect(type, stored));

        assertThat(stored)
                .contains(AlertState.class, RecipientState.Suppression.class, MandatoryDenial.DenialTarget.class);
        for (Class<?> type : stored) {
            if (type.isRecord()) {
                assertThat(StoredNames.NAMES.ofComponents(type))
                        .as(type.getName())
                        .hasSameSizeAs(type.getRecordComponents())
                        .doesNotHaveDuplicates();
            } else {
                assertThat(Stream.of(type.getEnumConstants()).map(c -> StoredNames.NAMES.ofConstant((Enum<?>) c)))
                        .as(type.getName())
                        .doesNotHaveDuplicates()
                        .doesNotContainNull();
            }
        }
    }

    @Test
    void names_in_state_are_those_and_no_others() {
        record Unnamed(String text) {}

        assertThat(StoredNames.NAMES
                        .mapper()
                        .build()
                        .writeValueAsString(new MandatoryDenial(MandatoryDenial.DenialTarget.CLASS, "x")))
                .isEqualTo("{\"kind\":\"class\",\"name\":\"x\"}");
        assertThatThrownBy(() -> StoredNames.NAMES.mapper().build().writeValueAsString(new Unnamed("x")))
                .hasMessageContaining("has no names in JSON");
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
