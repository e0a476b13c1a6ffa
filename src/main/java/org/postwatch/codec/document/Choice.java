package org.postwatch.codec.document;

import java.util.Map;
import java.util.Optional;
import org.postwatch.text.NameSuggestion;

/** One of a fixed set of names. */
record Choice<T>(String noun, Map<String, T> names) implements Value<T> {
    @Override
    public String expected() {
        return "a " + noun;
    }

    @Override
    public Optional<T> read(Node node, String what, Faults faults) {
        if (!(node instanceof Node.Scalar scalar) || scalar.kind() != Node.Scalar.Kind.TEXT) {
            return refuse(node, what, faults);
        }
        T value = names.get(scalar.text());
        if (value == null) {
            faults.error(node.at(), NameSuggestion.unknownNameMessage(noun, scalar.text(), names.keySet()));
        }
        return Optional.ofNullable(value);
    }
}
