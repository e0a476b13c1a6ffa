package org.postwatch.checkin.http;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.postwatch.checkin.PinAttempts;
import org.postwatch.checkin.PinRules;
import org.postwatch.checkin.http.CheckInDirectory.OfficerPin;
import org.postwatch.checkin.pin.PinHasher;
import org.postwatch.http.Peer;

/**
 * Verifies the PIN of an officer. Wrong ones wait, by badge and by client, and the answer is the same whether a badge is unknown,
 * has no PIN, or has another one. Safe for threads.
 */
public final class PinVerification {
    private static final int FREE_ATTEMPTS_OF_BADGE = 5;
    /** Phones of one carrier, or of one school, can share an address. */
    private static final int FREE_ATTEMPTS_OF_CLIENT = 20;

    private static final Pattern BADGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /**
     * The result of an attempt.
     *
     * @param pin that of the officer, if the one entered is right
     * @param status of the response, if it is not
     * @param text why not, in a sentence for the officer
     */
    record PinOutcome(Optional<OfficerPin> pin, int status, String text) {
        static PinOutcome right(OfficerPin pin) {
            return new PinOutcome(Optional.of(pin), 200, "");
        }

        static PinOutcome refused(int status, String text) {
            return new PinOutcome(Optional.empty(), status, text);
        }
    }

    private final CheckInDirectory directory;
    private final PinHasher hasher;
    private final PinAttempts ofBadge = PinAttempts.ofBadges(FREE_ATTEMPTS_OF_BADGE);
    private final PinAttempts ofClient = PinAttempts.ofClients(FREE_ATTEMPTS_OF_CLIENT);

    public PinVerification(CheckInDirectory directory, PinHasher hasher) {
        this.directory = directory;
        this.hasher = hasher;
    }

    /** Whether a text has the form of a badge. */
    static boolean isBadge(String text) {
        return BADGE.matcher(text).matches();
    }

    /** Does not complete exceptionally. */
    CompletionStage<PinOutcome> verify(Peer client, CheckInCampus campus, String badge, String pin, Instant now) {
        if (!isBadge(badge) || !PinRules.hasForm(pin)) {
            return CompletableFuture.completedFuture(PinOutcome.refused(
                    400,
                    "Enter your badge, and your PIN of " + PinRules.MIN_DIGITS + " to " + PinRules.MAX_DIGITS
                            + " digits."));
        }
        String district = campus.place().district();
        String badgeKey = district + "/" + badge;
        String clientKey = client.toString();
        Optional<Instant> wait = begin(badgeKey, clientKey, now);
        if (wait.isPresent()) {
            return CompletableFuture.completedFuture(mustWait(wait.get(), campus.zone()));
        }
        Optional<OfficerPin> known = directory.pin(district, badge, now);
        return hasher.verify(pin, known.map(OfficerPin::hash)).handle((right, failure) -> {
            if (failure != null) {
                ofBadge.cancelled(badgeKey);
                ofClient.cancelled(clientKey);
                return PinOutcome.refused(503, "Many officers check in at this moment. Try again in a few seconds.");
            }
            if (!right) {
                return wrong(badgeKey, campus.zone(), now);
            }
            ofBadge.succeeded(badgeKey);
            ofClient.cancelled(clientKey);
            return PinOutcome.right(known.orElseThrow());
        });
    }

    private Optional<Instant> begin(String badgeKey, String clientKey, Instant now) {
        Optional<Instant> client = ofClient.begin(clientKey, now);
        if (client.isPresent()) {
            return client;
        }
        Optional<Instant> badge = ofBadge.begin(badgeKey, now);
        badge.ifPresent(until -> ofClient.cancelled(clientKey));
        return badge;
    }

    private PinOutcome wrong(String badgeKey, ZoneId zone, Instant now) {
        return ofBadge.waitUntil(badgeKey, now)
                .map(until -> mustWait(until, zone))
                .orElseGet(() -> PinOutcome.refused(403, "The badge or the PIN is wrong. Nothing was recorded."));
    }

    private static PinOutcome mustWait(Instant until, ZoneId zone) {
        return PinOutcome.refused(
                429,
                "Too many wrong PINs. Nothing was recorded. Try again at " + TIME.format(until.atZone(zone))
                        + ", or check in at the front desk.");
    }
}
