package org.postwatch.delivery.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header that asks to be left alone for a while: seconds, or a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d+");
    /** What is longer is cut to this; how long a sender really waits is decided elsewhere. */
    private static final Duration MAX_DELAY = Duration.ofDays(1);

    private RetryAfter() {}

    /** From nothing to a day; empty when it is neither. */
    static Optional<Duration> parse(String text, Instant now) {
        if (SECONDS.matcher(text).matches()) {
            String digits = text.replaceFirst("^0+(?=\\d)", "");
            return Optional.of(digits.length() > 9 ? MAX_DELAY : bounded(Duration.ofSeconds(Long.parseLong(digits))));
        }
        return HttpDate.parse(text, now).map(when -> bounded(Duration.between(now, when)));
    }

    private static Duration bounded(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : wait;
    }
}
