package org.postwatch.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.documents.DistrictSchema.AgencySchema;
import org.postwatch.documents.PolicySchema.GrantSchema;
import org.postwatch.documents.PolicySchema.MandatoryDenialsSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.plan.District;

/**
 * The routing of a district, perhaps with gaps where there were errors.
 *
 * @param recipients by id; where an id is given twice, the first one
 */
record RoutingDraft(DistrictDraft district, ParsedSection section, Map<String, ParsedSection> recipients) {
    static RoutingDraft of(DistrictDraft district, ParsedSection section, Diagnostics diagnostics) {
        Map<String, ParsedSection> recipients = DistrictDraft.byId(
                "recipient", section.sections(RoutingSchema.RECIPIENTS), RecipientSchema.ID, diagnostics);
        RoutingDraft draft = new RoutingDraft(district, section, recipients);
        DistrictDraft.byId("grant", draft.grants(), GrantSchema.NAME, diagnostics);
        return draft;
    }

    List<ParsedSection> grants() {
        return section.find(RoutingSchema.POLICY)
                .map(policy -> policy.sections(PolicySchema.GRANTS))
                .orElse(List.of());
    }

    List<LocatedValue<String>> deniedClasses() {
        return denied(MandatoryDenialsSchema.CLASSES);
    }

    List<LocatedValue<String>> deniedDomains() {
        return denied(MandatoryDenialsSchema.DOMAINS);
    }

    private List<LocatedValue<String>> denied(SectionKey<List<LocatedValue<String>>> key) {
        return section.find(RoutingSchema.POLICY)
                .flatMap(policy -> policy.find(PolicySchema.DENIED))
                .map(denied -> denied.list(key))
                .orElse(List.of());
    }

    static String agencyOf(ParsedSection recipient) {
        return recipient.get(RecipientSchema.AGENCY, District.OWN_AGENCY);
    }

    /** The class of an agency; empty when it is unknown or missing. */
    Optional<String> agencyClass(String agency) {
        return agency.equals(District.OWN_AGENCY)
                ? Optional.of(AgencyClasses.OWN_AGENCY_CLASS)
                : Optional.ofNullable(district.agencies().get(agency)).flatMap(a -> a.find(AgencySchema.CLASS));
    }

    /** The classes of all agencies. */
    Set<String> agencyClasses() {
        Set<String> classes = new TreeSet<>();
        district.agencyNames().forEach(agency -> agencyClass(agency).ifPresent(classes::add));
        return classes;
    }

    /** With the grant of school administration, where the document has none. */
    DisclosurePolicy policy() {
        List<DisclosurePolicy.DisclosureRule> rules = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        grants().forEach(grant -> grant.find(GrantSchema.NAME).ifPresent(names::add));
        for (ParsedSection grant : grants()) {
            String of = grant.get(GrantSchema.CLASS, "");
            List<String> fields = grant.values(GrantSchema.FIELDS);
            rules.add(new DisclosurePolicy.DisclosureRule(
                    grant.find(GrantSchema.NAME).orElseGet(() -> uniqueName(of, names)),
                    of,
                    Set.copyOf(grant.values(GrantSchema.KINDS)),
                    fields.isEmpty()
                            ? org.postwatch.notification.model.NoticeField.DEFAULT_FIELDS
                            : Set.copyOf(fields)));
        }
        if (rules.stream().noneMatch(rule -> rule.agencyClass().equals(AgencyClasses.OWN_AGENCY_CLASS))) {
            rules.add(0, districtRule(uniqueName(AgencyClasses.OWN_AGENCY_CLASS, names)));
        }
        return new DisclosurePolicy(
                rules,
                Set.copyOf(LocatedValue.values(deniedClasses())),
                Set.copyOf(LocatedValue.values(deniedDomains())));
    }

    static DisclosurePolicy.DisclosureRule districtRule(String name) {
        return new DisclosurePolicy.DisclosureRule(
                name, AgencyClasses.OWN_AGENCY_CLASS, Set.of(DisclosurePolicy.ALL), Set.of(DisclosurePolicy.ALL));
    }

    private static String uniqueName(String name, Set<String> taken) {
        String unique = name;
        for (int n = 2; !taken.add(unique); n++) {
            unique = name + "-" + n;
        }
        return unique;
    }
}
