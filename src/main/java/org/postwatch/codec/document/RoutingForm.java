package org.postwatch.codec.document;

import static org.postwatch.codec.document.Key.optional;
import static org.postwatch.codec.document.Key.required;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/** The keys of {@code routing.yaml}. */
final class RoutingForm {
    private static final int RECIPIENTS_MAX = 500;

    static final Key<List<Located<Section>>> RECIPIENTS =
            required("recipients", new ListOf<>(RecipientForm.SHAPE, "recipients", 1, RECIPIENTS_MAX, false));
    static final Key<Section> POLICY = optional("policy", PolicyForm.SHAPE);
    static final Key<Section> ROUTES = required("routes", RouteForm.ROOT);
    static final Key<Duration> ACKNOWLEDGED_FOR = optional("acknowledged-for", Formats.duration("1m", "168h"));
    static final Key<LocalTime> DIGEST_AT = optional("digest-at", Formats.TIME_OF_DAY);
    static final Key<Duration> SILENCE_WARNING = optional("silence-warning", Formats.duration("0m", "24h"));
    static final Shape SHAPE =
            Shape.of("the routing", RECIPIENTS, POLICY, ROUTES, ACKNOWLEDGED_FOR, DIGEST_AT, SILENCE_WARNING);

    private RoutingForm() {}
}
