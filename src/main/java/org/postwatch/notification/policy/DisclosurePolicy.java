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
 * What each class of agency may be told. What is not named is refused.
 *
 * @param barredClasses no recipient may be of these, whatever the routes say
 * @param barredDomains no mail or web address may be in these or below them
 * @param barredAgencies no recipient may be of these, whatever their class is now: that of {@link RetainedDenials}, empty in
 *     what documents say
 */
public record DisclosurePolicy(
        List<DisclosureRule> rules, Set<String> deniedClasses, Set<String> deniedDomains, Set<String> deniedAgencies) {
    /** Stands for every kind or every field. */
    public static final String ALL = "all";

    /**
     * A grant.
     *
     * @param name as it is written down with every disclosure
     * @param agencyClass to whom
     * @param kinds of notice, or {@link #ALL}; {@code conduct} is never among the latter but for the district's own
     * @param fields which may be told of these kinds, or {@link #ALL}
     */
    public record DisclosureRule(String name, String agencyClass, Set<String> kinds, Set<String> fields) {
        public DisclosureRule {
            kinds = Set.copyOf(kinds);
            fields = Set.copyOf(fields);
        }

        private boolean appliesToAny(Set<String> asked) {
            return kinds.contains(ALL) || kinds.stream().anyMatch(asked::contains);
        }

        /** The fields by their names; {@link NoticeField#DEFAULT_FIELDS} where none are named. */
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

    /** As documents state it. */
    public DisclosurePolicy(List<DisclosureRule> rules, Set<String> barredClasses, Set<String> barredDomains) {
        this(rules, barredClasses, barredDomains, Set.of());
    }

    /** Nothing may go to such a class, not even a sign of life. */
    public boolean denies(String agencyClass) {
        return deniedClasses.contains(agencyClass);
    }

    /** Nothing may go to such a recipient, not even a sign of life: its class, its agency or its address is barred. */
    public boolean denies(Recipient recipient) {
        return findMandatoryDenial(recipient).isPresent();
    }

    public PolicyDecision decide(Recipient recipient, Alert matter) {
        return decide(recipient, matter.kind(), matter.emergency());
    }

    /** As {@link #decide(String, String, boolean)}, for a recipient whose agency or address may be barred as well. */
    public PolicyDecision decide(Recipient recipient, String kind, boolean emergency) {
        Optional<PolicyDecision> barred = findMandatoryDenial(recipient).map(PolicyDecision.class::cast);
        return barred.orElseGet(() -> decide(recipient.agencyClass(), kind, emergency));
    }

    /** Why nothing may go to a recipient, whatever the routes say; empty when nothing is barred about it. */
    public Optional<PolicyDecision.Denied> findMandatoryDenial(Recipient recipient) {
        return findMandatoryDenial(recipient.agency(), recipient.agencyClass())
                .or(() -> findDeniedDomain(recipient.address()).map(domain -> new PolicyDecision.DeniedDomain(domain)));
    }

    /** Why nothing may go to an agency, whatever the routes say. */
    Optional<PolicyDecision.Denied> findMandatoryDenial(String agency, String agencyClass) {
        if (denies(agencyClass)) {
            return Optional.of(new PolicyDecision.DeniedClass(agencyClass));
        }
        return deniedAgencies.contains(agency)
                ? Optional.of(new PolicyDecision.DeniedAgency(agency))
                : Optional.empty();
    }

    /**
     * The denied domain that an address is in, as far as the address is written out. A reference to a secret is checked by
     * the one who resolves it.
     */
    public Optional<String> findDeniedDomain(RecipientAddress address) {
        return address.domainTexts().stream()
                .filter(text -> !text.isSecretReference())
                .flatMap(text -> findDeniedDomain(text.text()).stream())
                .findFirst();
    }

    /**
     * The denied domain that a text names anywhere, itself or a name below it: in a web address, a mail address, or what
     * is handed on by one.
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
     * Whether a class may know of a kind of matter, and which fields of it: those of all rules that name both. Conduct is
     * for the district's own class only, until it is an emergency: then it is disclosed as a weapon would be.
     */
    public PolicyDecision decide(String agencyClass, String kind, boolean emergency) {
        if (denies(agencyClass)) {
            return new PolicyDecision.DeniedClass(agencyClass);
        }
        boolean own = agencyClass.equals(AgencyClasses.OWN_AGENCY_CLASS);
        boolean conduct = kind.equals(Alert.CONDUCT);
        if (conduct && !emergency && !own) {
            return new PolicyDecision.ReservedConduct();
        }
        Set<String> asked = !conduct || !emergency
                ? Alert.applicableKinds(kind)
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
