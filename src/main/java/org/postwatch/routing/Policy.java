package org.postwatch.routing;

import java.util.List;
import java.util.Set;

/**
 * What each class of agency may be told. What is not named is refused.
 *
 * @param barredClasses no recipient may be of these, whatever the routes say
 * @param barredDomains no mail or web address may be in these or below them
 */
public record Policy(List<Rule> rules, Set<String> barredClasses, Set<String> barredDomains) {
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
    public record Rule(String name, String agencyClass, Set<String> kinds, Set<String> fields) {
        public Rule {
            kinds = Set.copyOf(kinds);
            fields = Set.copyOf(fields);
        }
    }

    public Policy {
        rules = List.copyOf(rules);
        barredClasses = Set.copyOf(barredClasses);
        barredDomains = Set.copyOf(barredDomains);
    }
}
