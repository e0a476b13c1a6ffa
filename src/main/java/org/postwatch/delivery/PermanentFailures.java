package org.postwatch.delivery;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which refusals end a notice: only those that refuse this notice for good. All others are retried until {@code give-up}, for
 * all kinds of recipients alike; {@code docs/routing.md} has the table.
 *
 * <p>A 400 or 422 does not end a notice: a wrong key (PagerDuty answers 400), a receiver that is half deployed and a proxy say
 * the same, and Standard Webhooks has every answer outside 2xx retried. One that is really malformed costs a few attempts,
 * does not block other notices, and is reported as {@code delivery-failed}.
 */
public final class PermanentFailures {
    /** RFC 3463, 3.2, and RFC 7505: no such mailbox, no such system, bad syntax, moved, accepts no mail. */
    private static final Set<String> MAILBOX_CODES = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10");
    /** RFC 3463, 3.3 and 3.4: longer than the mailbox or the system takes. */
    private static final Set<String> MESSAGE_TOO_LONG_CODES = Set.of("5.2.3", "5.3.4");

    private static final Set<String> RECORD_TOO_LARGE =
            Set.of("RecordTooLargeException", "RecordBatchTooLargeException");

    private static final Pattern ENHANCED_CODE = Pattern.compile("\\b[45]\\d\\d[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    private PermanentFailures() {}

    /** Gone (RFC 9110, 15.5.11; Standard Webhooks: stop) and content too large (15.5.14). */
    public static boolean isPermanentHttp(int status) {
        return status == 410 || status == 413;
    }

    /**
     * An answer that will hardly change by itself: a wrong key, a wrong path. All of 4xx but a time-out, a conflict, a replay and too
     * many requests (408, 409, 425, 429).
     */
    public static boolean isLikelyPermanentHttp(int status) {
        return status / 100 == 4 && status != 408 && status != 409 && status != 425 && status != 429;
    }

    /**
     * A mailbox that does not exist, and a message that is too long. An enhanced code (RFC 3463) decides where there is one:
     * servers answer to RCPT what they think of the sender and of its greeting. Without one, 553 and 556 to RCPT speak of the
     * mailbox (RFC 5321, 4.2.3; RFC 7504); 550 may be a policy, and 552 a full disk.
     *
     * @param reply the server's, with its code
     */
    public static boolean isPermanentSmtp(boolean toRcpt, int code, String reply) {
        Optional<String> enhanced = enhancedCode(reply);
        if (enhanced.isPresent()) {
            return MESSAGE_TOO_LONG_CODES.contains(enhanced.get()) || toRcpt && MAILBOX_CODES.contains(enhanced.get());
        }
        return toRcpt && (code == 553 || code == 556);
    }

    /** @param error the simple name of Kafka's exception */
    public static boolean isPermanentKafka(String error) {
        return RECORD_TOO_LARGE.contains(error);
    }

    private static Optional<String> enhancedCode(String reply) {
        Matcher matcher = ENHANCED_CODE.matcher(reply);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
