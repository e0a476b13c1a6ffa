package org.postwatch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people read of a plan has names of its own, and no part of a plan can be forgotten. */
class PlanFieldsTest {
    /** Compared as a whole, with a text of their own in {@link RecordDiff}. */
    private static final Set<Class<?>> WHOLES = Set.of(
            LocalDateTimeRange.class,
            FeedKeys.class,
            FeedKey.class,
            WeeklyHours.class,
            WeeklyHours.WeeklyPeriod.class,
            SeverityLadder.class,
            SeverityLadder.SeverityStep.class,
            Schedule.SchoolTerm.class,
            Agreement.ApprovalDecision.class,
            Agreement.Renewal.class,
            Agreement.Cost.class);

    @Test
    void each_component_of_each_part_has_a_name() {
        Set<Class<?>> parts = new HashSet<>();
        collect(District.class, parts);
        collect(Campus.class, parts);

        assertThat(parts).containsAll(WHOLES).contains(Schedule.SpecialEvent.class);
        parts.removeAll(WHOLES);
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
        Set<Class<?>> parts = new HashSet<>();
        collect(District.class, parts);
        collect(Campus.class, parts);
        parts.removeAll(WHOLES);
        for (Class<?> part : parts) {
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

    private static void collect(Type type, Set<Class<?>> parts) {
        if (type instanceof ParameterizedType generic) {
            List.of(generic.getActualTypeArguments()).forEach(argument -> collect(argument, parts));
        } else if (type instanceof Class<?> plain && plain.isRecord() && parts.add(plain)) {
            for (RecordComponent component : plain.getRecordComponents()) {
                collect(component.getGenericType(), parts);
            }
        }
    }
}
