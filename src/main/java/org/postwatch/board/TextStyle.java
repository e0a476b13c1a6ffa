package org.postwatch.board;

import org.postwatch.coverage.CoverageState;
import org.postwatch.plan.District;

/** The emphasis of a word on the board. */
enum TextStyle {
    /** No emphasis. */
    PLAIN(""),
    DIM("2"),
    BOLD("1"),
    GOOD("32"),
    NEUTRAL("36"),
    WARNING("33"),
    BAD("1;31"),
    CRITICAL("1;97;41");

    private final String code;

    TextStyle(String code) {
        this.code = code;
    }

    static TextStyle forStatus(CoverageState state) {
        return switch (state) {
            case NOT_REQUIRED -> DIM;
            case COVERED -> GOOD;
            case ALTERNATIVE -> NEUTRAL;
            case UNKNOWN -> WARNING;
            case UNCOVERED -> BAD;
        };
    }

    /** Severities are names of the district; their distance from the worst one decides. */
    static TextStyle forSeverity(District district, String severity) {
        int fromWorst = district.severities().size() - 1 - district.severityRank(severity);
        return switch (fromWorst) {
            case 0 -> CRITICAL;
            case 1 -> BAD;
            case 2 -> WARNING;
            default -> NEUTRAL;
        };
    }

    /** The text in this style, with ANSI codes if colors are on. */
    String apply(String text, boolean colours) {
        return !colours || code.isEmpty() || text.isBlank() ? text : "\033[" + code + "m" + text + "\033[0m";
    }
}
