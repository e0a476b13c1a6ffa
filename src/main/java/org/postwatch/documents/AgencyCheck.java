package org.postwatch.documents;

import org.postwatch.documents.DistrictSchema.AgencySchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.text.NameSuggestion;

/** Every class of agency that documents name is declared; a misspelled class in a denial would deny nobody. */
final class AgencyCheck {
    private AgencyCheck() {}

    static void check(DistrictDraft draft, AgencyClasses classes, Diagnostics diagnostics) {
        draft.agencies()
                .values()
                .forEach(agency -> agency.find(AgencySchema.CLASS)
                        .ifPresent(name -> checkDeclared(name, agency.at(AgencySchema.CLASS), classes, diagnostics)));
    }

    /** Whether the class is declared; reports an error if not. */
    static boolean checkDeclared(String name, SourceLocation at, AgencyClasses classes, Diagnostics diagnostics) {
        if (!classes.contains(name)) {
            String expected = NameSuggestion.nearest(name, classes.names())
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElseGet(() -> "; expected one of: " + Diagnostics.join(classes.names())
                            + " (policy.agency-classes in the configuration adds others)");
            diagnostics.error(at, "unknown class of agency '" + name + "'" + expected);
        }
        return classes.contains(name);
    }
}
