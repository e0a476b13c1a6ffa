package org.postwatch.codec.document;

import java.util.Optional;

/** Some value, or {@code none}, which takes away what would be inherited. */
record OrNone<T>(Value<T> value) implements Value<Optional<T>> {
    static final String NONE = "none";

    @Override
    public String expected() {
        return value.expected() + ", or none";
    }

    @Override
    public Optional<Optional<T>> read(Node node, String what, Faults faults) {
        boolean none = node instanceof Node.Scalar scalar
                && scalar.kind() == Node.Scalar.Kind.TEXT
                && scalar.text().equals(NONE);
        return none
                ? Optional.of(Optional.empty())
                : value.read(node, what, faults).map(Optional::of);
    }
}
