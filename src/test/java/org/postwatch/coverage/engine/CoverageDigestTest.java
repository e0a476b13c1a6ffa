package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;

/** Stored digests: if they changed by accident, an upgrade would publish every open day and every campus again. */
class CoverageDigestTest {
    private static final Instant T = Instant.parse("2026-09-14T13:30:00Z");
    private static final Reason REASON = Reason.of(ReasonCode.CALLED_AWAY, "D-1", T);
    private static final CoverageInterval CLOSED = new CoverageInterval(
            T.plusMillis(1), Optional.of(T.plusSeconds(600)), CoverageState.UNCOVERED, List.of("D-1"), List.of(REASON));
    private static final CoverageInterval OPEN = new CoverageInterval(
            T.plusSeconds(600), Optional.empty(), CoverageState.COVERED, List.of("D-1", "D-2"), List.of());
    private static final PostCoverage POST = new PostCoverage(
            "sro", CoverageState.UNCOVERED, Optional.of(T.plusMillis(1)), List.of("D-1"), List.of(REASON));
    private static final PostCoverage IDLE =
            new PostCoverage("second", CoverageState.NOT_REQUIRED, Optional.empty(), List.of(), List.of());
    private static final CampusCoverage CAMPUS =
            new CampusCoverage("socorro-nm", "sarracino-ms", CoverageState.UNCOVERED, List.of(POST, IDLE));

    @Test
    void digests_never_change() {
        assertThat(CoverageDigest.of(List.of(CLOSED, OPEN))).isEqualTo("wnVWQyLZUyuD8zGj");
        assertThat(CoverageDigest.of(CAMPUS)).isEqualTo("d65Ijkcg5EKF7yW8");
        assertThat(CoverageDigest.of(List.of())).isEmpty();
    }

    @Test
    void every_component_counts() throws ReflectiveOperationException {
        everyComponentCounts(CAMPUS, CoverageDigest::of);
        everyComponentCounts(
                POST, post -> CoverageDigest.of(new CampusCoverage("d", "a", CoverageState.UNCOVERED, List.of(post))));
        everyComponentCounts(CLOSED, interval -> CoverageDigest.of(List.of(interval)));
        everyComponentCounts(
                REASON,
                reason -> CoverageDigest.of(List.of(
                        new CoverageInterval(T, Optional.empty(), CoverageState.UNKNOWN, List.of(), List.of(reason)))));
    }

    @Test
    void what_belongs_to_one_value_is_never_taken_for_the_next() {
        assertThat(List.of(reason("a", "b", "c"), reason("a", "bc"), reason("ab", "c"), reason("a", "\"1;b\"1;c")))
                .doesNotHaveDuplicates();
    }

    private static String reason(String code, Object... args) {
        return CoverageDigest.of(List.of(new CoverageInterval(
                T,
                Optional.empty(),
                CoverageState.UNKNOWN,
                List.of(),
                List.of(new Reason(code, Stream.of(args).map(String::valueOf).toList())))));
    }

    /** A component that is added and not encoded makes this fail. */
    private static <R extends Record> void everyComponentCounts(R value, Function<R, String> digest)
            throws ReflectiveOperationException {
        RecordComponent[] components = value.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        for (int i = 0; i < components.length; i++) {
            Object[] values = new Object[components.length];
            for (int j = 0; j < components.length; j++) {
                values[j] = components[j].getAccessor().invoke(value);
            }
            values[i] = otherThan(values[i], components[i]);
            @SuppressWarnings("unchecked")
            R other = (R) value.getClass().getDeclaredConstructor(types).newInstance(values);

            assertThat(digest.apply(other)).as("%s", components[i]).isNotEqualTo(digest.apply(value));
        }
    }

    private static Object otherThan(Object value, RecordComponent component) {
        if (value instanceof String text) {
            return text + "x";
        } else if (value instanceof Instant instant) {
            return instant.plusNanos(1);
        } else if (value instanceof CoverageState) {
            return CoverageState.ALTERNATIVE;
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            return list.subList(1, list.size());
        } else if (value instanceof Optional<?> optional && optional.isPresent()) {
            return Optional.empty();
        }
        throw new AssertionError("this test knows no other value for " + component);
    }
}
