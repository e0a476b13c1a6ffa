package org.postwatch.codec.document;

import java.util.Optional;

/** A whole number within bounds, both inclusive. */
record Whole(int min, int max) implements Value<Integer> {
    private static final int DIGITS_MAX = 9;

    @Override
    public String expected() {
        return "a whole number from " + min + " to " + max;
    }

    @Override
    public Optional<Integer> read(Node node, String what, Faults faults) {
        if (node instanceof Node.Scalar scalar
                && scalar.kind() == Node.Scalar.Kind.NUMBER
                && scalar.text().length() <= DIGITS_MAX
                && scalar.text().chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(scalar.text());
            if (number >= min && number <= max) {
                return Optional.of(number);
            }
        }
        return refuse(node, what, faults);
    }
}
