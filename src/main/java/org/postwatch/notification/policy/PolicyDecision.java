package org.postwatch.notification.policy;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.notification.model.NoticeField;

/** What a policy says when asked whether a class of agency may know of a matter. */
public sealed interface PolicyDecision {
    /**
     * It may know these fields of it, if the matter has them.
     *
     * @param fields by the names of {@link NoticeField}
     * @param rules by whose names they are granted
     */
    record Granted(SortedSet<String> fields, List<String> rules) implements PolicyDecision {
        public Granted {
            fields = Collections.unmodifiableSortedSet(new TreeSet<>(fields));
            rules = List.copyOf(rules);
        }

        /** Whether it may know that somebody has acknowledged the matter. */
        public boolean includesAcknowledgement() {
            return fields.contains(NoticeField.ACKNOWLEDGED.wireName())
                    || fields.contains(NoticeField.ACKNOWLEDGED_BY.wireName());
        }

        /** What is left of all that could be told. */
        public SortedMap<String, String> redact(SortedMap<String, String> all) {
            SortedMap<String, String> left = new TreeMap<>(all);
            left.keySet().retainAll(fields);
            return left;
        }
    }

    /**
     * It may not know that there is such a thing.
     *
     * @param rule what decided
     * @param reason in words that stand for themselves
     */
    record Denied(String rule, String reason) implements PolicyDecision {}
}
