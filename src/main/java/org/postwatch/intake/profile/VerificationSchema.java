package org.postwatch.intake.profile;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.documents.form.ValueParser;
import org.postwatch.intake.verify.BasicCredentials;
import org.postwatch.intake.verify.BearerToken;
import org.postwatch.intake.verify.ClientCertificate;
import org.postwatch.intake.verify.HeaderKey;
import org.postwatch.intake.verify.HmacSha256;
import org.postwatch.intake.verify.QueryKey;
import org.postwatch.intake.verify.SignatureForm;
import org.postwatch.intake.verify.StandardWebhooks;
import org.postwatch.intake.verify.Unverified;
import org.postwatch.intake.verify.VerificationMethod;

/** One item of {@code verify}. */
final class VerificationSchema {
    /** The kinds of verification, with the keys that each takes beside {@code kind}. */
    enum VerificationKind {
        HMAC_SHA256(
                "hmac-sha256",
                "a signature over the body",
                List.of("header", "form", "signed", "timestamp", "tolerance")),
        STANDARD_WEBHOOKS("standard-webhooks", "a signature as in Standard Webhooks", List.of()),
        BEARER("bearer", "`Authorization: Bearer SECRET`", List.of()),
        BASIC("basic", "`Authorization: Basic …`; the secret is `USER:PASSWORD`", List.of()),
        HEADER("header", "a header that holds the secret", List.of("header", "form")),
        QUERY("query", "a parameter of the address that holds the secret", List.of("parameter")),
        CLIENT_CERTIFICATE(
                "client-certificate", "a certificate whose subject is the source's `with.subject`", List.of()),
        NONE("none", "everybody may send", List.of());

        private final String documentName;
        private final String about;
        private final List<String> keys;

        VerificationKind(String documentName, String about, List<String> keys) {
            this.documentName = documentName;
            this.about = about;
            this.keys = keys;
        }

        String documentName() {
            return documentName;
        }

        /** For the documentation, in Markdown. */
        String about() {
            return about;
        }

        List<String> keys() {
            return keys;
        }
    }

    private static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

    /** A name of a header or parameter. */
    private static final ValueParser<String> NAME =
            ValueFormats.matchingPattern("a name of letters, digits, '-' and '_'", "[A-Za-z0-9_-]{1,64}");

    private static final ValueParser<String> TEMPLATE =
            ValueFormats.matchingPattern("a text of at most 200 characters", "(?s).{1,200}");

    static final SectionKey<VerificationKind> KIND = required(
            "kind",
            EnumParser.of("kind of verification", List.of(VerificationKind.values()), VerificationKind::documentName),
            "How a sender proves who it is.");
    static final SectionKey<String> HEADER = optional("header", NAME, "The header with the signature or the secret.");
    static final SectionKey<String> FORM = optional(
            "form",
            TEMPLATE,
            "What the header holds. For a signature: exactly one of {hex} and {base64}, and {t} for the time, as"
                    + " t={t},v1={hex}, {t}|{hex} or sha256={hex}; parts between commas may come in any order, and several"
                    + " signatures may stand beside each other. For a secret: {secret}, as key={secret}.");
    static final SectionKey<String> SIGNED = optional(
                    "signed",
                    TEMPLATE,
                    "The text that is signed: {body}, {t} as sent, and {header.NAME}; everything else as it stands.")
            .withDefault("{body}");
    static final SectionKey<String> TIMESTAMP =
            optional("timestamp", NAME, "The header with the time, if the form has no {t}.");
    static final SectionKey<Duration> TOLERANCE = optional(
                    "tolerance",
                    ValueFormats.duration("1s", "24h"),
                    "How far the time of the signature may be from the arrival, earlier or later.")
            .withDefault("5m");
    static final SectionKey<String> PARAMETER =
            optional("parameter", NAME, "The parameter of the address with the secret.");

    private static final List<SectionKey<?>> OWN_KEYS = List.of(HEADER, FORM, SIGNED, TIMESTAMP, TOLERANCE, PARAMETER);

    static final SectionSchema SCHEMA = SectionSchema.of(
                    "a verification",
                    "One way in which a sender may prove who it is.",
                    KIND,
                    HEADER,
                    FORM,
                    SIGNED,
                    TIMESTAMP,
                    TOLERANCE,
                    PARAMETER)
            .withRule(VerificationSchema::check);

    private VerificationSchema() {}

    private static void check(ParsedSection section, Diagnostics diagnostics) {
        section.find(KIND).ifPresent(kind -> {
            for (SectionKey<?> key : OWN_KEYS) {
                if (section.has(key) && !kind.keys().contains(key.name())) {
                    diagnostics.error(
                            section.at(key),
                            "'" + key.name() + "' has no meaning for the kind " + kind.documentName()
                                    + (kind.keys().isEmpty() ? "" : "; it takes " + String.join(", ", kind.keys())));
                }
            }
            try {
                make(section, kind);
            } catch (IllegalArgumentException e) {
                diagnostics.error(section.at(), "'verify' has " + e.getMessage());
            }
        });
    }

    /** The method that a section without errors describes. */
    static VerificationMethod method(ParsedSection section) {
        return make(section, section.require(KIND));
    }

    /** @throws IllegalArgumentException when a key is missing or does not fit, with what is wrong */
    private static VerificationMethod make(ParsedSection section, VerificationKind kind) {
        return switch (kind) {
            case HMAC_SHA256 ->
                new HmacSha256(
                        lower(need(section, HEADER)),
                        new SignatureForm(need(section, FORM)),
                        section.find(TIMESTAMP).map(VerificationSchema::lower),
                        section.get(SIGNED, "{body}"),
                        section.get(TOLERANCE, DEFAULT_TOLERANCE));
            case STANDARD_WEBHOOKS -> new StandardWebhooks();
            case BEARER -> new BearerToken();
            case BASIC -> new BasicCredentials();
            case HEADER -> new HeaderKey(lower(need(section, HEADER)), section.get(FORM, HeaderKey.SECRET));
            case QUERY -> new QueryKey(need(section, PARAMETER));
            case CLIENT_CERTIFICATE -> new ClientCertificate();
            case NONE -> new Unverified();
        };
    }

    private static String need(ParsedSection section, SectionKey<String> key) {
        Optional<String> value = section.find(key);
        if (value.isEmpty() && section.isErrorFree(key)) {
            throw new IllegalArgumentException("no '" + key.name() + "'");
        }
        // An invalid value has its own diagnostic; the placeholder keeps it from having two.
        return value.orElse("{hex}{secret}");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
