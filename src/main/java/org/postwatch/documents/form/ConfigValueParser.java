package org.postwatch.documents.form;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.postwatch.notification.model.ConfigValue;

/**
 * A text that may be secret, or a reference to a secret. Messages never repeat the value.
 *
 * @param allowedText the texts that a document may contain; none, for values that are always secret
 */
public record ConfigValueParser(String expected, Predicate<String> allowedText, TextFormat format)
        implements ValueParser<ConfigValue> {
    /** The only way in which a document names a secret. */
    public static final String REFERENCE_SYNTAX = "secret:NAME";

    /** Matches a reference. */
    public static final String REFERENCE_REGEX = "secret:[a-z0-9][a-z0-9-]{0,62}";

    public static final TextFormat REFERENCE_FORMAT = TextFormat.named(
            "secret",
            "The name of a secret. The configuration of the instance states where it is.",
            REFERENCE_REGEX,
            "secret:pager-key");

    private static final Pattern REFERENCE_PATTERN = Pattern.compile(REFERENCE_REGEX);
    private static final Pattern LOCATION_PATTERN = Pattern.compile("(?s)(env|file):.*");

    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        return format.schema(schema);
    }

    @Override
    public Optional<ConfigValue> parse(YamlNode node, String what, Diagnostics diagnostics) {
        if (node instanceof YamlNode.Scalar scalar && scalar.kind() == YamlNode.Scalar.ScalarKind.TEXT) {
            if (REFERENCE_PATTERN.matcher(scalar.text()).matches() || isAllowedText(scalar.text())) {
                return Optional.of(new ConfigValue(scalar.text()));
            }
            if (LOCATION_PATTERN.matcher(scalar.text()).matches()) {
                diagnostics.error(
                        node.at(),
                        what + " says where a secret is; expected its name, as " + REFERENCE_SYNTAX
                                + ": the configuration of the instance says where it is ('secrets' in"
                                + " config/postwatch.yaml)");
                return Optional.empty();
            }
        }
        diagnostics.error(
                node.at(),
                what + " is " + (node instanceof YamlNode.Scalar ? "another text" : node.describe()) + "; expected "
                        + expected);
        return Optional.empty();
    }

    private boolean isAllowedText(String text) {
        return !new ConfigValue(text).isSecretReference()
                && !LOCATION_PATTERN.matcher(text).matches()
                && allowedText.test(text);
    }
}
