package org.postwatch.wire;

import org.postwatch.text.PrintableText;

/**
 * A bounded cache of short strings that come again and again: sources, districts, campuses, devices, types. Two that
 * fall on the same place replace each other. Races cost a miss, nothing else: strings are safe to publish.
 */
final class StringInterner {
    private static final int MAX_LENGTH = 64;
    private static final int SLOT_COUNT = 1 << 13;

    private final String[] slots = new String[SLOT_COUNT];

    /**
     * The string, or null when it is empty, longer than 64 or not plain: then it is the caller's to look at. Plain is
     * printable and without surrogates.
     */
    String intern(char[] chars, int at, int length) {
        if (length == 0 || length > MAX_LENGTH) {
            return null;
        }
        int hash = 0;
        int end = at + length;
        for (int i = at; i < end; i++) {
            char c = chars[i];
            if (isNotPrintable(c)) {
                return null;
            }
            hash = hash * 31 + c;
        }
        int slot = (hash ^ hash >>> 13) & (SLOT_COUNT - 1);
        String known = slots[slot];
        if (known != null && matches(known, chars, at, length)) {
            return known;
        }
        String fresh = new String(chars, at, length);
        slots[slot] = fresh;
        return fresh;
    }

    /** What is not plain text, and surrogates, which must be looked at in pairs. */
    private static boolean isNotPrintable(char c) {
        return c < 0x20 || (c >= 0x7f && !PrintableText.isPrintable(c));
    }

    private static boolean matches(String known, char[] chars, int at, int length) {
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
