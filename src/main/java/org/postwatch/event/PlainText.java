package org.postwatch.event;

/**
 * Text that shows what it says: no control characters, no format characters (as U+202E, which turns the direction of what
 * follows), no line or paragraph separators, no lone surrogates. Texts from people and feeds must be plain; other
 * texts are escaped before they are printed.
 */
public final class PlainText {
    private PlainText() {}

    /** Whether a character shows what it says. */
    public static boolean isPlain(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint >= 0x20;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** Whether all of a text shows what it says. */
    public static boolean isPlain(String text) {
        return text.codePoints().allMatch(PlainText::isPlain);
    }

    /** The first character that does not, as {@code U+202E}. There must be one. */
    public static String firstOther(String text) {
        return text.codePoints()
                .filter(c -> !isPlain(c))
                .mapToObj("U+%04X"::formatted)
                .findFirst()
                .orElseThrow();
    }

    /** With everything that is not plain written out, as {@code \\u202e}: in JSON that means the same. */
    public static String escaped(CharSequence text) {
        return escaped(text, "");
    }

    /**
     * With everything that is not plain written out, but for some characters.
     *
     * @param kept characters that stay as they are, such as line breaks
     */
    public static String escaped(CharSequence text, String kept) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = Character.codePointAt(text, i);
            int next = i + Character.charCount(c);
            if (isPlain(c) || kept.indexOf(c) >= 0) {
                plain.appendCodePoint(c);
            } else {
                for (int at = i; at < next; at++) {
                    plain.append("\\u%04x".formatted((int) text.charAt(at)));
                }
            }
            i = next;
        }
        return plain.toString();
    }
}
