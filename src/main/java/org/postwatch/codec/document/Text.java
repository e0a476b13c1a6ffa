package org.postwatch.codec.document;

import java.util.Optional;
import java.util.function.Function;

/** Text of some format. A number or truth value in its place is told to be put in quotes. */
record Text<T>(String expected, Function<String, Optional<T>> parse) implements Value<T> {
    @Override
    public Optional<T> read(Node node, String what, Faults faults) {
        if (!(node instanceof Node.Scalar scalar)) {
            return refuse(node, what, faults);
        }
        Optional<T> value = parse.apply(scalar.text());
        if (scalar.kind() == Node.Scalar.Kind.TEXT && value.isPresent()) {
            return value;
        }
        if (value.isPresent() && scalar.kind() != Node.Scalar.Kind.NOTHING) {
            faults.error(node.at(), what + " is " + node.words() + "; expected " + expected + ": put it in quotes");
            return Optional.empty();
        }
        return refuse(node, what, faults);
    }
}
