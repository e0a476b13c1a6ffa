package org.postwatch.cli;

import java.util.List;
import java.util.stream.Stream;
import org.postwatch.text.PrintableText;

/** Formats columns, separated by two spaces. A row is one line: line breaks in cells are escaped. */
final class TextTable {
    private TextTable() {}

    static List<String> format(List<String> head, List<List<String>> cells) {
        List<List<String>> rows = cells.stream()
                .map(row -> row.stream().map(PrintableText::escape).toList())
                .toList();
        int[] widths = new int[head.size()];
        Stream.concat(Stream.of(head), rows.stream()).forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        return Stream.concat(Stream.of(head), rows.stream())
                .map(row -> line(row, widths))
                .toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
