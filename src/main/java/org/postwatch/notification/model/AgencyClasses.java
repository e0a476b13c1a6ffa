package org.postwatch.notification.model;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The classes of agency that documents may name. Some ship with Postwatch, and the configuration of an instance may add
 * others; a district cannot, so that a misspelled class is an error and not a class of its own.
 */
public record AgencyClasses(SortedSet<String> names) {
    /** The class of the district's own agency: school administration. */
    public static final String OWN_AGENCY_CLASS = "school";

    /** Those that ship with Postwatch. */
    public static final AgencyClasses SHIPPED = new AgencyClasses(new TreeSet<>(List.of(
            OWN_AGENCY_CLASS,
            "campus-police",
            "child-protection",
            "city-government",
            "constable",
            "county-government",
            "county-police",
            "court",
            "district-police",
            "emergency-dispatch",
            "emergency-management",
            "emergency-medical",
            "federal-immigration",
            "federal-law-enforcement",
            "fire",
            "hospital",
            "municipal-police",
            "private-security",
            "probation",
            "prosecutor",
            "public-health",
            "sheriff",
            "state-education",
            "state-police",
            "transit-police",
            "tribal-police",
            "vendor")));

    public AgencyClasses {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /** These and some more. */
    public AgencyClasses with(Collection<String> added) {
        SortedSet<String> all = new TreeSet<>(names);
        all.addAll(added);
        return new AgencyClasses(all);
    }

    public boolean contains(String name) {
        return names.contains(name);
    }
}
