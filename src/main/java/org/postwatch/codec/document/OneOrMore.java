package org.postwatch.codec.document;

import java.util.List;
import java.util.Optional;

/** A list, or its only item without the brackets. */
record OneOrMore<T>(ListOf<T> list) implements Value<List<Located<T>>> {
    static <T> OneOrMore<T> of(String plural, Value<T> item) {
        return new OneOrMore<>(ListOf.someNames(plural, item));
    }

    @Override
    public String expected() {
        return list.item().expected() + ", or a list of such";
    }

    @Override
    public Optional<List<Located<T>>> read(Node node, String what, Faults faults) {
        return node instanceof Node.Listing
                ? list.read(node, what, faults)
                : list.item().read(node, what, faults).map(value -> List.of(new Located<>(value, node.at())));
    }
}
