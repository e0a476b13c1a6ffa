package org.postwatch.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.documents.form.YamlNode.Scalar;
import org.postwatch.documents.form.YamlNode.Scalar.ScalarKind;

/** Agreements and their agencies as documents have them, from a table of agreements. */
final class AgreementTable {
    private static final List<String> OF_AGREEMENT = List.of(
            "agency",
            "agency-class",
            "agency-name",
            "campuses",
            "from",
            "to",
            "currency",
            "yearly",
            "hourly",
            "budget");

    private AgreementTable() {}

    /** Each agency once, as its first row describes it. */
    static List<YamlNode.Mapping> agencies(List<CsvRow> rows, Diagnostics diagnostics) {
        Map<String, CsvRow> agencies = new LinkedHashMap<>();
        for (CsvRow row : rows) {
            Optional<String> id = row.find("agency").map(LocatedValue::value);
            CsvRow first = id.map(agency -> agencies.putIfAbsent(agency, row)).orElse(null);
            if (first != null) {
                new RowGroup(List.of(first, row)).checkSame(List.of("agency-class", "agency-name"), diagnostics);
            }
        }
        return agencies.values().stream()
                .map(row -> new MappingBuilder(row.at())
                        .located("id", row.find("agency"))
                        .located("name", row.find("agency-name"))
                        .located("class", row.find("agency-class"))
                        .build())
                .toList();
    }

    /** In the order of the table. */
    static List<YamlNode.Mapping> agreements(List<CsvRow> rows, Diagnostics diagnostics) {
        return RowGroup.by("agreement", rows).stream()
                .map(agreement -> agreement(agreement, diagnostics))
                .toList();
    }

    private static YamlNode.Mapping agreement(RowGroup agreement, Diagnostics diagnostics) {
        agreement.checkSame(OF_AGREEMENT, diagnostics);
        Set<String> approvers = new LinkedHashSet<>();
        List<YamlNode> decisions = new ArrayList<>();
        for (CsvRow row : agreement.rows()) {
            row.find("approver").map(LocatedValue::value).ifPresent(approvers::add);
            if (row.find("decision").isPresent()) {
                decisions.add(new MappingBuilder(row.at())
                        .located("by", row.find("approver"))
                        .located("decision", row.find("decision"))
                        .located("at", row.find("decided-at"))
                        .build());
            } else {
                row.find("decided-at")
                        .ifPresent(cell ->
                                diagnostics.error(cell.at(), "'decided-at' without 'decision' in the same row"));
            }
        }
        return new MappingBuilder(agreement.at())
                .located("id", agreement.find("agreement"))
                .located("agency", agreement.find("agency"))
                .locatedList("campuses", agreement.first().list("campuses"))
                .put(
                        "term",
                        new MappingBuilder(agreement.at())
                                .located("from", agreement.find("from"))
                                .located("to", agreement.find("to"))
                                .build())
                .texts("approvers", approvers)
                .items("decisions", decisions)
                .mapping("cost", cost(agreement))
                .build();
    }

    private static YamlNode.Mapping cost(RowGroup agreement) {
        MappingBuilder cost = new MappingBuilder(agreement.at()).located("currency", agreement.find("currency"));
        for (String column : List.of("yearly", "hourly", "budget")) {
            agreement.find(column).ifPresent(cell -> cost.put(column, numberOrText(cell)));
        }
        return cost.build();
    }

    /** A number as documents have it; any other text is reported when they are checked. */
    static Scalar numberOrText(LocatedValue<String> cell) {
        boolean isNumber = cell.value().matches("[0-9]+(\\.[0-9]+)?");
        return new Scalar(cell.at(), cell.value(), isNumber ? ScalarKind.NUMBER : ScalarKind.TEXT);
    }
}
