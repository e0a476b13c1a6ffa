package org.postwatch.cli;

/** Formats a count with its noun. */
final class Plural {
    private Plural() {}

    static String format(long number, String one) {
        return format(number, one, one + "s");
    }

    static String format(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
