package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.postwatch.intake.FeedAccount;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.streams.Topics;

/** Intake knows the feeds of the plans in force, and which secrets count when. */
class FeedPlansTest {
    private static final Instant BEFORE = Instant.parse("2026-09-14T13:29:59Z");
    private static final Instant AFTER = Instant.parse("2026-09-14T13:30:00Z");
    private static final String FAILS = "the resolver fails";
    private static final FeedAccount DOORS = new FeedAccount("elm", "doors");

    private final Map<String, String> secrets =
            new HashMap<>(Map.of("elm/doors-1", "the first secret", "elm/doors-2", "the second secret"));
    private Instant now = BEFORE;
    private final FeedPlans plans = new FeedPlans(
            (district, name) -> {
                String secret = secrets.get(district + "/" + name);
                if (FAILS.equals(secret)) {
                    throw new IllegalStateException("expected by the test");
                }
                if (secret == null) {
                    throw new MissingSecretException("no secret " + district + "/" + name);
                }
                return secret;
            },
            () -> this.now);

    @Test
    void until_the_plans_are_read_no_credential_is_known() {
        read(IntakePlanRecords.district(
                "elm", IntakePlanRecords.feed("doors", "doors-1", "doors-2", "2026-09-14T13:30")));

        assertThat(plans.isReady()).isFalse();
        plans.onCaughtUp();
        assertThat(plans.isReady()).isTrue();
    }

    @Test
    void a_secret_counts_in_its_dates_and_only_for_its_feed() {
        read(IntakePlanRecords.district(
                "elm", IntakePlanRecords.feed("doors", "doors-1", "doors-2", "2026-09-14T13:30")));
        plans.onCaughtUp();

        assertThat(plans.ofToken("the first secret", BEFORE)).containsExactly(DOORS);
        assertThat(plans.ofToken("the second secret", BEFORE)).isEmpty();
        assertThat(plans.ofToken("the second secret", AFTER)).containsExactly(DOORS);
        assertThat(plans.ofToken("another", AFTER)).isEmpty();
        assertThat(plans.ofToken("", AFTER)).isEmpty();
        assertThat(plans.signingSecrets(DOORS, BEFORE)).containsExactly("the first secret");
        assertThat(plans.signingSecrets(new FeedAccount("oak", "doors"), BEFORE))
                .isEmpty();
    }

    @Test
    void a_feed_that_a_plan_drops_has_no_access_any_more() {
        read(IntakePlanRecords.district(
                "elm", IntakePlanRecords.feed("doors", "doors-1", "doors-2", "2026-09-14T13:30")));
        plans.onCaughtUp();
        read(IntakePlanRecords.district("elm"));
        plans.onCaughtUp();

        assertThat(plans.ofToken("the first secret", BEFORE)).isEmpty();
        assertThat(plans.isKnown(DOORS)).isFalse();
    }

    @Test
    void a_secret_that_is_put_in_place_later_is_found() {
        secrets.remove("elm/doors-1");
        read(IntakePlanRecords.district(
                "elm", IntakePlanRecords.feed("doors", "doors-1", "doors-2", "2026-09-14T13:30")));
        plans.onCaughtUp();
        assertThat(plans.ofToken("the first secret", BEFORE)).isEmpty();

        secrets.put("elm/doors-1", "the first secret");
        now = BEFORE.plusSeconds(FeedPlans.REREAD_SECONDS);
        plans.rereadSecrets();

        assertThat(plans.ofToken("the first secret", BEFORE)).containsExactly(DOORS);
    }

    @Test
    void a_secret_that_is_too_short_to_sign_with_gives_no_access() {
        secrets.put("elm/doors-1", "15-characters-a");
        read(IntakePlanRecords.district(
                "elm", IntakePlanRecords.feed("doors", "doors-1", "doors-2", "2026-09-14T13:30")));
        plans.onCaughtUp();

        assertThat(plans.ofToken("15-characters-a", BEFORE)).isEmpty();
        assertThat(plans.signingSecrets(DOORS, BEFORE)).isEmpty();
        assertThat(plans.mustSign(DOORS, BEFORE)).isTrue();
        assertThat(plans.ofSource("doors")).containsExactly(DOORS);
    }

    @Test
    void a_failure_to_read_secrets_again_leaves_those_read_before_and_ends_no_timer() {
        read(IntakePlanRecords.district(
                "elm", IntakePlanRecords.feed("doors", "doors-1", "doors-2", "2026-09-14T13:30")));
        plans.onCaughtUp();
        secrets.replaceAll((name, secret) -> FAILS);
        now = BEFORE.plusSeconds(FeedPlans.REREAD_SECONDS);

        plans.rereadSecrets();

        assertThat(plans.ofToken("the first secret", BEFORE)).containsExactly(DOORS);
    }

    private void read(byte[] district) {
        plans.onRecord(new ConsumerRecord<>(Topics.PLANS, 0, 0, "elm".getBytes(StandardCharsets.UTF_8), district));
    }
}
