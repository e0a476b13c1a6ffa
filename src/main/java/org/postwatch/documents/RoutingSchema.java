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

    static final SectionKey<List<LocatedValue<ParsedSection>>> RECIPIENTS = required(
            "recipients",
            new ListParser<>(RecipientSchema.SECTION, "recipients", 1, MAX_RECIPIENTS, false),
            "The recipients.");
    static final SectionKey<ParsedSection> POLICY = optional("policy", PolicySchema.SECTION);
    static final SectionKey<ParsedSection> ROUTES = required("routes", RouteSchema.ROOT_SECTION);
    static final SectionKey<Duration> ACKNOWLEDGED_FOR = optional(
            "acknowledged-for",
            ValueFormats.duration("1m", "168h"),
            "How long an acknowledgement lasts. When it expires, escalation continues (1m to 168h). If absent, it never expires.");
    static final SectionKey<LocalTime> DIGEST_AT = optional(
                    "digest-at",
                    ValueFormats.TIME_OF_DAY,
                    "The time at which digests are written, in the time zone of the district.")
            .withDefault("16:00");
    static final SectionKey<Duration> SILENCE_WARNING = optional(
                    "silence-warning",
                    ValueFormats.duration("0m", "24h"),
                    "How long before its end a silence is announced (0m to 24h).")
            .withDefault("10m");
    static final SectionSchema SECTION = SectionSchema.of(
            "the routing",
            "The notifications of a district: recipients, disclosure policy and routes.",
            RECIPIENTS,
            POLICY,
            ROUTES,
            ACKNOWLEDGED_FOR,
            DIGEST_AT,
            SILENCE_WARNING);

    private RoutingSchema() {}
}
