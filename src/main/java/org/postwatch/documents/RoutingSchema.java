package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;

/** The keys of {@code routing.yaml}. */
final class RoutingSchema {
    private static final int MAX_RECIPIENTS = 500;

    static final SectionKey<List<LocatedValue<ParsedSection>>> RECIPIENTS =
            required("recipients", new ListParser<>(RecipientSchema.SECTION, "recipients", 1, MAX_RECIPIENTS, false));
    static final SectionKey<ParsedSection> POLICY = optional("policy", PolicySchema.SECTION);
    static final SectionKey<ParsedSection> ROUTES = required("routes", RouteSchema.ROOT_SECTION);
    static final SectionKey<Duration> ACKNOWLEDGED_FOR =
            optional("acknowledged-for", ValueFormats.duration("1m", "168h"));
    static final SectionKey<LocalTime> DIGEST_AT = optional("digest-at", ValueFormats.TIME_OF_DAY);
    static final SectionKey<Duration> SILENCE_WARNING = optional("silence-warning", ValueFormats.duration("0m", "24h"));
    static final SectionSchema SECTION =
            SectionSchema.of("the routing", RECIPIENTS, POLICY, ROUTES, ACKNOWLEDGED_FOR, DIGEST_AT, SILENCE_WARNING);

    private RoutingSchema() {}
}
