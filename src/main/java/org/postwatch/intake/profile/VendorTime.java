package org.postwatch.intake.profile;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times of vendors as instants, in milliseconds; what is finer is cut off. */
final class VendorTime {
    /** The years 1970 to 9999. Milliseconds that are taken for seconds are beyond it. */
    private static final BigDecimal MAX_MILLIS =
            new BigDecimal(Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli());

    private static final int MAX_DIGITS = 40;

    private VendorTime() {}

    /** @param decimals 0 for seconds, 3 for milliseconds */
    static Instant epoch(Object value, int decimals) {
        String expected = decimals == 0
                ? "expected a Unix time in seconds, of the years 1970 to 9999"
                : "expected a Unix time in milliseconds, of the years 1970 to 9999";
        BigDecimal number;
        try {
            number = value instanceof Double decimal
                    ? Decimals.shortest(decimal)
                    : new BigDecimal(requireShort(value, expected).strip());
        } catch (NumberFormatException e) {
            throw UnfitValueException.expected(expected);
        }
        if (number.signum() < 0 || number.precision() - number.scale() > 15) {
            throw UnfitValueException.expected(expected);
        }
        BigDecimal millis = number.movePointRight(3 - decimals);
        if (millis.compareTo(MAX_MILLIS) > 0) {
            throw UnfitValueException.expected(expected);
        }
        return Instant.ofEpochMilli(millis.longValue());
    }

    private static String requireShort(Object value, String expected) {
        boolean fits = (value instanceof Long || value instanceof String)
                && value.toString().length() <= MAX_DIGITS;
        if (!fits) {
            throw UnfitValueException.expected(expected);
        }
        return value.toString();
    }

    static Instant rfc3339(String text) {
        try {
            return Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw UnfitValueException.expected("expected an RFC 3339 date-time with offset");
        }
    }
}
