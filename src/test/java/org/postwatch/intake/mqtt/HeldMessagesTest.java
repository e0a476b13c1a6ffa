package org.postwatch.intake.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages from their arrival until they are acknowledged, over several connections of one session. */
class HeldMessagesTest {
    private final List<String> acknowledged = new ArrayList<>();
    private Instant now = Instant.parse("2026-09-01T18:00:00Z");
    private final HeldMessages held = new HeldMessages(() -> now);

    @Test
    void a_message_is_acknowledged_when_it_is_finished() {
        HeldMessage press = add("press", "first");
        assertThat(acknowledged).isEmpty();
        held.finish(press);
        assertThat(acknowledged).containsExactly("first");
        assertThat(held.isHeld(press)).isFalse();
    }

    @Test
    void acknowledgements_are_in_the_order_of_the_messages() {
        HeldMessage first = add("a", "first");
        HeldMessage second = add("b", "second");
        held.finish(second);
        assertThat(acknowledged).as("the client library would keep it").isEmpty();
        held.finish(first);
        assertThat(acknowledged).containsExactly("first", "second");
    }

    @Test
    void two_equal_presses_are_two_and_each_is_recognised_once() {
        add("press", "first");
        add("press", "second");
        resume();
        assertThat(isRedelivery("press", "first again")).isTrue();
        assertThat(isRedelivery("press", "second again")).isTrue();
        assertThat(isRedelivery("press", "third")).isFalse();
    }

    @Test
    void what_was_finished_without_a_connection_is_acknowledged_when_it_is_delivered_again() {
        HeldMessage press = add("press", "first");
        held.connectionEnded();
        held.finish(press);
        assertThat(acknowledged).isEmpty();
        held.connected(true);
        assertThat(isRedelivery("press", "again")).isTrue();
        assertThat(acknowledged).containsExactly("again");
        assertThat(held.isHeld(press)).isFalse();
    }

    @Test
    void an_equal_message_of_the_same_connection_is_another_one() {
        add("press", "first");
        assertThat(isRedelivery("press", "second")).isFalse();
    }

    @Test
    void a_new_session_delivers_nothing_again() {
        HeldMessage waiting = add("press", "first");
        HeldMessage finished = add("other", "second");
        held.connectionEnded();
        held.finish(finished);
        held.connected(false);
        assertThat(isRedelivery("press", "new")).isFalse();
        assertThat(held.isHeld(waiting))
                .as("its events are still to be written")
                .isTrue();
        assertThat(held.isHeld(finished)).isFalse();
        held.finish(waiting);
        assertThat(held.isHeld(waiting)).as("nobody asks for it again").isFalse();
    }

    @Test
    void a_message_that_a_new_session_does_not_deliver_again_is_left_to_no_other_owner() {
        HeldMessage waiting = add("press", "first");
        held.connectionEnded();
        held.connected(false);
        resume();
        assertThat(isRedelivery("press", "new")).as("another press").isFalse();
        held.leaveSession();
        assertThat(held.isHeld(waiting)).as("nobody else gets it").isTrue();
    }

    @Test
    void after_10_s_an_equal_message_is_another_one() {
        add("press", "first");
        resume();
        now = now.plusSeconds(10);
        assertThat(isRedelivery("press", "in time")).isTrue();
        resume();
        now = now.plusSeconds(10).plusMillis(1);
        assertThat(isRedelivery("press", "later")).isFalse();
    }

    @Test
    void a_message_with_qos_0_is_never_delivered_again() {
        HeldMessage unsafe = held.add(message("press", false, "none")).orElseThrow();
        resume();
        assertThat(held.isRedelivery(message("press", false, "none"))).isFalse();
        held.leaveSession();
        assertThat(held.isHeld(unsafe)).isTrue();
        assertThat(held.dropAll()).isEqualTo(1);
    }

    @Test
    void another_owner_gets_what_was_not_acknowledged() {
        HeldMessage press = add("press", "first");
        held.leaveSession();
        assertThat(held.isHeld(press)).isFalse();
        held.finish(press);
        assertThat(acknowledged).isEmpty();
        assertThat(held.idle()).isCompleted();
    }

    @Test
    void what_an_ended_connection_delivered_is_kept_until_it_is_delivered_again() {
        HeldMessage forgotten = add("forgotten", "first");
        HeldMessage kept = add("kept", "second");
        resume();
        assertThat(isRedelivery("kept", "again")).isTrue();
        held.leaveSession();
        assertThat(held.isHeld(kept)).as("the next owner gets it").isFalse();
        assertThat(held.isHeld(forgotten))
                .as("a broker that was killed may have forgotten it")
                .isTrue();
        held.endSession();
        held.finish(forgotten);
        assertThat(acknowledged).isEmpty();
        assertThat(held.idle()).isCompleted();
    }

    @Test
    void a_message_of_a_session_that_ended_is_held_until_it_is_finished() {
        HeldMessage waiting = add("press", "first");
        HeldMessage finished = add("other", "second");
        held.finish(finished);
        held.endSession();
        assertThat(held.isHeld(finished)).isFalse();
        assertThat(held.isHeld(waiting)).isTrue();
        held.finish(waiting);
        assertThat(held.isHeld(waiting)).isFalse();
        assertThat(acknowledged).isEmpty();
    }

    @Test
    void messages_and_bytes_are_bounded() {
        for (int n = 0; n < HeldMessages.MAX_MESSAGES; n++) {
            add("press " + n, "");
        }
        assertThat(held.add(message("one more", true, ""))).isEmpty();
        assertThat(held.hasRoom()).isFalse();

        HeldMessages large = new HeldMessages(() -> now);
        HeldMessage first = large.add(message("press", true, "")).orElseThrow();
        large.addWeight(first, HeldMessages.MAX_BYTES);
        assertThat(large.add(message("one more", true, ""))).isEmpty();
        large.finish(first);
        assertThat(large.add(message("one more", true, ""))).isPresent();
        assertThat(large.hasRoom()).isTrue();
    }

    private HeldMessage add(String payload, String acknowledgement) {
        return held.add(message(payload, true, acknowledgement)).orElseThrow();
    }

    private void resume() {
        held.connectionEnded();
        held.connected(true);
    }

    private boolean isRedelivery(String payload, String acknowledgement) {
        return held.isRedelivery(message(payload, true, acknowledgement));
    }

    private ReceivedMessage message(String payload, boolean isRedelivered, String acknowledgement) {
        return new ReceivedMessage(
                "site/button",
                false,
                isRedelivered,
                Map.of(),
                payload.getBytes(UTF_8),
                () -> acknowledged.add(acknowledgement));
    }
}
