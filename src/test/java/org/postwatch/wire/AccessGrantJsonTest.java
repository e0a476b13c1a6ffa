package org.postwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessGrant.AccessRevocation;
import org.postwatch.access.AccessKind;

/** The records of granted access: instances of two releases must read the same in them. */
class AccessGrantJsonTest {
    private static final Instant MONDAY = Instant.parse("2026-09-14T13:00:00Z");
    private static final AccessGrant GRANT = new AccessGrant(
            "4f09c1d27ab3",
            AccessKind.FEED,
            "elm",
            "doors",
            Optional.empty(),
            "0f".repeat(32),
            "lopez",
            Optional.empty(),
            MONDAY,
            Optional.empty(),
            Optional.empty());

    private static final String START = "{\"format\":1,\"id\":\"4f09c1d27ab3\",\"kind\":\"feed\",\"district\":\"elm\","
            + "\"subject\":\"doors\",\"tokenHash\":\"" + "0f".repeat(32) + "\",\"grantedBy\":\"lopez\",";

    @Test
    void a_grant_is_written_and_read() {
        assertThat(text(GRANT)).isEqualTo(START + "\"grantedAt\":\"2026-09-14T13:00:00Z\"}");
        assertThat(TopicValue.ACCESS_GRANT.read(TopicValue.ACCESS_GRANT.write(GRANT)))
                .isEqualTo(GRANT);
    }

    @Test
    void a_revocation_is_part_of_its_grant() {
        AccessGrant revoked = GRANT.revoked(new AccessRevocation(MONDAY.plusSeconds(60), "chan"));

        assertThat(text(revoked))
                .isEqualTo(START + "\"grantedAt\":\"2026-09-14T13:00:00Z\","
                        + "\"revocation\":{\"at\":\"2026-09-14T13:01:00Z\",\"by\":\"chan\"}}");
        assertThat(TopicValue.ACCESS_GRANT.read(TopicValue.ACCESS_GRANT.write(revoked)))
                .isEqualTo(revoked);
    }

    @Test
    void a_record_of_another_form_is_rejected_with_the_reason() {
        assertThatThrownBy(() -> TopicValue.ACCESS_GRANT.read(text(GRANT)
                        .replace("\"feed\",\"district", "\"person\",\"district")
                        .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kind: expected a kind of access");
    }

    @Test
    void a_pin_has_a_slow_hash_and_names_the_code_that_it_follows_from() {
        String slow = "$argon2id$v=19$m=19456,t=2,p=1$" + "A".repeat(22) + "$" + "B".repeat(43);
        assertThat(TopicValue.ACCESS_GRANT.read(TopicValue.ACCESS_GRANT.write(pin(Optional.of("ba3912d7c04f"), slow))))
                .isEqualTo(pin(Optional.of("ba3912d7c04f"), slow));
        assertThatThrownBy(() -> pin(Optional.of("ba3912d7c04f"), "0f".repeat(32)))
                .hasMessageContaining("the hash has another form");
        assertThatThrownBy(() -> pin(Optional.empty(), slow)).hasMessageContaining("names no enrolment");
    }

    private static AccessGrant pin(Optional<String> code, String hash) {
        return new AccessGrant(
                "4f09c1d27ab3",
                AccessKind.PIN,
                "elm",
                "D-17",
                code,
                hash,
                "officer D-17",
                Optional.empty(),
                MONDAY,
                Optional.empty(),
                Optional.empty());
    }

    private static String text(AccessGrant grant) {
        return new String(TopicValue.ACCESS_GRANT.write(grant), StandardCharsets.UTF_8);
    }
}
