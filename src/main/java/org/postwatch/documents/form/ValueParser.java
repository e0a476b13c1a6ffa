package org.postwatch.documents.form;

import java.util.Map;
import java.util.Optional;

/** The values that a key may have, and how they are read. */
public interface ValueParser<T> {
    /**
     * Reads a value; empty when it is invalid, and then a diagnostic says so.
     *
     * @param what its name in messages, as {@code 'head-count'}
     */
    Optional<T> parse(YamlNode node, String what, Diagnostics diagnostics);

    /** For messages: what is expected, as {@code a date such as 2026-09-14}. */
    String expected();

    /** The JSON Schema of the values; it may allow more than {@link #parse}, never less. */
    Map<String, Object> schema(JsonSchema schema);

    default Optional<T> reject(YamlNode node, String what, Diagnostics diagnostics) {
        diagnostics.error(node.at(), what + " is " + node.describe() + "; expected " + expected());
        return Optional.empty();
    }
}
