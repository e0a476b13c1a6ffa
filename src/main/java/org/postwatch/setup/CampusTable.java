package org.postwatch.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.YamlNode;

/** Campuses and their posts as documents have them, from a table of campuses. */
final class CampusTable {
    /** The post, and the kind of officer that fills it, of a row that names none. */
    static final String DEFAULT_POST = "sro";

    static final String DEFAULT_KIND = "police";

    private static final List<String> OF_CAMPUS = List.of("name", "zone", "days", "from", "to");

    private CampusTable() {}

    /** In the order of the table. */
    static List<YamlNode.Mapping> campuses(List<CsvRow> rows, SchoolHours hours, Diagnostics diagnostics) {
        List<YamlNode.Mapping> campuses = new ArrayList<>();
        for (RowGroup campus : RowGroup.by("campus", rows)) {
            campus.checkSame(OF_CAMPUS, diagnostics);
            campuses.add(new MappingBuilder(campus.at())
                    .located("id", campus.find("campus"))
                    .located("name", campus.find("name"))
                    .located("zone", campus.find("zone"))
                    .mapping("calendar", calendar(campus, hours))
                    .items(
                            "posts",
                            campus.rows().stream().map(CampusTable::post).toList())
                    .build());
        }
        return campuses;
    }

    /** Only of a campus with hours of its own. */
    private static YamlNode.Mapping calendar(RowGroup campus, SchoolHours hours) {
        SchoolHours own = hours.of(campus.first());
        return new MappingBuilder(campus.at())
                .items("windows", own.isSameAs(hours) ? List.of() : List.of(own.window(campus.at())))
                .build();
    }

    private static YamlNode post(CsvRow row) {
        MappingBuilder post =
                new MappingBuilder(row.at()).located("id", Optional.of(orDefault(row, "post", DEFAULT_POST)));
        row.find("head-count").ifPresent(cell -> post.put("head-count", AgreementTable.numberOrText(cell)));
        List<LocatedValue<String>> kinds = row.list("kinds");
        return post.locatedList("kinds", kinds.isEmpty() ? List.of(new LocatedValue<>(DEFAULT_KIND, row.at())) : kinds)
                .locatedList("duties", row.list("duties"))
                .locatedList("credentials", row.list("credentials"))
                .build();
    }

    private static LocatedValue<String> orDefault(CsvRow row, String column, String fallback) {
        return row.find(column).orElseGet(() -> new LocatedValue<>(fallback, row.at()));
    }
}
