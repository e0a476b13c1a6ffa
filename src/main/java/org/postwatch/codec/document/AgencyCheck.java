package org.postwatch.codec.document;

import org.postwatch.codec.document.DistrictForm.AgencyForm;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.text.NameSuggestion;

/** Every class of agency that documents name is declared; a misspelled class in a bar would bar nobody. */
final class AgencyCheck {
    private AgencyCheck() {}

    static void check(Draft draft, AgencyClasses classes, Faults faults) {
        draft.agencies()
                .values()
                .forEach(agency -> agency.find(AgencyForm.CLASS)
                        .ifPresent(name -> known(name, agency.at(AgencyForm.CLASS), classes, faults)));
    }

    /** Whether the class is declared; it is a fault if not. */
    static boolean known(String name, Spot at, AgencyClasses classes, Faults faults) {
        if (!classes.contains(name)) {
            String expected = NameSuggestion.nearest(name, classes.names())
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElseGet(() -> "; expected one of: " + Faults.list(classes.names())
                            + " (policy.agency-classes in the configuration adds others)");
            faults.error(at, "unknown class of agency '" + name + "'" + expected);
        }
        return classes.contains(name);
    }
}
