package org.postwatch.codec.document;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.postwatch.routing.Setting;

/**
 * A text that may be secret, or where to find it. What stands there is never repeated in a message.
 *
 * @param plain what may be written out; nothing, for what is a secret for certain
 */
record Secret(String expected, Predicate<String> plain) implements Value<Setting> {
    private static final Pattern REFERENCE =
            Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]{0,127}|file:/[^\\p{Cntrl}]{1,1000}");

    @Override
    public Optional<Setting> read(Node node, String what, Faults faults) {
        if (node instanceof Node.Scalar scalar
                && scalar.kind() == Node.Scalar.Kind.TEXT
                && (REFERENCE.matcher(scalar.text()).matches() || isPlain(scalar.text()))) {
            return Optional.of(new Setting(scalar.text()));
        }
        faults.error(
                node.at(),
                what + " is " + (node instanceof Node.Scalar ? "another text" : node.words()) + "; expected "
                        + expected);
        return Optional.empty();
    }

    private boolean isPlain(String text) {
        return !new Setting(text).isReference() && plain.test(text);
    }
}
