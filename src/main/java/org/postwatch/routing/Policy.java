package org.postwatch.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What each class of agency may be told. What is not named is refused.
 *
 * @param barredClasses no recipient may be of these, whatever the routes say
 * @param barredDomains no mail or web address may be in these or below them
 */
public record Policy(List<Rule> rules, Set<String> barredClasses, Set<String> barredDomains) {
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
    }

    /** Nothing may go to such a class, not even a sign of life. */
    public boolean bars(String agencyClass) {
        return barredClasses.contains(agencyClass);
    }

    public Ruling on(String agencyClass, Matter matter) {
        return on(agencyClass, matter.kind(), matter.emergency());
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
        boolean own = agencyClass.equals(Routing.OWN_CLASS);
        boolean conduct = kind.equals(Matter.CONDUCT);
        if (conduct && !emergency && !own) {
            return new Ruling.Refused(
                    "conduct", "conduct that is no emergency is for class '" + Routing.OWN_CLASS + "' only");
        }
        Set<String> asked = !conduct || !emergency
                ? Set.of(kind)
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
