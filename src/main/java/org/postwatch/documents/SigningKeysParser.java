package org.postwatch.documents;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueParser;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.LocalDateTimeRange;

/** The secret that a feed signs with, or a list of secrets with the dates of each. Messages never repeat the value. */
record SigningKeysParser() implements ValueParser<FeedKeys> {
    private static final String REFERENCE_PREFIX = "secret:";
    private static final Pattern REFERENCE_PATTERN = Pattern.compile(REFERENCE_PREFIX + "[a-z0-9][a-z0-9-]{0,62}");
    static final SecretNameParser SECRET_NAME = new SecretNameParser();
    private static final SectionKey<String> SECRET = SectionKey.required("secret", SECRET_NAME);
    static final ListParser<ParsedSection> LIST = new ListParser<>(
            SectionSchema.of("a key", SECRET, DateRangeKeys.FROM, DateRangeKeys.TO)
                    .withRule(DateRangeKeys::check),
            "keys",
            1,
            FeedKeys.MAX_KEYS,
            false);

    /** The name of a secret. */
    record SecretNameParser() implements ValueParser<String> {
        @Override
        public String expected() {
            return "secret:NAME (the configuration of the instance says where it is)";
        }

        @Override
        public Optional<String> parse(YamlNode node, String what, Diagnostics diagnostics) {
            if (node instanceof YamlNode.Scalar scalar
                    && REFERENCE_PATTERN.matcher(scalar.text()).matches()) {
                return Optional.of(scalar.text().substring(REFERENCE_PREFIX.length()));
            }
            diagnostics.error(
                    node.at(),
                    what + " is " + (node instanceof YamlNode.Scalar ? "another text" : node.describe()) + "; expected "
                            + expected());
            return Optional.empty();
        }
    }

    @Override
    public String expected() {
        return "secret:NAME, or a list of { secret: secret:NAME, from, to }";
    }

    @Override
    public Optional<FeedKeys> parse(YamlNode node, String what, Diagnostics diagnostics) {
        if (!(node instanceof YamlNode.Sequence listing)) {
            return SECRET_NAME
                    .parse(node, what, diagnostics)
                    .map(secret -> new FeedKeys(List.of(new FeedKey(secret, LocalDateTimeRange.ALWAYS))));
        }
        List<YamlNode> texts = listing.items().stream()
                .filter(item -> !(item instanceof YamlNode.Mapping))
                .toList();
        texts.forEach(item -> diagnostics.error(
                item.at(), "an item of " + what + " is no mapping; expected { secret: secret:NAME, from, to }"));
        return texts.isEmpty()
                ? LIST.parse(node, what, diagnostics).map(SigningKeysParser::feedKeys)
                : Optional.empty();
    }

    private static FeedKeys feedKeys(List<LocatedValue<ParsedSection>> sections) {
        return new FeedKeys(sections.stream()
                .map(LocatedValue::value)
                .filter(key -> key.has(SECRET))
                .map(key -> new FeedKey(key.require(SECRET), DateRangeKeys.dateTimeRange(key)))
                .toList());
    }
}
