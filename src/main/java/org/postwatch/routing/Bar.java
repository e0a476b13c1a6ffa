package org.postwatch.routing;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that a policy bars.
 *
 * @param name of a class, the id of an agency, or a domain with all below it
 */
public record Bar(Kind kind, String name) implements Comparable<Bar> {
    /** What is barred. An agency is, by name, as soon as its class is: another class does not clear it. */
    public enum Kind {
        CLASS("class"),
        AGENCY("agency"),
        DOMAIN("domain");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /** Lower case, as {@code class}. */
        public String wireName() {
            return wireName;
        }
    }

    /** As {@code class:federal-immigration}; empty when it is no such text. */
    public static Optional<Bar> of(String text) {
        for (Kind kind : Kind.values()) {
            String start = prefix(kind);
            if (text.startsWith(start) && text.length() > start.length()) {
                return Optional.of(new Bar(kind, text.substring(start.length())));
            }
        }
        return Optional.empty();
    }

    @Override
    public int compareTo(Bar other) {
        return Comparator.comparing(Bar::kind).thenComparing(Bar::name).compare(this, other);
    }

    private static String prefix(Kind kind) {
        return kind.wireName() + ":";
    }

    @Override
    public String toString() {
        return prefix(kind) + name;
    }
}
