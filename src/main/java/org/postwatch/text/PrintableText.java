package org.postwatch.text;

/**
 * Text without characters that are invisible or change how other characters look: no control characters, no format characters (such
 * as U+202E, which reverses the direction of the text after it), no line or paragraph separators, no lone surrogates, no
 * noncharacters. Texts from people and feeds must be printable; all other texts are escaped before they are printed.
 */
public final class PrintableText {
    private PrintableText() {}

    /** Whether a character is printable. */
    public static boolean isPrintable(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint >= 0x20;
        }
        if (isNoncharacter(codePoint)) {
            return false;
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

    /** Code points that Unicode reserves for internal use (section 23.7): U+FDD0..U+FDEF and the last two of each plane. */
    private static boolean isNoncharacter(int codePoint) {
        return (codePoint & 0xfffe) == 0xfffe || codePoint >= 0xfdd0 && codePoint <= 0xfdef;
    }

    /** Whether every character of a text is printable. */
    public static boolean isPrintable(String text) {
        return text.codePoints().allMatch(PrintableText::isPrintable);
    }

    /** Without the characters that are not printable, such as the joiner within some emoji. */
    public static String removeNonPrintable(String text) {
        return text.codePoints()
                .filter(PrintableText::isPrintable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The first character that is not printable, as {@code U+202E}. There must be one. */
    public static String firstNonPrintable(String text) {
        return text.codePoints()
                .filter(c -> !isPrintable(c))
                .mapToObj("U+%04X"::formatted)
                .findFirst()
                .orElseThrow();
    }

    /** With every character that is not printable escaped, as {@code \\u202e}: in JSON that means the same. */
    public static String escape(CharSequence text) {
        return escape(text, "");
    }

    /**
     * With every character that is not printable escaped, except some.
     *
     * @param kept characters that stay as they are, such as line breaks
     */
    public static String escape(CharSequence text, String kept) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = Character.codePointAt(text, i);
            int next = i + Character.charCount(c);
            if (isPrintable(c) || kept.indexOf(c) >= 0) {
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
