package org.postwatch.intake;

/** Text of a limited length that can be written as UTF-8. */
final class WholeCharacters {
    private static final char REPLACEMENT = '\ufffd';

    private WholeCharacters() {}

    /** Cut off after so many characters; half of a surrogate pair is replaced by U+FFFD. */
    static String limit(String text, int maxLength) {
        StringBuilder limited = new StringBuilder();
        text.codePoints()
                .limit(maxLength)
                .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .forEach(limited::appendCodePoint);
        return limited.toString();
    }
}
