package org.postwatch.documents.form;

import java.util.Map;
import java.util.Optional;
import org.postwatch.text.NameSuggestion;

/** One of a fixed set of names. */
public record EnumParser<T>(String noun, Map<String, T> names) implements ValueParser<T> {
    @Override
    public String expected() {
        return "a " + noun;
    }

    @Override
    public Optional<T> parse(YamlNode node, String what, Diagnostics diagnostics) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.kind() != YamlNode.Scalar.ScalarKind.TEXT) {
            return reject(node, what, diagnostics);
        }
        T value = names.get(scalar.text());
        if (value == null) {
            diagnostics.error(node.at(), NameSuggestion.unknownNameMessage(noun, scalar.text(), names.keySet()));
        }
        return Optional.ofNullable(value);
    }
}
