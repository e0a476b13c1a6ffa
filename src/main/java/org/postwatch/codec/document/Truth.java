package org.postwatch.codec.document;

import java.util.Optional;

/** {@code true} or {@code false}. */
record Truth() implements Value<Boolean> {
    @Override
    public String expected() {
        return "true or false";
    }

    @Override
    public Optional<Boolean> read(Node node, String what, Faults faults) {
        return node instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.TRUTH
                ? Optional.of(scalar.text().equalsIgnoreCase("true"))
                : refuse(node, what, faults);
    }
}
