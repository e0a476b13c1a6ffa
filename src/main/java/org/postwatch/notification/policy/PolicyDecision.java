package org.postwatch.notification.policy;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.NoticeField;

/** Whether a policy lets a class of agency know of an alert. */
public sealed interface PolicyDecision {
    /** Applies the function for this kind of decision. A new kind needs a function from every caller. */
    <R> R match(Function<Granted, R> granted, Function<Denied, R> denied);

    /**
     * The class may know these fields, if the alert has them.
     *
     * @param fields by the names of {@link NoticeField}
     * @param rules the names of the rules that grant them
     */
    record Granted(SortedSet<String> fields, List<String> rules) implements PolicyDecision {
        public Granted {
            fields = Collections.unmodifiableSortedSet(new TreeSet<>(fields));
            rules = List.copyOf(rules);
        }

        @Override
        public <R> R match(Function<Granted, R> granted, Function<Denied, R> denied) {
            return granted.apply(this);
        }

        /** Whether the class may know that an operator has acknowledged the alert. */
        public boolean includesAcknowledgement() {
            return fields.contains(NoticeField.ACKNOWLEDGED.wireName())
                    || fields.contains(NoticeField.ACKNOWLEDGED_BY.wireName());
        }

        /** Returns the granted ones of an alert's fields. */
        public SortedMap<String, String> redact(SortedMap<String, String> all) {
            SortedMap<String, String> left = new TreeMap<>(all);
            left.keySet().retainAll(fields);
            return left;
        }
    }

    /** The class may not know that the alert exists. */
    sealed interface Denied extends PolicyDecision {
        /** What decided, as it stands in disclosure records: {@code no matching rule}. */
        String rule();

        /** A phrase that can be understood without the rule. */
        String reason();

        @Override
        default <R> R match(Function<Granted, R> granted, Function<Denied, R> denied) {
            return denied.apply(this);
        }
    }

    /** The policy denies the class whatever the routes say. */
    record DeniedClass(String agencyClass) implements Denied {
        @Override
        public String rule() {
            return "denied classes";
        }

        @Override
        public String reason() {
            return "class '" + agencyClass + "' is denied: nothing is sent to it, whatever the routes say";
        }
    }

    /** The policy denies the agency by name whatever its class is. */
    record DeniedAgency(String agency) implements Denied {
        @Override
        public String rule() {
            return "denied agencies";
        }

        @Override
        public String reason() {
            return "agency '" + agency + "' is denied: nothing is sent to it, whatever its class is now";
        }
    }

    /** The policy denies a domain that the recipient's address is in. */
    record DeniedDomain(String domain) implements Denied {
        @Override
        public String rule() {
            return "denied domains";
        }

        @Override
        public String reason() {
            return "the domain '" + domain + "' is denied: nothing is sent to it";
        }
    }

    /** Conduct that is no emergency is disclosed to the district's own class only. */
    record ReservedConduct() implements Denied {
        @Override
        public String rule() {
            return "conduct";
        }

        @Override
        public String reason() {
            return "conduct is for class '" + AgencyClasses.OWN_AGENCY_CLASS + "' only, unless it is an emergency";
        }
    }

    /** No rule grants the kind of alert to the class. */
    record NoMatchingRule(String agencyClass, String kind) implements Denied {
        @Override
        public String rule() {
            return "no matching rule";
        }

        @Override
        public String reason() {
            return "no rule lets class '" + agencyClass + "' know of '" + kind + "'; what no rule grants is denied";
        }
    }
}
