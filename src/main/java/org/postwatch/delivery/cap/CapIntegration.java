package org.postwatch.delivery.cap;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.util.List;
import org.postwatch.delivery.spi.AddressForm;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.ConfigValueParser;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.TextFormat;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.notification.model.ConfigValue;

/** Recipients that receive messages of the Common Alerting Protocol. */
public final class CapIntegration {
    private static final String RESTRICTED = "Restricted";
    private static final String PRIVATE = "Private";
    private static final SectionKey<ConfigValue> TO = required(
            "to",
            new ConfigValueParser(
                    "folder:/PATH, topic, a web address such as https://cad.example/cap, or "
                            + ConfigValueParser.REFERENCE_SYNTAX,
                    text -> text.equals(CapAddress.TOPIC_TARGET)
                            || text.startsWith(CapAddress.FOLDER_PREFIX + "/")
                            || AddressForm.isUrl(text),
                    TextFormat.matching("(folder:/.*|topic|https?://.*|" + ConfigValueParser.REFERENCE_REGEX + ")")),
            "`folder:/PATH`, `topic` (the recipient's own), or a web address.");
    private static final SectionKey<String> SENDER = required(
                    "sender",
                    ValueFormats.matchingPattern(
                            "a name unique in the world, as postwatch@district.example, without spaces, ',', '<' and '&'",
                            "[^\\s,<&]{1,200}"),
                    "The CAP sender: an identifier that is unique in the world, for example a mail address.")
            .withExample("postwatch@district.example");
    private static final SectionKey<String> SCOPE = optional(
                    "scope",
                    EnumParser.of("scope", List.of("Public", RESTRICTED, PRIVATE)),
                    "The CAP scope. Restricted requires `restriction`, Private requires `addresses`.")
            .withDefault("Restricted");
    private static final SectionKey<String> RESTRICTION =
            optional("restriction", ValueFormats.NAME, "Whom the CAP message is intended for.");
    private static final SectionKey<List<LocatedValue<String>>> ADDRESSES = optional(
            "addresses",
            new ListParser<>(ValueFormats.NAME, "addresses", 1, AddressForm.MAX_ADDRESSEES, true),
            "The addressees of the CAP message.");

    public static final RecipientIntegration<CapAddress> INTEGRATION = new RecipientIntegration<>(
            optional(
                    CapAddress.TYPE,
                    SectionSchema.of(
                                    "a CAP feed",
                                    "The Common Alerting Protocol 1.2.",
                                    TO,
                                    SENDER,
                                    SCOPE,
                                    RESTRICTION,
                                    ADDRESSES)
                            .withRule(CapIntegration::check)),
            CapAddress.class,
            section -> new CapAddress(
                    section.require(TO),
                    section.require(SENDER),
                    section.get(SCOPE, RESTRICTED),
                    section.find(RESTRICTION),
                    section.values(ADDRESSES)),
            CapChannel::new);

    private CapIntegration() {}

    private static void check(ParsedSection cap, Diagnostics diagnostics) {
        AddressForm.checkEncrypted(cap, TO, diagnostics);
        String scope = cap.get(SCOPE, RESTRICTED);
        if (cap.isErrorFree(SCOPE, RESTRICTION, ADDRESSES)) {
            checkRequiredFor(cap, scope, RESTRICTED, RESTRICTION, diagnostics);
            checkRequiredFor(cap, scope, PRIVATE, ADDRESSES, diagnostics);
        }
    }

    private static void checkRequiredFor(
            ParsedSection cap, String scope, String requiring, SectionKey<?> key, Diagnostics diagnostics) {
        if (scope.equals(requiring) && !cap.has(key)) {
            diagnostics.error(cap.at(), "a CAP feed of scope " + scope + " without '" + key.name() + "'");
        } else if (!scope.equals(requiring) && cap.has(key)) {
            diagnostics.error(cap.at(key), "'" + key.name() + "' is for scope " + requiring + ", and this is " + scope);
        }
    }
}
