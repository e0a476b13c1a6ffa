package org.postwatch.plan;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;

/** What people read of a plan has names of its own, and no part of a plan can be forgotten. */
class PlanFieldsTest {
    @Test
    void each_component_of_each_part_has_a_name() {
        Set<Class<?>> parts = parts();
        assertThat(parts).contains(Schedule.SpecialEvent.class);
        for (Class<?> part : parts) {
            assertThat(PlanFields.of(part))
                    .as(part.getName())
                    .hasSameSizeAs(part.getRecordComponents())
                    .extracting(PlanFields.ComparedField::name)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void several_have_a_word_for_one_of_them() {
        for (Class<?> part : parts()) {
            List<PlanFields.ComparedField<?>> fields = PlanFields.of(part);
            RecordComponent[] components = part.getRecordComponents();
            for (int i = 0; i < components.length; i++) {
                boolean several = components[i].getType().getName().startsWith("java.util.")
                        && !components[i].getType().getSimpleName().equals("Optional");
                assertThat(fields.get(i).item().isEmpty())
                        .as("%s", components[i])
                        .isNotEqualTo(several);
            }
        }
    }

    @Test
    void each_part_of_which_there_are_several_has_a_name() {
        Set<Class<?>> several = parts().stream()
                .flatMap(part -> Stream.of(part.getRecordComponents()))
                .filter(component -> Collection.class.isAssignableFrom(component.getType())
                        || Map.class.isAssignableFrom(component.getType()))
                .flatMap(component ->
                        Stream.of(((ParameterizedType) component.getGenericType()).getActualTypeArguments()))
                .map(argument -> (Class<?>) argument)
                .filter(parts()::contains)
                .collect(toSet());
        assertThat(several)
                .contains(Post.class, Entrance.Device.class)
                .allSatisfy(part -> assertThat(PlanFields.isNamed(part))
                        .as("%s has a name in PlanFields", part.getName())
                        .isTrue());
    }

    @Test
    void each_value_has_a_text() {
        assertThat(types())
                .filteredOn(type -> !type.isRecord())
                .contains(DayOfWeek.class, EventType.class, Duration.class)
                .allSatisfy(type -> assertThat(PlanText.covers(type))
                        .as("%s has a text in PlanText", type.getName())
                        .isTrue());
    }

    /** Records that are compared field by field. */
    private static Set<Class<?>> parts() {
        return types().stream()
                .filter(type -> type.isRecord() && !PlanText.covers(type))
                .collect(toSet());
    }

    /** Every type of value in a plan, except collections, and except the contents of types with a text. */
    private static Set<Class<?>> types() {
        Set<Class<?>> types = new HashSet<>();
        collect(District.class, types);
        collect(Campus.class, types);
        return types;
    }

    private static void collect(Type type, Set<Class<?>> types) {
        if (type instanceof ParameterizedType generic) {
            List.of(generic.getActualTypeArguments()).forEach(argument -> collect(argument, types));
        } else if (type instanceof Class<?> plain) {
            Class<?> value = MethodType.methodType(plain).wrap().returnType();
            if (types.add(value) && value.isRecord() && !PlanText.covers(value)) {
                for (RecordComponent component : value.getRecordComponents()) {
                    collect(component.getGenericType(), types);
                }
            }
        }
    }
}
