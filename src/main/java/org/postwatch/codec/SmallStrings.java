package org.postwatch.codec;

import org.postwatch.text.PrintableText;

/**
 * A bounded cache of short strings that come again and again: sources, districts, campuses, devices, types. Two that
 * fall on the same place replace each other. Races cost a miss, nothing else: strings are safe to publish.
 */
final class SmallStrings {
    private static final int LENGTH_MAX = 64;
    private static final int SIZE = 1 << 13;

    private final String[] slots = new String[SIZE];

    /**
     * The string, or null when it is empty, longer than 64 or not plain: then it is the caller's to look at. Plain is
     * printable and without surrogates.
     */
    String plain(char[] chars, int at, int length) {
        if (length == 0 || length > LENGTH_MAX) {
            return null;
        }
        int hash = 0;
        int end = at + length;
        for (int i = at; i < end; i++) {
            char c = chars[i];
            if (isOdd(c)) {
                return null;
            }
            hash = hash * 31 + c;
        }
        int slot = (hash ^ hash >>> 13) & (SIZE - 1);
        String known = slots[slot];
        if (known != null && same(known, chars, at, length)) {
            return known;
        }
        String fresh = new String(chars, at, length);
        slots[slot] = fresh;
        return fresh;
    }

    /** What is not plain text, and surrogates, which must be looked at in pairs. */
    private static boolean isOdd(char c) {
        return c < 0x20 || (c >= 0x7f && !PrintableText.isPrintable(c));
    }

    private static boolean same(String known, char[] chars, int at, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != chars[at + i]) {
                return false;
            }
        }
        return true;
    }
}
