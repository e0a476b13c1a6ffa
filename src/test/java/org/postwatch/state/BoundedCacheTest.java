package org.postwatch.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedCacheTest {
    private final BoundedCache<Integer, String> cache = new BoundedCache<>(3);

    @Test
    void recently_used_values_stay_and_no_more_than_two_generations() {
        for (int i = 0; i < 100; i++) {
            cache.put(i, "v" + i);
            assertThat(cache.get(0)).isEqualTo("v0");
            assertThat(cache.size()).isLessThanOrEqualTo(6);
        }
        assertThat(cache.get(99)).isEqualTo("v99");
        assertThat(cache.get(50)).isNull();
    }

    @Test
    void a_removed_value_is_gone_from_both_generations() {
        cache.put(0, "old");
        cache.put(1, "a");
        cache.put(2, "b");
        cache.put(3, "c");
        cache.put(0, "new");
        cache.remove(0);
        assertThat(cache.get(0)).isNull();
    }

    @Test
    void an_older_value_does_not_come_back() {
        cache.put(0, "old");
        cache.put(1, "a");
        cache.put(2, "b");
        cache.put(3, "c");
        cache.put(0, "new");
        for (int i = 4; i < 8; i++) {
            cache.put(i, "v");
            assertThat(cache.get(0)).isEqualTo("new");
        }
    }

    @Test
    void a_missing_value_is_loaded_once() {
        int[] loads = {0};
        for (int i = 0; i < 3; i++) {
            assertThat(cache.getOrLoad(7, key -> "v" + key + ++loads[0])).isEqualTo("v71");
        }
    }
}
