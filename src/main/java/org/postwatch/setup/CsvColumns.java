package org.postwatch.setup;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns that a table may have.
 *
 * @param noun of a row, as {@code an officer}
 */
public record CsvColumns(String noun, List<String> required, List<String> optional) {
    /** One row for each campus; a further row adds a post to it. */
    public static final CsvColumns CAMPUSES = new CsvColumns(
            "a campus",
            List.of("campus", "name"),
            List.of("zone", "post", "kinds", "duties", "credentials", "head-count", "days", "from", "to"));

    /** One row for each officer; a further row adds a credential or an affiliation. */
    public static final CsvColumns OFFICERS = new CsvColumns(
            "an officer",
            List.of("badge", "kind"),
            List.of(
                    "agency",
                    "duties",
                    "from",
                    "to",
                    "credential",
                    "credential-from",
                    "credential-to",
                    "affiliation",
                    "affiliation-from",
                    "affiliation-to"));

    /** One row for each agreement; a further row adds an approver and a decision. */
    public static final CsvColumns AGREEMENTS = new CsvColumns(
            "an agreement",
            List.of("agreement", "agency", "agency-class", "campuses"),
            List.of(
                    "agency-name",
                    "from",
                    "to",
                    "approver",
                    "decision",
                    "decided-at",
                    "currency",
                    "yearly",
                    "hourly",
                    "budget"));

    public CsvColumns {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    List<String> all() {
        List<String> all = new ArrayList<>(required);
        all.addAll(optional);
        return all;
    }
}
