package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessGrant.AccessRevocation;
import org.postwatch.access.AccessKind;
import org.postwatch.access.AccessToken;
import org.postwatch.intake.FeedAccount;
import org.postwatch.streams.Topics;
import org.postwatch.wire.TopicValue;

/** A feed has access by the secret that its plan names, or by a token that was granted at run time. */
class FeedCredentialsTest {
    private static final Instant MONDAY = Instant.parse("2026-09-14T13:00:00Z");
    private static final FeedAccount DOORS = new FeedAccount("elm", "doors");
    private static final AccessToken TOKEN = AccessToken.of(AccessKind.FEED, new byte[AccessToken.RANDOM_BYTES]);
    private static final AccessGrant GRANT = new AccessGrant(
            "4f09c1d27ab3",
            AccessKind.FEED,
            "elm",
            "doors",
            Optional.empty(),
            TOKEN.hash(),
            "lopez",
            Optional.empty(),
            MONDAY,
            Optional.of(MONDAY.plus(Duration.ofDays(90))),
            Optional.empty());

    private final FeedPlans plans = new FeedPlans((district, name) -> "the secret " + name, () -> MONDAY);
    private final AccessFollower access = new AccessFollower();
    private boolean current = true;
    private final FeedCredentials credentials = new FeedCredentials(plans, access, () -> current);

    @Test
    void it_is_ready_when_plans_and_grants_are_read() {
        plans.onCaughtUp();
        assertThat(credentials.isReady()).isFalse();
        access.onCaughtUp();
        assertThat(credentials.isReady()).isTrue();
        current = false;
        assertThat(credentials.isReady()).isFalse();
    }

    @Test
    void a_token_and_the_secret_of_the_plan_are_both_accepted() {
        planWithDoors();
        grantRecord(TopicValue.ACCESS_GRANT.write(GRANT));

        assertThat(credentials.ofToken(TOKEN.text(), MONDAY)).containsExactly(DOORS);
        assertThat(credentials.ofToken("the secret doors-1", MONDAY)).containsExactly(DOORS);
        assertThat(credentials.ofToken(TOKEN.text(), MONDAY.plus(Duration.ofDays(90))))
                .isEmpty();
        assertThat(credentials.signingSecrets(DOORS, MONDAY)).doesNotContain(TOKEN.text(), TOKEN.hash());
    }

    @Test
    void a_token_counts_only_while_a_plan_has_its_feed() {
        grantRecord(TopicValue.ACCESS_GRANT.write(GRANT));
        assertThat(credentials.ofToken(TOKEN.text(), MONDAY)).isEmpty();

        planWithDoors();
        assertThat(credentials.ofToken(TOKEN.text(), MONDAY)).containsExactly(DOORS);

        plan(IntakePlanRecords.district("elm"));
        assertThat(credentials.ofToken(TOKEN.text(), MONDAY)).isEmpty();
    }

    @Test
    void a_follower_that_starts_again_from_the_beginning_does_not_revive_a_revoked_token() {
        planWithDoors();
        AccessGrant revoked = GRANT.revoked(new AccessRevocation(MONDAY, "lopez"));
        grantRecord(TopicValue.ACCESS_GRANT.write(GRANT));
        grantRecord(TopicValue.ACCESS_GRANT.write(revoked));
        assertThat(credentials.ofToken(TOKEN.text(), MONDAY)).isEmpty();

        grantRecord(TopicValue.ACCESS_GRANT.write(GRANT));

        assertThat(credentials.ofToken(TOKEN.text(), MONDAY)).isEmpty();
    }

    @Test
    void a_grant_that_was_deleted_or_cannot_be_read_gives_no_access() {
        planWithDoors();
        grantRecord(TopicValue.ACCESS_GRANT.write(GRANT));
        grantRecord("{\"format\":2}".getBytes(StandardCharsets.UTF_8));
        assertThat(credentials.ofToken(TOKEN.text(), MONDAY)).isEmpty();

        AccessFollower other = new AccessFollower();
        other.onRecord(record(TopicValue.ACCESS_GRANT.write(GRANT)));
        assertThat(other.feedsOf(TOKEN.text(), MONDAY)).containsExactly(DOORS);
        other.onRecord(record(null));
        assertThat(other.feedsOf(TOKEN.text(), MONDAY)).isEmpty();
    }

    private void planWithDoors() {
        plan(IntakePlanRecords.district(
                "elm", IntakePlanRecords.feed("doors", "doors-1", "doors-2", "2026-09-14T13:30")));
    }

    private void plan(byte[] district) {
        plans.onRecord(new ConsumerRecord<>(Topics.PLANS, 0, 0, "elm".getBytes(StandardCharsets.UTF_8), district));
        plans.onCaughtUp();
    }

    private void grantRecord(byte[] value) {
        access.onRecord(record(value));
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>(Topics.ACCESS, 0, 0, GRANT.id().getBytes(StandardCharsets.UTF_8), value);
    }
}
