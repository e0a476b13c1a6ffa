package org.postwatch.codec.document;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwatch.plan.Dates;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;

/** The secret that a feed signs with, or a list of such with the dates of each. What stands there is never repeated. */
record SigningKeys() implements Value<FeedKeys> {
    private static final String NAMED = "secret:";
    private static final Pattern REFERENCE = Pattern.compile(NAMED + "[a-z0-9][a-z0-9-]{0,62}");
    static final Name NAME = new Name();
    private static final Key<String> SECRET = Key.required("secret", NAME);
    static final ListOf<Section> LIST = new ListOf<>(
            Shape.of("a key", SECRET, Dating.FROM, Dating.TO).where(Dating::check),
            "keys",
            1,
            FeedKeys.KEYS_MAX,
            false);

    /** The name of a secret. */
    record Name() implements Value<String> {
        @Override
        public String expected() {
            return "secret:NAME (the configuration of the instance says where it is)";
        }

        @Override
        public Optional<String> read(Node node, String what, Faults faults) {
            if (node instanceof Node.Scalar scalar
                    && REFERENCE.matcher(scalar.text()).matches()) {
                return Optional.of(scalar.text().substring(NAMED.length()));
            }
            faults.error(
                    node.at(),
                    what + " is " + (node instanceof Node.Scalar ? "another text" : node.words()) + "; expected "
                            + expected());
            return Optional.empty();
        }
    }

    @Override
    public String expected() {
        return "secret:NAME, or a list of { secret: secret:NAME, from, to }";
    }

    @Override
    public Optional<FeedKeys> read(Node node, String what, Faults faults) {
        if (!(node instanceof Node.Listing listing)) {
            return NAME.read(node, what, faults)
                    .map(secret -> new FeedKeys(List.of(new FeedKey(secret, Dates.ALWAYS))));
        }
        List<Node> texts = listing.items().stream()
                .filter(item -> !(item instanceof Node.Mapping))
                .toList();
        texts.forEach(item -> faults.error(
                item.at(), "an item of " + what + " is no mapping; expected { secret: secret:NAME, from, to }"));
        return texts.isEmpty() ? LIST.read(node, what, faults).map(SigningKeys::keys) : Optional.empty();
    }

    private static FeedKeys keys(List<Located<Section>> sections) {
        return new FeedKeys(sections.stream()
                .map(Located::value)
                .filter(key -> key.has(SECRET))
                .map(key -> new FeedKey(key.need(SECRET), Dating.dates(key)))
                .toList());
    }
}
