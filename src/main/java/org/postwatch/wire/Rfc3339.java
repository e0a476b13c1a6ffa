package org.postwatch.wire;

/**
 * RFC 3339 date-times, read from characters without building a string or asking java.time: this is where a decoder
 * otherwise spends a third of its time.
 */
final class Rfc3339 {
    /** No instant. Epoch milliseconds of the years 0000 to 9999 never have this value. */
    static final long INVALID = Long.MIN_VALUE;

    private static final int MIN_LENGTH = "2026-09-14T07:30:00Z".length();
    private static final long MIN_EPOCH_MILLIS = -62_167_219_200_000L;
    private static final long MAX_EPOCH_MILLIS = 253_402_300_799_999L;

    private Rfc3339() {}

    static long parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /**
     * Epoch milliseconds, truncated, or {@link #INVALID} when it is not a date-time with an offset, in UTC in 0000..9999. A
     * fraction may have any length (RFC 3339, 5.6). Second 60, a leap second, is the first one of the next minute, as in
     * POSIX time; it is taken in any minute, since a device that counts it in another one must still be accepted.
     */
    static long parse(char[] c, int at, int length) {
        if (length < MIN_LENGTH
                || c[at + 4] != '-'
                || c[at + 7] != '-'
                || (c[at + 10] | 0x20) != 't'
                || c[at + 13] != ':'
                || c[at + 16] != ':') {
            return INVALID;
        }
        int year = twoDigits(c, at) * 100 + twoDigits(c, at + 2);
        int month = twoDigits(c, at + 5);
        int day = twoDigits(c, at + 8);
        int hour = twoDigits(c, at + 11);
        int minute = twoDigits(c, at + 14);
        int second = twoDigits(c, at + 17);
        // A wrong digit makes a number hugely negative, so one comparison finds it.
        if (year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 31
                || (day > 28 && day > daysInMonth(year, month))) {
            return INVALID;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return INVALID;
        }
        int end = at + length;
        int next = at + 19;
        int millis = 0;
        if (c[next] == '.') {
            int first = ++next;
            for (int weight = 100; next < end && c[next] >= '0' && c[next] <= '9'; weight /= 10) {
                millis += (c[next++] - '0') * weight;
            }
            if (next == first) {
                return INVALID;
            }
        }
        long local = ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
        int offset = next == end - 1 && (c[next] | 0x20) == 'z' ? 0 : offsetSeconds(c, next, end);
        if (offset == Integer.MIN_VALUE) {
            return INVALID;
        }
        long instant = (local - offset) * 1000 + millis;
        return instant < MIN_EPOCH_MILLIS || instant > MAX_EPOCH_MILLIS ? INVALID : instant;
    }

    /** Seconds east of UTC. */
    private static int offsetSeconds(char[] c, int at, int end) {
        if (end - at != 6 || (c[at] != '+' && c[at] != '-') || c[at + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = twoDigits(c, at + 1);
        int minutes = twoDigits(c, at + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = (hours * 60 + minutes) * 60;
        return c[at] == '-' ? -seconds : seconds;
    }

    private static int twoDigits(char[] c, int at) {
        int tens = c[at] - '0';
        int ones = c[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1_000_000 : tens * 10 + ones;
    }

    private static int daysInMonth(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Days since 1970-01-01, in years that begin in March so that the leap day comes last. */
    private static long epochDay(int year, int month, int day) {
        int y = month > 2 ? year : year - 1;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }
}
