package org.postwatch.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.SourceLocation;

/**
 * A row of a table.
 *
 * @param at its line, and the column of its first cell
 * @param cells by the names of their columns; without blank ones
 */
public record CsvRow(SourceLocation at, Map<String, LocatedValue<String>> cells) {
    public CsvRow {
        cells = Map.copyOf(cells);
    }

    Optional<LocatedValue<String>> find(String column) {
        return Optional.ofNullable(cells.get(column));
    }

    /** The values of a cell that has several, separated by a comma, a semicolon or a vertical bar. */
    List<LocatedValue<String>> list(String column) {
        List<LocatedValue<String>> values = new ArrayList<>();
        find(column).ifPresent(cell -> {
            for (String value : cell.value().split("[,;|]")) {
                if (!value.isBlank()) {
                    values.add(new LocatedValue<>(value.strip(), cell.at()));
                }
            }
        });
        return values;
    }
}
