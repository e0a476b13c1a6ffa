package org.postwatch.codec.document;

import java.util.Optional;

/** What may stand at a key, and how it is read. */
interface Value<T> {
    /**
     * Reads it; empty when it is not that, and then there is a fault that says so.
     *
     * @param what names it in messages, as {@code 'head-count'}
     */
    Optional<T> read(Node node, String what, Faults faults);

    /** For messages: what is expected, as {@code a date as 2026-09-14}. */
    String expected();

    default Optional<T> refuse(Node node, String what, Faults faults) {
        faults.error(node.at(), what + " is " + node.words() + "; expected " + expected());
        return Optional.empty();
    }
}
