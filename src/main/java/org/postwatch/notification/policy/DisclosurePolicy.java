package org.postwatch.notification.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.NoticeField;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;

/**
 * What each class of agency may know. What no rule grants is denied.
 *
 * @param deniedClasses classes to which nothing is sent, whatever the routes say
 * @param deniedDomains domains in or below which no mail or web address may be
 * @param deniedAgencies agencies to which nothing is sent, whatever their class is now; from {@link RetainedDenials}, empty in
 *     the policy of documents
 */
public record DisclosurePolicy(
        List<DisclosureRule> rules, Set<String> deniedClasses, Set<String> deniedDomains, Set<String> deniedAgencies) {
    /** Stands for every kind or every field. */
    public static final String ALL = "all";

    /**
     * A grant.
     *
     * @param name recorded with every disclosure
     * @param agencyClass the class that it grants to
     * @param kinds of notice, or {@link #ALL}; {@code conduct} is included in {@link #ALL} only for the district's own class
     * @param fields that may be disclosed of these kinds, or {@link #ALL}
     */
    public record DisclosureRule(String name, String agencyClass, Set<String> kinds, Set<String> fields) {
        public DisclosureRule {
            kinds = Set.copyOf(kinds);
            fields = Set.copyOf(fields);
        }

        private boolean appliesToAny(Set<String> asked) {
            return kinds.contains(ALL) || kinds.stream().anyMatch(asked::contains);
        }

        /** The fields by their names; {@link NoticeField#DEFAULT_FIELDS} when none are named. */
        public Set<String> grantedFields() {
            return fields.contains(ALL)
                    ? Set.copyOf(NoticeField.names())
                    : fields.isEmpty() ? NoticeField.DEFAULT_FIELDS : fields;
        }
    }

    public DisclosurePolicy {
        rules = List.copyOf(rules);
        deniedClasses = Set.copyOf(deniedClasses);
        deniedDomains = Set.copyOf(deniedDomains);
        deniedAgencies = Set.copyOf(deniedAgencies);
    }

    /** The policy of documents: no agency is denied by itself. */
    public DisclosurePolicy(List<DisclosureRule> rules, Set<String> deniedClasses, Set<String> deniedDomains) {
        this(rules, deniedClasses, deniedDomains, Set.of());
    }

    /** Whether nothing may be sent to a class, not even the watchdog notice. */
    public boolean denies(String agencyClass) {
        return deniedClasses.contains(agencyClass);
    }

    /** Whether nothing may be sent to a recipient, not even the watchdog notice: its class, agency or address is denied. */
    public boolean denies(Recipient recipient) {
        return findMandatoryDenial(recipient).isPresent();
    }

    public PolicyDecision decide(Recipient recipient, Alert matter) {
        return findMandatoryDenial(recipient)
                .map(PolicyDecision.class::cast)
                .orElseGet(() ->
                        decide(recipient.agencyClass(), matter.kind(), matter.applicableKinds(), matter.emergency()));
    }

    /** As {@link #decide(String, String, boolean)}, also checking the recipient's agency and address. */
    public PolicyDecision decide(Recipient recipient, String kind, boolean emergency) {
        Optional<PolicyDecision> denied = findMandatoryDenial(recipient).map(PolicyDecision.class::cast);
        return denied.orElseGet(() -> decide(recipient.agencyClass(), kind, emergency));
    }

    /** Why nothing may be sent to a recipient, whatever the routes say; empty when no mandatory denial applies. */
    public Optional<PolicyDecision.Denied> findMandatoryDenial(Recipient recipient) {
        return findMandatoryDenial(recipient.agency(), recipient.agencyClass())
                .or(() -> findDeniedDomain(recipient.address()).map(domain -> new PolicyDecision.DeniedDomain(domain)));
    }

    /** Why nothing may be sent to an agency, whatever the routes say. */
    Optional<PolicyDecision.Denied> findMandatoryDenial(String agency, String agencyClass) {
        if (denies(agencyClass)) {
            return Optional.of(new PolicyDecision.DeniedClass(agencyClass));
        }
        return deniedAgencies.contains(agency)
                ? Optional.of(new PolicyDecision.DeniedAgency(agency))
                : Optional.empty();
    }

    /**
     * The denied domain that an address is in. A reference to a secret is not resolved here: it is checked when it is
     * resolved.
     */
    public Optional<String> findDeniedDomain(RecipientAddress address) {
        return address.domainTexts().stream()
                .filter(text -> !text.isSecretReference())
                .flatMap(text -> findDeniedDomain(text.text()).stream())
                .findFirst();
    }

    /**
     * The denied domain that a text contains anywhere, itself or a name below it: in a web address, a mail address, or a
     * parameter of one.
     */
    public Optional<String> findDeniedDomain(String text) {
        for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z0-9.-]+")) {
            String name = word.replaceAll("^\\.+|\\.+$", "");
            for (String domain : deniedDomains) {
                if (name.equals(domain) || name.endsWith("." + domain)) {
                    return Optional.of(domain);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a class may know of a kind, and which fields: those of all rules that name both. Conduct is for the
     * district's own class only, unless it is an emergency: then the rules for weapons apply as well.
     */
    public PolicyDecision decide(String agencyClass, String kind, boolean emergency) {
        return decide(agencyClass, kind, Set.of(kind), emergency);
    }

    /** As {@link #decide(String, String, boolean)}, for a {@code many-reports} that lists reports of a kind. */
    PolicyDecision decideMany(String agencyClass, String reported) {
        return decide(agencyClass, Alert.MANY_REPORTS, Set.of(Alert.MANY_REPORTS, reported), false);
    }

    private PolicyDecision decide(String agencyClass, String kind, Set<String> applicableKinds, boolean emergency) {
        if (denies(agencyClass)) {
            return new PolicyDecision.DeniedClass(agencyClass);
        }
        boolean own = agencyClass.equals(AgencyClasses.OWN_AGENCY_CLASS);
        boolean conduct = kind.equals(Alert.CONDUCT);
        if (conduct && !emergency && !own) {
            return new PolicyDecision.ReservedConduct();
        }
        Set<String> asked = !conduct || !emergency
                ? applicableKinds
                : own ? Set.of(Alert.CONDUCT, Alert.WEAPON_SEEN) : Set.of(Alert.WEAPON_SEEN);
        TreeSet<String> fields = new TreeSet<>();
        List<String> names = new ArrayList<>();
        for (DisclosureRule rule : rules) {
            if (rule.agencyClass().equals(agencyClass) && rule.appliesToAny(asked)) {
                fields.addAll(rule.grantedFields());
                names.add(rule.name());
            }
        }
        return names.isEmpty()
                ? new PolicyDecision.NoMatchingRule(agencyClass, kind)
                : new PolicyDecision.Granted(fields, names);
    }
}
