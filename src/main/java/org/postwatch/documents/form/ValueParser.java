package org.postwatch.documents.form;

import java.util.Optional;

/** What may stand at a key, and how it is read. */
public interface ValueParser<T> {
    /**
     * Reads it; empty when it is not that, and then there is a fault that says so.
     *
     * @param what names it in messages, as {@code 'head-count'}
     */
    Optional<T> parse(YamlNode node, String what, Diagnostics faults);

    /** For messages: what is expected, as {@code a date as 2026-09-14}. */
    String expected();

    default Optional<T> reject(YamlNode node, String what, Diagnostics faults) {
        faults.error(node.at(), what + " is " + node.describe() + "; expected " + expected());
        return Optional.empty();
    }
}
