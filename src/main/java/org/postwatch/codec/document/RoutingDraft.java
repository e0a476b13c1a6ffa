package org.postwatch.codec.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.codec.document.DistrictForm.AgencyForm;
import org.postwatch.codec.document.PolicyForm.BarredForm;
import org.postwatch.codec.document.PolicyForm.GrantForm;
import org.postwatch.plan.District;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.routing.Policy;

/**
 * The routing of a district, perhaps with gaps where there were faults.
 *
 * @param recipients by id; where one is given twice the first one stands here
 */
record RoutingDraft(Draft district, Section section, Map<String, Section> recipients) {
    static RoutingDraft of(Draft district, Section section, Faults faults) {
        Map<String, Section> recipients =
                Draft.byId("recipient", section.sections(RoutingForm.RECIPIENTS), RecipientForm.ID, faults);
        RoutingDraft draft = new RoutingDraft(district, section, recipients);
        Draft.byId("grant", draft.grants(), GrantForm.NAME, faults);
        return draft;
    }

    List<Section> grants() {
        return section.find(RoutingForm.POLICY)
                .map(policy -> policy.sections(PolicyForm.GRANTS))
                .orElse(List.of());
    }

    List<Located<String>> barredClasses() {
        return barred(BarredForm.CLASSES);
    }

    List<Located<String>> barredDomains() {
        return barred(BarredForm.DOMAINS);
    }

    private List<Located<String>> barred(Key<List<Located<String>>> key) {
        return section.find(RoutingForm.POLICY)
                .flatMap(policy -> policy.find(PolicyForm.BARRED))
                .map(barred -> barred.list(key))
                .orElse(List.of());
    }

    static String agency(Section recipient) {
        return recipient.get(RecipientForm.AGENCY, District.OWN_AGENCY);
    }

    /** The class of an agency; empty when it is unknown or not told. */
    Optional<String> agencyClass(String agency) {
        return agency.equals(District.OWN_AGENCY)
                ? Optional.of(AgencyClasses.OWN_AGENCY_CLASS)
                : Optional.ofNullable(district.agencies().get(agency)).flatMap(a -> a.find(AgencyForm.CLASS));
    }

    /** Those of every agency there is. */
    Set<String> classes() {
        Set<String> classes = new TreeSet<>();
        district.agencyNames().forEach(agency -> agencyClass(agency).ifPresent(classes::add));
        return classes;
    }

    /** With the grant that school administration has where nothing is said of it. */
    Policy policy() {
        List<Policy.Rule> rules = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        grants().forEach(grant -> grant.find(GrantForm.NAME).ifPresent(names::add));
        for (Section grant : grants()) {
            String of = grant.get(GrantForm.CLASS, "");
            List<String> fields = grant.values(GrantForm.FIELDS);
            rules.add(new Policy.Rule(
                    grant.find(GrantForm.NAME).orElseGet(() -> unique(of, names)),
                    of,
                    Set.copyOf(grant.values(GrantForm.KINDS)),
                    fields.isEmpty() ? org.postwatch.routing.Field.FEW : Set.copyOf(fields)));
        }
        if (rules.stream().noneMatch(rule -> rule.agencyClass().equals(AgencyClasses.OWN_AGENCY_CLASS))) {
            rules.add(0, ownRule(unique(AgencyClasses.OWN_AGENCY_CLASS, names)));
        }
        return new Policy(
                rules, Set.copyOf(Located.values(barredClasses())), Set.copyOf(Located.values(barredDomains())));
    }

    static Policy.Rule ownRule(String name) {
        return new Policy.Rule(name, AgencyClasses.OWN_AGENCY_CLASS, Set.of(Policy.ALL), Set.of(Policy.ALL));
    }

    private static String unique(String name, Set<String> taken) {
        String unique = name;
        for (int n = 2; !taken.add(unique); n++) {
            unique = name + "-" + n;
        }
        return unique;
    }
}
