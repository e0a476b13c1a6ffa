package org.postwatch.access;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwatch.text.WireName;

/**
 * Access that somebody granted. A revoked grant is kept: its revocation must reach a reader that still has the earlier record.
 *
 * @param id 12 hexadecimal digits, unique
 * @param district the id of the district
 * @param subject what it is access to: the CloudEvents {@code source} of a feed, or the id of a campus, or the badge of an officer
 * @param enrolment the id of the grant whose code it follows from; only {@linkplain AccessKind#isEnrolled enrolled} kinds have one
 * @param tokenHash as {@link AccessToken#hash} or {@link EnrolmentCode#hash}; of a PIN its Argon2id hash
 * @param grantedBy who granted it, as they said
 * @param reason at most {@value #MAX_TEXT_CHARS} characters
 * @param expiresAt the first moment at which it is no longer valid; absent if it does not expire
 * @param revocation absent until it is revoked
 */
public record AccessGrant(
        String id,
        AccessKind kind,
        String district,
        String subject,
        Optional<String> enrolment,
        String tokenHash,
        String grantedBy,
        Optional<String> reason,
        Instant grantedAt,
        Optional<Instant> expiresAt,
        Optional<AccessRevocation> revocation) {
    public static final int ID_BYTES = 6;
    public static final int MAX_TEXT_CHARS = 1_000;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{" + 2 * ID_BYTES + "}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    /** As the Password Hashing Competition writes it. A PIN has few digits, so its hash is slow and has a salt. */
    private static final Pattern PIN_HASH = Pattern.compile("\\$argon2id\\$[A-Za-z0-9+/=,$]{20,200}");

    /**
     * The end of a grant before its time.
     *
     * @param by who revoked it, as they said
     */
    public record AccessRevocation(Instant at, String by) {
        public AccessRevocation {
            Objects.requireNonNull(at);
            requireText("the name of the person who revokes it", by);
        }
    }

    /** Whether a grant is valid at a moment, or why not. */
    public enum GrantStatus implements WireName {
        VALID,
        EXPIRED,
        REVOKED
    }

    /** @throws IllegalArgumentException if a value is empty, too long or has another form */
    public AccessGrant {
        Objects.requireNonNull(kind);
        requireForm("the id", ID, id);
        requireForm("the hash", kind == AccessKind.PIN ? PIN_HASH : HASH, tokenHash);
        requireText("the district", district);
        requireText("the " + kind.noun(), subject);
        if (enrolment.isPresent() != kind.isEnrolled()) {
            throw new IllegalArgumentException("a grant of the kind " + kind.wireName()
                    + (enrolment.isPresent() ? " names an enrolment; expected none" : " names no enrolment"));
        }
        enrolment.ifPresent(code -> requireForm("the id of the enrolment", ID, code));
        requireText("the name of the person who grants it", grantedBy);
        reason.ifPresent(text -> requireText("the reason", text));
        if (expiresAt.isPresent() && !expiresAt.get().isAfter(grantedAt)) {
            throw new IllegalArgumentException(
                    "the grant would expire at " + expiresAt.get() + "; expected a time after the grant, " + grantedAt);
        }
    }

    private static void requireForm(String what, Pattern form, String found) {
        if (!form.matcher(found).matches()) {
            throw new IllegalArgumentException(what + " has another form; expected " + form);
        }
    }

    private static void requireText(String what, String found) {
        if (found.isBlank() || found.length() > MAX_TEXT_CHARS) {
            throw new IllegalArgumentException(what + (found.isBlank() ? " is empty" : " is too long")
                    + "; expected 1 to " + MAX_TEXT_CHARS + " characters");
        }
    }

    /** The grant after its revocation; a second one changes nothing. */
    public AccessGrant revoked(AccessRevocation by) {
        return revocation.isPresent()
                ? this
                : new AccessGrant(
                        id,
                        kind,
                        district,
                        subject,
                        enrolment,
                        tokenHash,
                        grantedBy,
                        reason,
                        grantedAt,
                        expiresAt,
                        Optional.of(by));
    }

    /** The status at a moment. A revocation counts from the moment at which it is known. */
    public GrantStatus statusAt(Instant now) {
        if (revocation.isPresent()) {
            return GrantStatus.REVOKED;
        }
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent() ? GrantStatus.EXPIRED : GrantStatus.VALID;
    }
}
