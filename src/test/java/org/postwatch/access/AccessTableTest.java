package org.postwatch.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.access.AccessGrant.AccessRevocation;
import org.postwatch.access.AccessGrant.GrantStatus;

/** Tokens, and which of them count when. */
class AccessTableTest {
    private static final Instant MONDAY = Instant.parse("2026-09-14T13:00:00Z");
    private static final Instant FRIDAY = MONDAY.plus(Duration.ofDays(4));
    private static final AccessToken TOKEN = token(1);

    private final AccessTable table = new AccessTable();

    @Test
    void a_granted_token_is_valid_until_it_expires() {
        AccessGrant grant = grant("000000000001", TOKEN, Optional.of(FRIDAY));
        table.put(grant);

        assertThat(table.ofToken(AccessKind.FEED, TOKEN.text(), MONDAY)).containsExactly(grant);
        assertThat(table.ofToken(AccessKind.FEED, TOKEN.text(), FRIDAY.minusMillis(1)))
                .containsExactly(grant);
        assertThat(table.ofToken(AccessKind.FEED, TOKEN.text(), FRIDAY)).isEmpty();
        assertThat(grant.statusAt(FRIDAY)).isEqualTo(GrantStatus.EXPIRED);
        assertThat(table.ofToken(AccessKind.FEED, token(2).text(), MONDAY)).isEmpty();
        assertThat(table.ofToken(AccessKind.FEED, TOKEN.hash(), MONDAY)).isEmpty();
        assertThat(table.ofToken(AccessKind.FEED, "", MONDAY)).isEmpty();
    }

    @Test
    void a_revoked_grant_stays_revoked_when_its_first_record_is_read_again() {
        AccessGrant grant = grant("000000000001", TOKEN, Optional.empty());
        AccessGrant revoked = grant.revoked(new AccessRevocation(MONDAY, "lopez"));
        table.put(grant);
        table.put(revoked);
        assertThat(table.ofToken(AccessKind.FEED, TOKEN.text(), FRIDAY)).isEmpty();

        table.put(grant);

        assertThat(table.ofToken(AccessKind.FEED, TOKEN.text(), FRIDAY)).isEmpty();
        assertThat(revoked.statusAt(FRIDAY)).isEqualTo(GrantStatus.REVOKED);
        assertThat(revoked.revoked(new AccessRevocation(FRIDAY, "chan"))).isEqualTo(revoked);
    }

    @Test
    void a_revocation_that_is_read_before_its_grant_counts() {
        AccessGrant grant = grant("000000000001", TOKEN, Optional.empty());
        table.put(grant.revoked(new AccessRevocation(MONDAY, "lopez")));
        table.put(grant);

        assertThat(table.ofToken(AccessKind.FEED, TOKEN.text(), FRIDAY)).isEmpty();
    }

    @Test
    void the_last_change_is_the_latest_grant_or_revocation_of_a_subject() {
        AccessGrant first = grant("000000000001", TOKEN, Optional.empty());
        assertThat(table.lastChange(AccessKind.FEED, first.district(), first.subject()))
                .isEmpty();
        table.put(first);
        assertThat(table.lastChange(AccessKind.FEED, first.district(), first.subject()))
                .contains(first.grantedAt());
        table.put(first.revoked(new AccessRevocation(FRIDAY, "lopez")));
        table.put(grant("000000000002", token(2), Optional.empty()));
        assertThat(table.lastChange(AccessKind.FEED, first.district(), first.subject()))
                .contains(FRIDAY);
        assertThat(table.lastChange(AccessKind.FEED, first.district(), "other")).isEmpty();
    }

    @Test
    void a_deleted_grant_has_no_effect_and_does_not_come_back() {
        AccessGrant grant = grant("000000000001", TOKEN, Optional.empty());
        table.put(grant);
        table.end(grant.id());
        table.put(grant);

        assertThat(table.ofToken(AccessKind.FEED, TOKEN.text(), MONDAY)).isEmpty();
    }

    @Test
    void one_of_two_tokens_of_a_feed_can_be_revoked() {
        AccessGrant first = grant("000000000001", TOKEN, Optional.empty());
        AccessGrant second = grant("000000000002", token(2), Optional.empty());
        table.put(first);
        table.put(second);
        table.put(first.revoked(new AccessRevocation(MONDAY, "lopez")));

        assertThat(table.ofToken(AccessKind.FEED, TOKEN.text(), MONDAY)).isEmpty();
        assertThat(table.ofToken(AccessKind.FEED, token(2).text(), MONDAY)).containsExactly(second);
    }

    @Test
    void a_token_can_be_recognised_and_a_mistyped_one_is_no_token() {
        String text = TOKEN.text();

        assertThat(text).matches("postwatch_feed_[A-Za-z0-9_-]{43}[0-9a-f]{8}");
        assertThat(AccessToken.parse(text)).map(AccessToken::hash).hasValue(TOKEN.hash());
        assertThat(AccessToken.parse(text.replace("AQEB", "AQEC"))).isEmpty();
        assertThat(AccessToken.parse(text.substring(1))).isEmpty();
        assertThat(AccessToken.parse(text + "0")).isEmpty();
        assertThat(TOKEN.toString()).doesNotContain(text.substring(15));
        assertThatThrownBy(() -> AccessToken.of(AccessKind.FEED, new byte[16]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a token has 16 random bytes; expected 32");
    }

    @Test
    void a_grant_without_a_name_or_with_an_end_in_the_past_is_none() {
        assertThatThrownBy(() -> grant("000000000001", TOKEN, Optional.of(MONDAY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a time after the grant, 2026-09-14T13:00:00Z");
        assertThatThrownBy(() -> grant("one", TOKEN, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the id has another form");
        assertThatThrownBy(() -> new AccessRevocation(MONDAY, " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is empty; expected 1 to 1000 characters");
    }

    @Test
    void one_device_wins_a_code_and_it_is_the_first_in_the_topic() {
        EnrolmentCode code = EnrolmentCode.of(new byte[] {1, 2, 3, 4, 5, 6, 7});
        table.put(desk(AccessKind.DESK_CODE, "00000000000c", Optional.empty(), code.hash()));
        assertThat(table.ofCode(AccessKind.DESK_CODE, code, MONDAY)).isPresent();

        AccessGrant first = desk(AccessKind.DESK, "00000000000a", Optional.of("00000000000c"), TOKEN.hash());
        AccessGrant second = desk(AccessKind.DESK, "00000000000b", Optional.of("00000000000c"), token(2).hash());
        table.put(first);
        table.put(second);

        assertThat(table.isOpen(first.id())).isTrue();
        assertThat(table.isOpen(second.id())).isFalse();
        assertThat(table.ofToken(AccessKind.DESK, token(2).text(), MONDAY)).isEmpty();
        assertThat(table.ofCode(AccessKind.DESK_CODE, code, MONDAY)).isEmpty();

        table.put(first.revoked(new AccessRevocation(MONDAY, "lopez")));
        table.put(second);
        assertThat(table.isOpen(first.id())).isFalse();
        assertThat(table.isOpen(second.id())).as("a code is used for good").isFalse();
    }

    @Test
    void a_code_is_read_as_people_type_it() {
        EnrolmentCode code = EnrolmentCode.of(new byte[] {(byte) 0xff, 0, 0x10, 0, 1, 2, 3});
        assertThat(code.text()).matches("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}");
        assertThat(EnrolmentCode.parse(" " + code.text().toLowerCase(java.util.Locale.ROOT)))
                .map(EnrolmentCode::hash)
                .contains(code.hash());
        assertThat(EnrolmentCode.parse("oil23-45678").map(EnrolmentCode::text)).contains("01123-45678");
        assertThat(EnrolmentCode.parse("U1234-56789")).isEmpty();
        assertThat(EnrolmentCode.parse("1234-56789")).isEmpty();
        assertThat(code.toString()).isEqualTo("EnrolmentCode");
    }

    @Test
    void only_a_desk_names_its_enrolment() {
        assertThatThrownBy(() -> desk(AccessKind.DESK, "00000000000a", Optional.empty(), TOKEN.hash()))
                .hasMessage("a grant of the kind desk names no enrolment");
        assertThatThrownBy(() -> desk(AccessKind.DESK_CODE, "00000000000a", Optional.of("00000000000c"), TOKEN.hash()))
                .hasMessage("a grant of the kind desk-code names an enrolment; expected none");
    }

    private static AccessGrant desk(AccessKind kind, String id, Optional<String> enrolment, String hash) {
        return new AccessGrant(
                id,
                kind,
                "elm",
                "north",
                enrolment,
                hash,
                "lopez",
                Optional.empty(),
                MONDAY,
                Optional.empty(),
                Optional.empty());
    }

    private static AccessToken token(int seed) {
        byte[] random = new byte[AccessToken.RANDOM_BYTES];
        Arrays.fill(random, (byte) seed);
        return AccessToken.of(AccessKind.FEED, random);
    }

    private static AccessGrant grant(String id, AccessToken token, Optional<Instant> expiresAt) {
        return new AccessGrant(
                id,
                AccessKind.FEED,
                "elm",
                "doors",
                Optional.empty(),
                token.hash(),
                "lopez",
                Optional.empty(),
                MONDAY,
                expiresAt,
                Optional.empty());
    }
}
