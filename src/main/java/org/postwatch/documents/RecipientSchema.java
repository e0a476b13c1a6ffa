package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.delivery.channels.RecipientIntegrations;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.JsonSchema;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.notification.model.RecipientAddress;

/** The keys of a recipient. Each kind of recipient has a key for its address; a recipient has one of them. */
final class RecipientSchema {
    static final SectionKey<String> ID = required("id", ValueFormats.ID, "The id that routes use.");
    static final SectionKey<String> AGENCY = optional(
            "agency",
            ValueFormats.ID,
            "The agency of the recipient. The class of the agency decides what may be disclosed to it. `district` is the district itself, of class `school`. Required for every recipient except a log.");
    static final SectionKey<Boolean> WATCHDOG = optional(
                    "watchdog",
                    ValueFormats.BOOLEAN,
                    "Whether the recipient gets a watchdog notice each minute. Possible for log, kafka, webhook and alertmanager.")
            .withDefault(false);
    static final SectionKey<Duration> GIVE_UP = optional(
                    "give-up",
                    ValueFormats.duration("1m", "24h"),
                    "How long delivery of a notice is retried before it has failed (1m to 24h).")
            .withDefault("1h");

    static final SectionSchema SECTION = SectionSchema.of(
                    "a recipient",
                    "A person or system that can be notified, with one address.",
                    Stream.of(
                                    Stream.of(ID, AGENCY),
                                    RecipientIntegrations.ALL.stream().map(RecipientIntegration::key),
                                    Stream.of(WATCHDOG, GIVE_UP))
                            .flatMap(keys -> keys)
                            .toArray(SectionKey[]::new))
            .withRule(RecipientSchema::check, constraints());

    private RecipientSchema() {}

    /** One address, and an agency for those that need one. */
    private static Map<String, Object> constraints() {
        Stream<SectionKey<?>> withoutAgency = RecipientIntegrations.ALL.stream()
                .filter(kind -> !kind.requiresAgency())
                .map(RecipientIntegration::key);
        return JsonSchema.keywords(
                "oneOf", eachRequired(RecipientIntegrations.ALL.stream().map(RecipientIntegration::key)),
                "anyOf", eachRequired(Stream.concat(withoutAgency, Stream.of(AGENCY))));
    }

    private static List<Map<String, Object>> eachRequired(Stream<? extends SectionKey<?>> each) {
        return each.map(key -> Map.<String, Object>of("required", List.of(key.name())))
                .toList();
    }

    /** The kinds of address that a recipient has, perhaps with errors inside. */
    static Stream<RecipientIntegration<?>> integrations(ParsedSection recipient) {
        return RecipientIntegrations.ALL.stream().filter(kind -> recipient.has(kind.key()));
    }

    /** The first address of a recipient that has no errors. */
    static Optional<RecipientAddress> address(ParsedSection recipient) {
        return integrations(recipient)
                .filter(kind -> recipient.isErrorFree(kind.key()))
                .findFirst()
                .map(kind -> kind.compile(recipient.require(kind.key())));
    }

    /** Whether a recipient names its agency, or need not. */
    static boolean hasAgency(ParsedSection recipient) {
        return recipient.has(AGENCY) || integrations(recipient).anyMatch(kind -> !kind.requiresAgency());
    }

    private static void check(ParsedSection recipient, Diagnostics diagnostics) {
        List<RecipientIntegration<?>> given = integrations(recipient).toList();
        if (given.isEmpty()) {
            if (RecipientIntegrations.ALL.stream().allMatch(kind -> recipient.isErrorFree(kind.key()))) {
                diagnostics.error(
                        recipient.at(),
                        "a recipient without an address; expected one of: "
                                + names(RecipientIntegrations.ALL.stream()));
            }
            return;
        }
        SectionKey<ParsedSection> first = given.get(0).key();
        if (given.size() > 1) {
            SectionKey<ParsedSection> second = given.get(1).key();
            diagnostics.error(
                    recipient.at(second),
                    "a second address of one recipient, '" + second.name() + "' beside '" + first.name()
                            + "'; expected one: give it a recipient of its own");
        } else if (recipient.get(WATCHDOG, false) && !given.get(0).acceptsWatchdog()) {
            diagnostics.error(
                    recipient.at(WATCHDOG),
                    "a watchdog by '" + first.name() + "', a notice each minute; expected one of: "
                            + names(RecipientIntegrations.ALL.stream().filter(RecipientIntegration::acceptsWatchdog)));
        }
    }

    private static String names(Stream<RecipientIntegration<?>> kinds) {
        return Diagnostics.join(kinds.map(kind -> kind.key().name()).toList());
    }
}
