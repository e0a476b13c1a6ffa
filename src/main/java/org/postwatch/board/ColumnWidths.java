package org.postwatch.board;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The widths of columns, the same for the whole board.
 *
 * @param where characters for the places
 * @param since characters for the time
 */
record ColumnWidths(int placesWidth, int sinceWidth) {
    private static final int STATE_WIDTH = "NOT_REQUIRED".length();
    private static final int MAX_PLACES_WIDTH = 30;
    private static final int MIN_SINCE_WIDTH = "SINCE".length();

    static ColumnWidths of(List<List<PanelRow>> rows) {
        return new ColumnWidths(
                widest(rows, row -> where(row).length()),
                Math.max(MIN_SINCE_WIDTH, widest(rows, row -> row.since().length())));
    }

    private static int widest(List<List<PanelRow>> rows, ToIntFunction<PanelRow> width) {
        return rows.stream().flatMap(List::stream).mapToInt(width).max().orElse(0);
    }

    private static String where(PanelRow row) {
        return NameAbbreviator.abbreviate(row.names(), "places", MAX_PLACES_WIDTH);
    }

    String format(PanelRow row) {
        return format(row.mark(), row.label(), where(row), row.since(), row.explanation());
    }

    String format(String mark, String what, String places, String time, String why) {
        return (mark + " " + pad(what, STATE_WIDTH) + "  " + pad(places, placesWidth) + "  " + pad(time, sinceWidth)
                        + "  " + why)
                .stripTrailing();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
