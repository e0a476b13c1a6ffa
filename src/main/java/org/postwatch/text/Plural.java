package org.postwatch.text;

/** Formats a count with its noun. */
public final class Plural {
    private Plural() {}

    /** The plural ends in an s. */
    public static String format(long number, String one) {
        return format(number, one, one + "s");
    }

    public static String format(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
