package org.postwatch.delivery.spi;

import java.util.List;
import java.util.Map;
import org.postwatch.documents.form.ConfigValueParser;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.JsonSchema;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.TextFormat;
import org.postwatch.documents.form.ValueParser;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.HttpUrl;

/** Values and rules that the addresses of several kinds of recipients share. */
public final class AddressForm {
    /** How many mailboxes or other addressees one recipient may have. */
    public static final int MAX_ADDRESSEES = 50;

    public static final ValueParser<ConfigValue> SECRET_REFERENCE = new ConfigValueParser(
            ConfigValueParser.REFERENCE_SYNTAX
                    + ", the name of a secret that the configuration of the instance locates",
            text -> false,
            ConfigValueParser.REFERENCE_FORMAT);
    public static final ValueParser<ConfigValue> URL = new ConfigValueParser(
            "a web address such as https://cad.example/hooks, or " + ConfigValueParser.REFERENCE_SYNTAX,
            AddressForm::isUrl,
            TextFormat.named(
                    "url",
                    "A web address, or the name of a secret that contains it (secret:NAME). It must be https, except on loopback.",
                    "(https?://[A-Za-z0-9\\[][A-Za-z0-9.:\\[\\]-]*([/?][A-Za-z0-9/?:@!$&'()*+,;=._~%-]*)?|"
                            + ConfigValueParser.REFERENCE_REGEX + ")",
                    "https://cad.example/hooks",
                    "secret:cad-url"));
    public static final ValueParser<ConfigValue> USER = new ConfigValueParser(
            "a user's name, or " + ConfigValueParser.REFERENCE_SYNTAX,
            text -> !text.isBlank(),
            TextFormat.matching(".*\\S.*"));

    private AddressForm() {}

    public static boolean isUrl(String text) {
        return HttpUrl.of(text).isPresent();
    }

    /** The keywords of JSON Schema for {@link #checkLogin}. */
    public static Map<String, Object> loginKeywords(SectionKey<?> user, SectionKey<?> password) {
        return Map.of(
                "dependentRequired",
                JsonSchema.keywords(user.name(), List.of(password.name()), password.name(), List.of(user.name())));
    }

    /** A URL is {@code https}, but for one on loopback. */
    public static void checkEncrypted(ParsedSection address, SectionKey<ConfigValue> key, Diagnostics diagnostics) {
        address.find(key)
                .flatMap(url -> HttpUrl.of(url.text()))
                .filter(url -> !url.isSafe())
                .ifPresent(url -> diagnostics.error(
                        address.at(key), "http to '" + url.host() + "', in the clear; expected https"));
    }

    /**
     * A user has a password, and a password a user.
     *
     * @param noun for the message, as {@code a mail}
     * @return whether the section is correct in this
     */
    public static boolean checkLogin(
            ParsedSection address, String noun, SectionKey<?> user, SectionKey<?> password, Diagnostics diagnostics) {
        if (!address.isErrorFree(user, password) || address.has(user) == address.has(password)) {
            return true;
        }
        diagnostics.error(
                address.at(),
                noun + " with one of '" + user.name() + "' and '" + password.name() + "'; expected both or none");
        return false;
    }
}
