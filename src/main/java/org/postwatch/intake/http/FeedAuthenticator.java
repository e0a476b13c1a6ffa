package org.postwatch.intake.http;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.service.FailedAttemptLimiter;
import org.postwatch.intake.service.FeedDirectory;

/**
 * Finds the feeds that a request speaks for: by its bearer token (RFC 6750), or by a signature of its body as Standard Webhooks
 * 1.0 has it. Credentials are never logged.
 */
public final class FeedAuthenticator {
    /** How far the time of a signature may be from the instance's clock (Standard Webhooks advises five minutes). */
    static final Duration SIGNATURE_TOLERANCE = Duration.ofMinutes(5);

    private static final String BEARER = "bearer ";
    private static final int MAX_SIGNATURES = 10;
    private static final int MAX_TIMESTAMP_DIGITS = 12;

    private final FeedDirectory directory;
    private final FailedAttemptLimiter limiter;
    private final InstantSource clock;

    public FeedAuthenticator(FeedDirectory directory, FailedAttemptLimiter limiter, InstantSource clock) {
        this.directory = directory;
        this.limiter = limiter;
        this.clock = clock;
    }

    /**
     * Why a request cannot succeed, as its headers show: it has no credential, or a wrong token and no signature. A signature is
     * checked when the body is there.
     *
     * @return empty if the body is to be read
     */
    public Optional<HttpResponse> refuse(HttpRequest head) {
        try {
            requireReady();
            if (!isSignatureSent(head)) {
                authenticate(head, Set.of());
            }
            return Optional.empty();
        } catch (RequestRejectedException e) {
            return Optional.of(e.response());
        }
    }

    private void requireReady() {
        if (!directory.isReady()) {
            throw new RequestRejectedException(Responses.unavailable(
                    "this instance has not read the plans and the granted tokens, or cannot read them any more",
                    Map.of()));
        }
    }

    private static boolean isSignatureSent(HttpRequest request) {
        return request.header("webhook-signature").isPresent();
    }

    /** The feeds of that name, in whatever district: those that a request for it may be signed by. */
    Set<FeedAccount> feedsNamed(String source) {
        return directory.ofSource(source);
    }

    /**
     * The feeds that a request speaks for; never empty.
     *
     * @param claimed the feeds that the request names: only a signature of one of them counts
     * @throws RequestRejectedException with the response when its credential is missing, wrong or cannot be checked
     */
    public Set<FeedAccount> authenticate(HttpRequest request, Set<FeedAccount> claimed) {
        Instant now = clock.instant();
        requireReady();
        Set<FeedAccount> accounts = new TreeSet<>();
        bearerToken(request).ifPresent(token -> accounts.addAll(directory.ofToken(token, now)));
        if (accounts.isEmpty() && isSignatureSent(request)) {
            claimed.stream().filter(account -> isSigned(request, account, now)).forEach(accounts::add);
        }
        if (!accounts.isEmpty()) {
            return accounts;
        }
        // After the check: devices behind one address must not suffer from each other.
        String client = request.peer().text();
        Optional<Duration> wait = limiter.countFailure(client, now);
        if (wait.isPresent()) {
            throw new RequestRejectedException(Responses.tooManyFailures(client, wait.get()));
        }
        throw new RequestRejectedException(Responses.problem(
                        401,
                        "unauthorized",
                        "expected 'Authorization: Bearer SECRET' with the secret or a token of a feed, or the headers webhook-id,"
                                + " webhook-timestamp and webhook-signature; found none that is valid now")
                .withHeader("WWW-Authenticate", "Bearer realm=\"postwatch\""));
    }

    private static Optional<String> bearerToken(HttpRequest request) {
        return request.header("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    private boolean isSigned(HttpRequest request, FeedAccount account, Instant now) {
        Optional<String> id = request.header("webhook-id");
        Optional<Instant> time = request.header("webhook-timestamp").flatMap(FeedAuthenticator::seconds);
        if (id.isEmpty()
                || time.isEmpty()
                || Duration.between(time.get(), now).abs().compareTo(SIGNATURE_TOLERANCE) > 0) {
            return false;
        }
        String[] signatures = request.header("webhook-signature").orElse("").split(" ", MAX_SIGNATURES + 1);
        String body = new String(request.body(), StandardCharsets.UTF_8);
        boolean matches = false;
        for (String secret : directory.signingSecrets(account, now)) {
            byte[] expected = sign(secret, id.get(), time.get(), body);
            for (String signature : signatures) {
                matches |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
            }
        }
        return matches;
    }

    private static Optional<Instant> seconds(String text) {
        return text.length() <= MAX_TIMESTAMP_DIGITS && text.matches("[0-9]+")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
                : Optional.empty();
    }

    /** A secret of the form {@code whsec_BASE64} is decoded, as the standard says; of any other one the bytes are the key. */
    private static byte[] sign(String secret, String id, Instant time, String body) {
        try {
            return webhook(secret).sign(id, time.getEpochSecond(), body).getBytes(StandardCharsets.UTF_8);
        } catch (WebhookSigningException | EmptyWebhookSecretException e) {
            throw new IllegalStateException("the secret of a feed is empty", e);
        }
    }

    private static Webhook webhook(String secret) throws EmptyWebhookSecretException {
        if (secret.startsWith("whsec_")) {
            try {
                return new Webhook(secret);
            } catch (IllegalArgumentException e) {
                // It only looks like one: the bytes are the key.
                return new Webhook(secret.getBytes(StandardCharsets.UTF_8));
            }
        }
        return new Webhook(secret.getBytes(StandardCharsets.UTF_8));
    }
}
