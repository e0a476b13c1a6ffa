package org.postwatch.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.SourceLocation;

/** The rows of one campus, officer or agreement. What describes the whole is in the first row; further rows repeat it or leave it blank. */
record RowGroup(List<CsvRow> rows) {
    /** The rows by the value of their key column, in the order of the table. */
    static List<RowGroup> by(String key, List<CsvRow> rows) {
        Map<String, List<CsvRow>> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(row.find(key).orElseThrow().value(), k -> new ArrayList<>())
                .add(row));
        return groups.values().stream().map(RowGroup::new).toList();
    }

    CsvRow first() {
        return rows.get(0);
    }

    SourceLocation at() {
        return first().at();
    }

    Optional<LocatedValue<String>> find(String column) {
        return first().find(column);
    }

    /** Reports a further row that contradicts the first one. */
    void checkSame(List<String> columns, Diagnostics diagnostics) {
        for (CsvRow row : rows.subList(1, rows.size())) {
            for (String column : columns) {
                Optional<LocatedValue<String>> other = row.find(column);
                Optional<String> expected = find(column).map(LocatedValue::value);
                if (other.isPresent() && !other.map(LocatedValue::value).equals(expected)) {
                    diagnostics.error(
                            other.get().at(),
                            "'" + column + "' is '" + other.get().value() + "', in line " + at().line() + " it is "
                                    + expected.map(value -> "'" + value + "'").orElse("blank")
                                    + "; expected the same, or nothing");
                }
            }
        }
    }
}
