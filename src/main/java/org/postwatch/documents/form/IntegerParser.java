package org.postwatch.documents.form;

import java.util.Optional;

/** A whole number within bounds, both inclusive. */
public record IntegerParser(int min, int max) implements ValueParser<Integer> {
    private static final int MAX_DIGITS = 9;

    @Override
    public String expected() {
        return "a whole number from " + min + " to " + max;
    }

    @Override
    public Optional<Integer> parse(YamlNode node, String what, Diagnostics diagnostics) {
        if (node instanceof YamlNode.Scalar scalar
                && scalar.kind() == YamlNode.Scalar.ScalarKind.NUMBER
                && scalar.text().length() <= MAX_DIGITS
                && scalar.text().chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(scalar.text());
            if (number >= min && number <= max) {
                return Optional.of(number);
            }
        }
        return reject(node, what, diagnostics);
    }
}
