package org.postwatch.documents.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list, or its only item without the brackets. */
public record SingleOrListParser<T>(ListParser<T> list) implements ValueParser<List<LocatedValue<T>>> {
    public static <T> SingleOrListParser<T> of(String plural, ValueParser<T> item) {
        return new SingleOrListParser<>(ListParser.nonEmptyNames(plural, item));
    }

    @Override
    public String expected() {
        return list.item().expected() + ", or a list of such";
    }

    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        return Map.of("anyOf", List.of(list.item().schema(schema), list.schema(schema)));
    }

    @Override
    public Optional<List<LocatedValue<T>>> parse(YamlNode node, String what, Diagnostics diagnostics) {
        return node instanceof YamlNode.Sequence
                ? list.parse(node, what, diagnostics)
                : list.item()
                        .parse(node, what, diagnostics)
                        .map(value -> List.of(new LocatedValue<>(value, node.at())));
    }
}
