package org.postwatch.codec.document;

import java.util.Optional;
import java.util.function.Supplier;

/** What may stand within itself, to the depth that a document may have. */
record Again<T>(Supplier<Value<T>> value) implements Value<T> {
    @Override
    public String expected() {
        return value.get().expected();
    }

    @Override
    public Optional<T> read(Node node, String what, Faults faults) {
        return value.get().read(node, what, faults);
    }
}
