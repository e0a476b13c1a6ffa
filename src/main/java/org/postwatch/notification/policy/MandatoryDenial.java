package org.postwatch.notification.policy;

import java.util.Comparator;
import java.util.Optional;
import org.postwatch.text.WireName;

/**
 * One thing that a policy denies to everyone.
 *
 * @param name of a class, the id of an agency, or a domain with all below it
 */
public record MandatoryDenial(DenialTarget kind, String name) implements Comparable<MandatoryDenial> {
    /** What is denied. An agency is, by name, as soon as its class is: another class does not clear it. */
    public enum DenialTarget implements WireName {
        CLASS,
        AGENCY,
        DOMAIN
    }

    /** As {@code class:federal-immigration}; empty when it is no such text. */
    public static Optional<MandatoryDenial> parse(String text) {
        for (DenialTarget kind : DenialTarget.values()) {
            String start = prefix(kind);
            if (text.startsWith(start) && text.length() > start.length()) {
                return Optional.of(new MandatoryDenial(kind, text.substring(start.length())));
            }
        }
        return Optional.empty();
    }

    @Override
    public int compareTo(MandatoryDenial other) {
        return Comparator.comparing(MandatoryDenial::kind)
                .thenComparing(MandatoryDenial::name)
                .compare(this, other);
    }

    private static String prefix(DenialTarget kind) {
        return kind.wireName() + ":";
    }

    @Override
    public String toString() {
        return prefix(kind) + name;
    }
}
