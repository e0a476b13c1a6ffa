package org.postwatch.checkin.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PinHasherTest {
    private final PinHasher hasher = new PinHasher();

    @AfterEach
    void close() {
        hasher.close();
    }

    @Test
    void a_pin_is_known_by_its_hash_and_another_is_not() {
        String hash = hasher.hash("582914").toCompletableFuture().join();
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("582914");
        assertThat(verify("582914", Optional.of(hash))).isTrue();
        assertThat(verify("582915", Optional.of(hash))).isFalse();
    }

    @Test
    void two_officers_with_the_same_pin_have_different_hashes() {
        assertThat(hasher.hash("582914").toCompletableFuture().join())
                .isNotEqualTo(hasher.hash("582914").toCompletableFuture().join());
    }

    @Test
    void no_pin_is_right_without_a_hash_or_with_another_text() {
        assertThat(verify("582914", Optional.empty())).isFalse();
        assertThat(verify("", Optional.empty())).isFalse();
        assertThat(verify("582914", Optional.of("$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA")))
                .isFalse();
    }

    @Test
    void a_flood_is_refused_and_those_before_it_are_answered() {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < PinHasher.THREADS + PinHasher.MAX_WAITING + 60; i++) {
            all.add(hasher.verify("582914", Optional.empty()).toCompletableFuture());
        }
        int refused = 0;
        for (CompletableFuture<Boolean> one : all) {
            try {
                assertThat(one.join()).isFalse();
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(RejectedExecutionException.class);
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 60);
    }

    private boolean verify(String pin, Optional<String> hash) {
        return hasher.verify(pin, hash).toCompletableFuture().join();
    }
}
