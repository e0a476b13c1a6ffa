package org.postwatch.codec.document;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.postwatch.routing.Setting;

/**
 * A text that may be secret, or the name of a secret. What stands there is never repeated in a message.
 *
 * @param plain what may be written out; nothing, for what is a secret for certain
 */
record Secret(String expected, Predicate<String> plain) implements Value<Setting> {
    /** The only way in which a document names a secret. */
    static final String NAMED = "secret:NAME";

    private static final Pattern REFERENCE = Pattern.compile("secret:[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern LOCATION = Pattern.compile("(?s)(env|file):.*");

    @Override
    public Optional<Setting> read(Node node, String what, Faults faults) {
        if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.TEXT) {
            if (REFERENCE.matcher(scalar.text()).matches() || isPlain(scalar.text())) {
                return Optional.of(new Setting(scalar.text()));
            }
            if (LOCATION.matcher(scalar.text()).matches()) {
                faults.error(
                        node.at(),
                        what + " says where a secret is; expected its name, as " + NAMED
                                + ": the configuration of the instance says where it is ('secrets' in"
                                + " config/postwatch.yaml)");
                return Optional.empty();
            }
        }
        faults.error(
                node.at(),
                what + " is " + (node instanceof Node.Scalar ? "another text" : node.words()) + "; expected "
                        + expected);
        return Optional.empty();
    }

    private boolean isPlain(String text) {
        return !new Setting(text).isReference() && !LOCATION.matcher(text).matches() && plain.test(text);
    }
}
