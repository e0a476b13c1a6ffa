package org.postwatch.intake.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport;
import org.postwatch.intake.Transport;
import org.postwatch.intake.VendorMap;
import org.postwatch.intake.VerificationResult;
import org.postwatch.intake.VerificationResult.HandshakeReply;
import org.postwatch.intake.VerificationResult.Refused;
import org.postwatch.intake.VerificationResult.Refused.RefusalReason;
import org.postwatch.intake.VerificationResult.Verified;

/** Who may send, and who may not. */
class VerifierTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_789_392_600L);
    private static final String BODY = "{\"what\":\"ring\"}";
    private static final String SECRET = "an old secret of 28 characters";
    private static final String NEW_SECRET = "the new secret of the sender";

    private static byte[] mac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String hex(String secret, String text) {
        return HexFormat.of().formatHex(mac(secret, text));
    }

    private static IntakeSource source(Map<String, String> parameters) {
        return new IntakeSource(
                "springfield",
                "hook",
                "a-feed",
                new SourceTransport.WebhookTransport(),
                new ProfileText("small", ""),
                VendorMap.EMPTY,
                parameters,
                List.of("hook"));
    }

    private static VerificationResult verify(VerificationMethod method, IntakeMessage message, String... secrets) {
        return new Verifier(List.of(method), Optional.empty()).verify(message, source(Map.of()), List.of(secrets));
    }

    private static IntakeMessage message(String header, String value) {
        return IntakeMessage.webhook(Map.of(header, value), Map.of(), BODY.getBytes(UTF_8), NOW);
    }

    private static HmacSha256 hmac(String form, String signed) {
        return new HmacSha256("signature", new SignatureForm(form), Optional.empty(), signed, Duration.ofMinutes(5));
    }

    @Test
    void a_secret_of_less_than_16_characters_proves_nothing() {
        assertThat(verify(new BearerToken(), message("authorization", "Bearer 15-characters-ab"), "15-characters-ab"))
                .isEqualTo(new Verified());
        VerificationResult refused =
                verify(new BearerToken(), message("authorization", "Bearer 15-characters-a"), "15-characters-a");
        assertThat(((Refused) refused).detail())
                .isEqualTo("the secret of the source is too short; expected at least 16 characters");
        String signature = hex("15-characters-a", BODY);
        assertThat(verify(hmac("{hex}", "{body}"), message("signature", signature), "15-characters-a"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void what_cannot_be_verified_is_refused_before_its_body_is_there() {
        Verifier signed = new Verifier(List.of(hmac("{hex}", "{body}")), Optional.empty());
        Verifier bearer = new Verifier(List.of(new BearerToken()), Optional.empty());
        Verifier either = new Verifier(List.of(hmac("{hex}", "{body}"), new BearerToken()), Optional.empty());
        IntakeMessage nothing = head(Map.of());
        IntakeMessage wrong = head(Map.of("authorization", "Bearer guess"));
        IntakeMessage right = head(Map.of("authorization", "Bearer " + SECRET));
        IntakeMessage signature = head(Map.of("signature", "00"));

        assertThat(List.of(signed, bearer, either))
                .allSatisfy(each -> assertThat(refuse(each, nothing)).isPresent());
        assertThat(List.of(signed, bearer, either))
                .allSatisfy(each -> assertThat(refuse(each, wrong)).isPresent());
        assertThat(refuse(bearer, right)).isEmpty();
        assertThat(refuse(either, right)).isEmpty();
        assertThat(refuse(signed, signature)).isEmpty();
        assertThat(refuse(either, signature)).isEmpty();
        assertThat(refuse(new Verifier(List.of(new Unverified()), Optional.empty()), nothing))
                .isEmpty();
        assertThat(refuse(new Verifier(List.of(hmac("{hex}", "{body}")), Optional.of("x-hook-secret")), nothing))
                .isPresent();
        assertThat(refuse(
                        new Verifier(List.of(hmac("{hex}", "{body}")), Optional.of("x-hook-secret")),
                        head(Map.of("x-hook-secret", "abc"))))
                .isEmpty();
    }

    private static Optional<Refused> refuse(Verifier verifier, IntakeMessage head) {
        return verifier.refuse(head, source(Map.of()), List.of(SECRET));
    }

    private static IntakeMessage head(Map<String, String> headers) {
        return IntakeMessage.webhook(headers, Map.of(), new byte[0], NOW);
    }

    private static void assertVerified(VerificationResult result) {
        assertThat(result).isEqualTo(new Verified());
    }

    private static void assertRefused(VerificationResult result, RefusalReason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static void assertUnverified(VerificationResult result) {
        assertRefused(result, RefusalReason.UNVERIFIED);
    }

    @Test
    void a_signature_in_a_list_with_its_time() {
        HmacSha256 method = hmac("t={t},v1={hex}", "{t}.{body}");
        String good = hex(SECRET, NOW.getEpochSecond() + "." + BODY);
        String time = "t=" + NOW.getEpochSecond();
        assertVerified(verify(method, message("signature", time + ",v1=" + good), SECRET));
        assertVerified(verify(method, message("signature", "v1=" + good + ", " + time + ",v0=other"), SECRET));
        assertVerified(
                verify(method, message("signature", time + ",v1=" + hex("another", "x") + ",v1=" + good), SECRET));
        assertUnverified(verify(method, message("signature", "v1=" + good), SECRET));
        assertUnverified(verify(method, message("signature", "t=1,v1=" + good), SECRET));
        assertUnverified(verify(method, message("signature", time + ",v1=" + good.substring(2)), SECRET));
        assertUnverified(verify(method, message("other", time + ",v1=" + good), SECRET));
        assertUnverified(verify(method, message("signature", time + ",v1=" + good), "another"));
    }

    @Test
    void a_signature_after_its_time() {
        HmacSha256 method = hmac("{t}|{hex}", "{body}|{t}");
        String time = String.valueOf(NOW.getEpochSecond());
        assertVerified(verify(method, message("signature", time + "|" + hex(SECRET, BODY + "|" + time)), SECRET));
        assertUnverified(verify(method, message("signature", time + "|" + hex(SECRET, BODY)), SECRET));
    }

    @Test
    void a_time_that_is_not_signed_is_a_mistake_of_the_profile() {
        assertThatThrownBy(() -> hmac("t={t},v1={hex}", "{body}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a time that is not signed; expected {t} in 'signed', as {t}.{body}");
        Optional<String> timestamp = Optional.of("request-time");
        SignatureForm form = new SignatureForm("{hex}");
        assertThatThrownBy(() -> new HmacSha256("signature", form, timestamp, "{body}", Duration.ofMinutes(5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new HmacSha256("signature", form, timestamp, "{header.Request-Time}.{body}", Duration.ofMinutes(5)))
                .isNotNull();
    }

    @Test
    void a_signature_alone() {
        assertVerified(
                verify(hmac("sha256={hex}", "{body}"), message("signature", "sha256=" + hex(SECRET, BODY)), SECRET));
        assertVerified(verify(
                hmac("{hex}", "{body}"),
                message("signature", hex(SECRET, BODY).toUpperCase(java.util.Locale.ROOT)),
                SECRET));
        assertVerified(verify(
                hmac("{base64}", "{body}"),
                message("signature", Base64.getEncoder().encodeToString(mac(SECRET, BODY))),
                SECRET));
        assertUnverified(verify(hmac("sha256={hex}", "{body}"), message("signature", hex(SECRET, BODY)), SECRET));
    }

    @Test
    void a_signature_with_its_time_in_another_header() {
        HmacSha256 method = new HmacSha256(
                "signature",
                new SignatureForm("v0={hex}"),
                Optional.of("request-time"),
                "v0:{t}:{header.Request-Id}:{body}",
                Duration.ofMinutes(5));
        String time = String.valueOf(NOW.getEpochSecond());
        Map<String, String> headers = new HashMap<>(Map.of("request-time", time, "request-id", "r-1"));
        headers.put("signature", "v0=" + hex(SECRET, "v0:" + time + ":r-1:" + BODY));
        assertVerified(verify(method, IntakeMessage.webhook(headers, Map.of(), BODY.getBytes(UTF_8), NOW), SECRET));
        headers.remove("request-time");
        assertUnverified(verify(method, IntakeMessage.webhook(headers, Map.of(), BODY.getBytes(UTF_8), NOW), SECRET));
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void a_time_within_the_tolerance_is_verified(long seconds) {
        assertVerified(signedAt(NOW.plusSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -100_000_000})
    void a_time_beyond_the_tolerance_is_expired(long seconds) {
        assertRefused(signedAt(NOW.plusSeconds(seconds)), RefusalReason.EXPIRED);
    }

    private static VerificationResult signedAt(Instant time) {
        String t = String.valueOf(time.getEpochSecond());
        return verify(
                hmac("t={t},v1={hex}", "{t}.{body}"),
                message("signature", "t=" + t + ",v1=" + hex(SECRET, t + "." + BODY)),
                SECRET);
    }

    @Test
    void a_time_may_be_in_milliseconds() {
        String t = String.valueOf(NOW.toEpochMilli());
        assertVerified(verify(
                hmac("t={t},v1={hex}", "{t}.{body}"),
                message("signature", "t=" + t + ",v1=" + hex(SECRET, t + "." + BODY)),
                SECRET));
    }

    @Test
    void while_a_secret_is_replaced_both_are_valid() {
        String[] both = {NEW_SECRET, SECRET};
        HmacSha256 hmac = hmac("{hex}", "{body}");
        for (String used : both) {
            assertVerified(verify(hmac, message("signature", hex(used, BODY)), both));
            assertVerified(verify(new BearerToken(), message("authorization", "Bearer " + used), both));
        }
        assertUnverified(verify(hmac, message("signature", hex(SECRET, BODY)), NEW_SECRET));
        assertUnverified(verify(new BearerToken(), message("authorization", "Bearer " + SECRET), NEW_SECRET));
    }

    @Test
    void tokens_and_keys() {
        assertVerified(verify(new BearerToken(), message("authorization", "bearer " + SECRET), SECRET));
        assertUnverified(verify(new BearerToken(), message("authorization", SECRET), SECRET));
        String basic = Base64.getEncoder().encodeToString("user:a-long-password".getBytes(UTF_8));
        assertVerified(
                verify(new BasicCredentials(), message("authorization", "Basic " + basic), "user:a-long-password"));
        assertUnverified(
                verify(new BasicCredentials(), message("authorization", "Basic " + basic), "user:another-password"));
        HeaderKey key = new HeaderKey("authorization", "key={secret}");
        assertVerified(verify(key, message("authorization", "key=" + SECRET), SECRET));
        assertUnverified(verify(key, message("authorization", SECRET), SECRET));
        IntakeMessage query = IntakeMessage.webhook(Map.of(), Map.of("key", SECRET), new byte[0], NOW);
        assertVerified(verify(new QueryKey("key"), query, SECRET));
        assertUnverified(verify(new QueryKey("token"), query, SECRET));
        assertVerified(verify(new Unverified(), query));
    }

    @Test
    void without_a_secret_nothing_that_needs_one_is_verified() {
        for (VerificationMethod method : List.of(
                new BearerToken(),
                new HeaderKey("x-key", "{secret}"),
                hmac("{hex}", "{body}"),
                new StandardWebhooks(),
                new BasicCredentials(),
                new QueryKey("key"))) {
            IntakeMessage nothing = IntakeMessage.webhook(
                    Map.of("authorization", "Bearer ", "x-key", "", "signature", hex(" ", BODY)),
                    Map.of("key", ""),
                    BODY.getBytes(UTF_8),
                    NOW);
            assertUnverified(verify(method, nothing));
            assertUnverified(verify(method, nothing, ""));
        }
    }

    @Test
    void standard_webhooks() throws Exception {
        String secret = "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes(UTF_8));
        long now = Instant.now().getEpochSecond();
        Map<String, String> headers = new HashMap<>(Map.of(
                "webhook-id", "m-1",
                "webhook-timestamp", String.valueOf(now),
                "webhook-signature", new Webhook(secret).sign("m-1", now, BODY)));
        IntakeMessage message = IntakeMessage.webhook(headers, Map.of(), BODY.getBytes(UTF_8), NOW);
        assertVerified(verify(new StandardWebhooks(), message, "not Base64!", secret));
        assertUnverified(verify(new StandardWebhooks(), message, "whsec_AAAA"));
        assertUnverified(verify(
                new StandardWebhooks(),
                IntakeMessage.webhook(headers, Map.of(), (BODY + " ").getBytes(UTF_8), NOW),
                secret));
    }

    @Test
    void a_certificate_of_the_client() {
        Verifier verifier = new Verifier(List.of(new ClientCertificate()), Optional.empty());
        IntakeMessage message = new IntakeMessage(
                Transport.WEBHOOK, "", false, Map.of(), Map.of(), new byte[0], NOW, Optional.of("CN=door,O=Vendor"));
        assertVerified(verifier.verify(message, source(Map.of("subject", "CN=door,O=Vendor")), List.of()));
        assertUnverified(verifier.verify(message, source(Map.of("subject", "CN=door")), List.of()));
        assertUnverified(verifier.verify(message, source(Map.of()), List.of()));
    }

    @Test
    void a_handshake_is_answered_with_its_own_header() {
        Verifier overBody = new Verifier(List.of(hmac("{hex}", "{body}")), Optional.of("x-hook-secret"));
        IntakeMessage first =
                IntakeMessage.webhook(Map.of("x-hook-secret", "abc"), Map.of("key", SECRET), new byte[0], NOW);
        HandshakeReply reply = new HandshakeReply(200, Map.of("x-hook-secret", "abc"));
        assertThat(overBody.verify(first, source(Map.of()), List.of(SECRET))).isEqualTo(reply);
        // With a body it is a message like any other.
        assertUnverified(overBody.verify(message("x-hook-secret", "abc"), source(Map.of()), List.of(SECRET)));
        // What can be checked without a body is.
        Verifier byQuery = new Verifier(List.of(new QueryKey("key")), Optional.of("x-hook-secret"));
        assertThat(byQuery.verify(first, source(Map.of()), List.of(SECRET))).isEqualTo(reply);
        assertUnverified(byQuery.verify(first, source(Map.of()), List.of("another")));
        // A header that would end a line is not repeated.
        IntakeMessage forged =
                IntakeMessage.webhook(Map.of("x-hook-secret", "a\r\nset-cookie: b"), Map.of(), new byte[0], NOW);
        assertUnverified(overBody.verify(forged, source(Map.of()), List.of(SECRET)));
    }

    @Test
    void nothing_shows_a_secret() {
        IntakeMessage message = IntakeMessage.webhook(
                Map.of("authorization", "Bearer " + SECRET), Map.of("key", SECRET), SECRET.getBytes(UTF_8), NOW);
        assertThat(message.toString()).doesNotContain(SECRET);
        assertThat(verify(new BearerToken(), message, NEW_SECRET).toString()).doesNotContain(SECRET, NEW_SECRET);
    }
}
