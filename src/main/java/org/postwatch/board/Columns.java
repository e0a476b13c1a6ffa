package org.postwatch.board;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Where the words of a line stand, the same on the whole board.
 *
 * @param where characters for the places
 * @param since characters for the time
 */
record Columns(int where, int since) {
    private static final int WHAT = "NOT_REQUIRED".length();
    private static final int WHERE_MAX = 30;
    private static final int SINCE_MIN = "SINCE".length();

    static Columns of(List<List<Row>> rows) {
        return new Columns(
                widest(rows, row -> where(row).length()),
                Math.max(SINCE_MIN, widest(rows, row -> row.since().length())));
    }

    private static int widest(List<List<Row>> rows, ToIntFunction<Row> width) {
        return rows.stream().flatMap(List::stream).mapToInt(width).max().orElse(0);
    }

    private static String where(Row row) {
        return Names.of(row.names(), "places", WHERE_MAX);
    }

    String line(Row row) {
        return line(row.mark(), row.what(), where(row), row.since(), row.why());
    }

    String line(String mark, String what, String places, String time, String why) {
        return (mark + " " + pad(what, WHAT) + "  " + pad(places, where) + "  " + pad(time, since) + "  " + why)
                .stripTrailing();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
