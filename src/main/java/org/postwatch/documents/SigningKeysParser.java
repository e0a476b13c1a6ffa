package org.postwatch.documents;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.documents.form.ConfigValueParser;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.JsonSchema;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueParser;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.LocalDateTimeRange;

/** The secret that a feed signs with, or a list of secrets with the dates of each. Messages never repeat the value. */
record SigningKeysParser() implements ValueParser<FeedKeys> {
    private static final ConfigValueParser SECRET_REFERENCE = new ConfigValueParser(
            ConfigValueParser.REFERENCE_SYNTAX + " (the configuration of the instance says where it is)",
            text -> false,
            ConfigValueParser.REFERENCE_FORMAT);
    private static final SectionKey<ConfigValue> SECRET = SectionKey.required("secret", SECRET_REFERENCE);
    private static final ListParser<ParsedSection> LIST = new ListParser<>(
            SectionSchema.of(
                            "a key",
                            "A secret and when events are signed with it, by arrival.",
                            SECRET,
                            DateRangeKeys.FROM.describedAs(
                                    "Records that arrive from then on may be signed with this secret. If absent, no start."),
                            DateRangeKeys.TO)
                    .withRule(DateRangeKeys::check),
            "keys",
            1,
            FeedKeys.MAX_KEYS,
            false);

    @Override
    public String expected() {
        return "secret:NAME, or a list of { secret: secret:NAME, from, to }";
    }

    @Override
    public Map<String, Object> schema(JsonSchema schema) {
        return Map.of("anyOf", List.of(SECRET_REFERENCE.schema(schema), LIST.schema(schema)));
    }

    @Override
    public Optional<FeedKeys> parse(YamlNode node, String what, Diagnostics diagnostics) {
        if (!(node instanceof YamlNode.Sequence listing)) {
            return SECRET_REFERENCE
                    .parse(node, what, diagnostics)
                    .map(secret -> new FeedKeys(List.of(feedKey(secret, LocalDateTimeRange.ALWAYS))));
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
                .map(key -> feedKey(key.require(SECRET), DateRangeKeys.dateTimeRange(key)))
                .toList());
    }

    private static FeedKey feedKey(ConfigValue reference, LocalDateTimeRange dates) {
        return new FeedKey(reference.secretName().orElseThrow(), dates);
    }
}
