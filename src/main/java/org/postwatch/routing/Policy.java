package org.postwatch.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What each class of agency may be told. What is not named is refused.
 *
 * @param barredClasses no recipient may be of these, whatever the routes say
 * @param barredDomains no mail or web address may be in these or below them
 * @param barredAgencies no recipient may be of these, whatever their class is now: that of {@link StickyBars}, empty in
 *     what documents say
 */
public record Policy(
        List<Rule> rules, Set<String> barredClasses, Set<String> barredDomains, Set<String> barredAgencies) {
    /** Stands for every kind or every field. */
    public static final String ALL = "all";
    /** The rule where there is none. */
    static final String NOT_NAMED = "not named";

    /**
     * A grant.
     *
     * @param name as it is written down with every disclosure
     * @param agencyClass to whom
     * @param kinds of notice, or {@link #ALL}; {@code conduct} is never among the latter but for the district's own
     * @param fields which may be told of these kinds, or {@link #ALL}
     */
    public record Rule(String name, String agencyClass, Set<String> kinds, Set<String> fields) {
        public Rule {
            kinds = Set.copyOf(kinds);
            fields = Set.copyOf(fields);
        }

        private boolean names(Set<String> asked) {
            return kinds.contains(ALL) || kinds.stream().anyMatch(asked::contains);
        }

        /** The fields by their names; {@link Field#FEW} where none are named. */
        public Set<String> granted() {
            return fields.contains(ALL) ? Set.copyOf(Field.names()) : fields.isEmpty() ? Field.FEW : fields;
        }
    }

    public Policy {
        rules = List.copyOf(rules);
        barredClasses = Set.copyOf(barredClasses);
        barredDomains = Set.copyOf(barredDomains);
        barredAgencies = Set.copyOf(barredAgencies);
    }

    /** As documents state it. */
    public Policy(List<Rule> rules, Set<String> barredClasses, Set<String> barredDomains) {
        this(rules, barredClasses, barredDomains, Set.of());
    }

    /** Nothing may go to such a class, not even a sign of life. */
    public boolean bars(String agencyClass) {
        return barredClasses.contains(agencyClass);
    }

    /** Nothing may go to such a recipient, not even a sign of life: its class, its agency or its address is barred. */
    public boolean bars(Recipient recipient) {
        return barred(recipient).isPresent();
    }

    public Ruling on(Recipient recipient, Matter matter) {
        return on(recipient, matter.kind(), matter.emergency());
    }

    /** As {@link #on(String, String, boolean)}, for a recipient whose agency or address may be barred as well. */
    public Ruling on(Recipient recipient, String kind, boolean emergency) {
        Optional<Ruling> barred = barred(recipient).map(Ruling.class::cast);
        return barred.orElseGet(() -> on(recipient.agencyClass(), kind, emergency));
    }

    /** Why nothing may go to a recipient, whatever the routes say; empty when nothing is barred about it. */
    public Optional<Ruling.Refused> barred(Recipient recipient) {
        return barred(recipient.agency(), recipient.agencyClass())
                .or(() -> findDeniedDomain(recipient.address())
                        .map(domain -> new Ruling.Refused(
                                "barred domains", "the domain '" + domain + "' is barred: nothing goes to it")));
    }

    /** Why nothing may go to an agency, whatever the routes say. */
    Optional<Ruling.Refused> barred(String agency, String agencyClass) {
        if (bars(agencyClass)) {
            return Optional.of(new Ruling.Refused(
                    "barred classes",
                    "class '" + agencyClass + "' is barred: nothing goes to it, whatever the routes say"));
        }
        return barredAgencies.contains(agency)
                ? Optional.of(new Ruling.Refused(
                        "barred agencies",
                        "agency '" + agency + "' is barred: nothing goes to it, whatever its class is now"))
                : Optional.empty();
    }

    /**
     * The denied domain that an address is in, as far as the address is written out. A reference to a secret is checked by
     * the one who resolves it.
     */
    public Optional<String> findDeniedDomain(Address address) {
        return address.texts().stream()
                .filter(text -> !text.isReference())
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
            for (String domain : barredDomains) {
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
    public Ruling on(String agencyClass, String kind, boolean emergency) {
        if (bars(agencyClass)) {
            return new Ruling.Refused(
                    "barred classes",
                    "class '" + agencyClass + "' is barred: nothing goes to it, whatever the routes say");
        }
        boolean own = agencyClass.equals(AgencyClasses.OWN_AGENCY_CLASS);
        boolean conduct = kind.equals(Matter.CONDUCT);
        if (conduct && !emergency && !own) {
            return new Ruling.Refused(
                    "conduct",
                    "conduct that is no emergency is for class '" + AgencyClasses.OWN_AGENCY_CLASS + "' only");
        }
        Set<String> asked = !conduct || !emergency
                ? Matter.namesOf(kind)
                : own ? Set.of(Matter.CONDUCT, Matter.WEAPON_SEEN) : Set.of(Matter.WEAPON_SEEN);
        TreeSet<String> fields = new TreeSet<>();
        List<String> names = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.agencyClass().equals(agencyClass) && rule.names(asked)) {
                fields.addAll(rule.granted());
                names.add(rule.name());
            }
        }
        return names.isEmpty()
                ? new Ruling.Refused(
                        NOT_NAMED,
                        "no rule lets class '" + agencyClass + "' know of '" + kind + "'; what is not named is refused")
                : new Ruling.Granted(fields, names);
    }
}
