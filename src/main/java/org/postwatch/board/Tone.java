package org.postwatch.board;

import org.postwatch.coverage.State;
import org.postwatch.plan.District;

/** How much a word on the board asks for attention. */
enum Tone {
    /** Shown as every other word. */
    PLAIN(""),
    FAINT("2"),
    STRONG("1"),
    GOOD("32"),
    OTHER("36"),
    DOUBT("33"),
    BAD("1;31"),
    WORST("1;97;41");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    static Tone of(State state) {
        return switch (state) {
            case NOT_REQUIRED -> FAINT;
            case COVERED -> GOOD;
            case ALTERNATIVE -> OTHER;
            case UNKNOWN -> DOUBT;
            case UNCOVERED -> BAD;
        };
    }

    /** Severities are the district's own words; what counts is how far from the worst one is. */
    static Tone ofSeverity(District district, String severity) {
        int fromWorst = district.severities().size() - 1 - district.rank(severity);
        return switch (fromWorst) {
            case 0 -> WORST;
            case 1 -> BAD;
            case 2 -> DOUBT;
            default -> OTHER;
        };
    }

    /** The text in this tone, by ANSI codes when colours are wanted. */
    String paint(String text, boolean colours) {
        return !colours || code.isEmpty() || text.isBlank() ? text : "\033[" + code + "m" + text + "\033[0m";
    }
}
