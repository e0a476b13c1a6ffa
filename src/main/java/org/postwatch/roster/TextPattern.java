package org.postwatch.roster;

import java.util.Locale;
import java.util.Objects;

/**
 * A text in which {@code *} stands for any characters, compared without regard to case. It takes time proportional to the length of
 * the text times that of the pattern, whatever the text is.
 */
public record TextPattern(String text) {
    public TextPattern {
        Objects.requireNonNull(text);
    }

    /** Whether the whole of a value matches; blanks around it do not count. */
    public boolean matches(String value) {
        String pattern = text.strip().toLowerCase(Locale.ROOT);
        String found = value.strip().toLowerCase(Locale.ROOT);
        int at = 0;
        int next = 0;
        int star = -1;
        int resume = 0;
        while (at < found.length()) {
            if (next < pattern.length() && pattern.charAt(next) == '*') {
                star = next++;
                resume = at;
            } else if (next < pattern.length() && pattern.charAt(next) == found.charAt(at)) {
                next++;
                at++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (next < pattern.length() && pattern.charAt(next) == '*') {
            next++;
        }
        return next == pattern.length();
    }
}
