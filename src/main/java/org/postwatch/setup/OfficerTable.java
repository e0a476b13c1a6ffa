package org.postwatch.setup;

import java.util.ArrayList;
import java.util.List;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.YamlNode;

/** Officers as documents have them, from a table of them. */
public final class OfficerTable {
    private static final List<String> OF_OFFICER = List.of("kind", "agency", "duties", "from", "to");

    private OfficerTable() {}

    /** In the order of the table. */
    public static List<YamlNode.Mapping> officers(List<CsvRow> rows, Diagnostics diagnostics) {
        List<YamlNode.Mapping> officers = new ArrayList<>();
        for (RowGroup officer : RowGroup.by("badge", rows)) {
            officer.checkSame(OF_OFFICER, diagnostics);
            officers.add(new MappingBuilder(officer.at())
                    .located("badge", officer.find("badge"))
                    .located("kind", officer.find("kind"))
                    .located("agency", officer.find("agency"))
                    .locatedList("duties", officer.first().list("duties"))
                    .items("credentials", datedNames(officer, "credential", diagnostics))
                    .items("affiliations", datedNames(officer, "affiliation", diagnostics))
                    .located("from", officer.find("from"))
                    .located("to", officer.find("to"))
                    .build());
        }
        return officers;
    }

    private static List<YamlNode> datedNames(RowGroup officer, String column, Diagnostics diagnostics) {
        List<YamlNode> names = new ArrayList<>();
        for (CsvRow row : officer.rows()) {
            if (row.find(column).isPresent()) {
                names.add(new MappingBuilder(
                                row.find(column).map(LocatedValue::at).orElseThrow())
                        .located("name", row.find(column))
                        .located("from", row.find(column + "-from"))
                        .located("to", row.find(column + "-to"))
                        .build());
            } else {
                List.of(column + "-from", column + "-to")
                        .forEach(dates -> row.find(dates)
                                .ifPresent(cell -> diagnostics.error(
                                        cell.at(), "'" + dates + "' without '" + column + "' in the same row")));
            }
        }
        return names;
    }
}
