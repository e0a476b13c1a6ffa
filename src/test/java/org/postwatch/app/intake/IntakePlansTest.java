package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.WebhookTransport;
import org.postwatch.intake.VendorMap;
import org.postwatch.streams.Topics;
import org.postwatch.wire.IntakeJson;

/** Sources come, change and go with the plans. */
class IntakePlansTest {
    private boolean current = true;
    private final IntakePlans plans = new IntakePlans(() -> current);
    private final List<List<String>> calls = new ArrayList<>();

    @Test
    void sources_are_known_once_the_plans_are_read() {
        plans.addListener(this::record);
        apply("elm", source("elm", "front", "doors"), source("elm", "back", "doors"));
        apply("ash", source("ash", "gate", "doors"));
        assertThat(plans.isReady()).isFalse();
        assertThat(calls).isEmpty();

        plans.onCaughtUp();

        assertThat(plans.isReady()).isTrue();
        assertThat(plans.source("elm", "front")).contains(source("elm", "front", "doors"));
        assertThat(plans.source("ash", "front")).isEmpty();
        assertThat(calls).containsExactly(List.of("ash/gate", "elm/back", "elm/front"));
    }

    @Test
    void a_listener_is_called_after_changes_only() {
        apply("elm", source("elm", "front", "doors"));
        plans.onCaughtUp();
        plans.addListener(this::record);
        assertThat(calls).hasSize(1);

        apply("elm", source("elm", "front", "doors"));
        send("elm/~routing", "{}".getBytes(StandardCharsets.UTF_8));
        plans.onCaughtUp();
        assertThat(calls).hasSize(1);

        apply("elm", source("elm", "front", "other"));
        plans.onCaughtUp();
        assertThat(calls).hasSize(2);
        assertThat(plans.source("elm", "front").orElseThrow().feed()).isEqualTo("other");

        send("elm/~intake", null);
        plans.onCaughtUp();
        assertThat(calls).hasSize(3).last().isEqualTo(List.of());
        assertThat(plans.sources()).isEmpty();
    }

    @Test
    void a_record_that_cannot_be_used_leaves_the_sources_as_they_are() {
        apply("elm", source("elm", "front", "doors"));
        send("elm/~intake", "{".getBytes(StandardCharsets.UTF_8));
        send("elm/~intake", IntakeJson.encode(IntakeConfig.of("ash", List.of(source("ash", "front", "doors")))));
        plans.onCaughtUp();

        assertThat(plans.sources()).containsExactly(source("elm", "front", "doors"));
    }

    private void record(List<IntakeSource> sources) {
        calls.add(sources.stream()
                .map(source -> source.district() + "/" + source.name())
                .toList());
    }

    private void apply(String district, IntakeSource... sources) {
        send(IntakeJson.key(district), IntakeJson.encode(IntakeConfig.of(district, Arrays.asList(sources))));
    }

    private void send(String key, byte[] value) {
        plans.onRecord(new ConsumerRecord<>(Topics.PLANS, 0, 0, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static IntakeSource source(String district, String name, String feed) {
        return new IntakeSource(
                district,
                name,
                feed,
                new WebhookTransport(),
                new ProfileText("acme", "profile: acme\n"),
                VendorMap.EMPTY,
                Map.of(),
                List.of());
    }
}
