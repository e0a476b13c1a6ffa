package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.documents.form.BooleanParser;
import org.postwatch.documents.form.ConfigValueParser;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.IntegerParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.documents.form.ValueParser;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.HttpUrl;
import org.postwatch.notification.model.RecipientAddress.MailSecurity;

/** The keys of a recipient and of each kind of address. */
final class RecipientSchema {
    private static final int MAX_SECRETS = 2;
    private static final int MAX_ADDRESSES = 50;

    static final String SECRET_DESCRIPTION = ConfigValueParser.REFERENCE_SYNTAX
            + ", the name of a secret that the configuration of the instance locates";
    static final ValueParser<ConfigValue> SECRET_REFERENCE = new ConfigValueParser(SECRET_DESCRIPTION, text -> false);
    static final ValueParser<ConfigValue> URL = new ConfigValueParser(
            "a web address as https://cad.example/hooks, or " + ConfigValueParser.REFERENCE_SYNTAX,
            RecipientSchema::isUrl);

    private static final ValueParser<ConfigValue> USER =
            new ConfigValueParser("a user's name, or " + ConfigValueParser.REFERENCE_SYNTAX, text -> !text.isBlank());

    static final class WebhookSchema {
        static final SectionKey<ConfigValue> URL = required("url", RecipientSchema.URL);
        static final SectionKey<List<LocatedValue<ConfigValue>>> SECRETS =
                required("secrets", new ListParser<>(SECRET_REFERENCE, "secrets", 1, MAX_SECRETS, true));
        static final SectionSchema SECTION = SectionSchema.of("a webhook", URL, SECRETS)
                .withRule((hook, faults) -> checkEncrypted(hook, URL, faults));

        private WebhookSchema() {}
    }

    static final class AlertmanagerSchema {
        static final SectionKey<ConfigValue> URL = required("url", RecipientSchema.URL);
        static final SectionKey<ConfigValue> USER = optional("user", RecipientSchema.USER);
        static final SectionKey<ConfigValue> PASSWORD = optional("password", SECRET_REFERENCE);
        static final SectionKey<ConfigValue> TOKEN = optional("token", SECRET_REFERENCE);
        static final SectionSchema SECTION =
                SectionSchema.of("an Alertmanager", URL, USER, PASSWORD, TOKEN).withRule(AlertmanagerSchema::check);

        private AlertmanagerSchema() {}

        private static void check(ParsedSection manager, Diagnostics faults) {
            checkEncrypted(manager, URL, faults);
            if (manager.isErrorFree(USER, PASSWORD) && manager.has(USER) != manager.has(PASSWORD)) {
                faults.error(manager.at(), "an Alertmanager with one of 'user' and 'password'; expected both or none");
            } else if (manager.has(TOKEN) && manager.has(USER)) {
                faults.error(manager.at(TOKEN), "a login by 'token' beside one by 'user'; expected one of them");
            }
        }
    }

    static final class PagerDutySchema {
        static final SectionKey<ConfigValue> URL = required("url", RecipientSchema.URL);
        static final SectionKey<ConfigValue> KEY = required("key", SECRET_REFERENCE);
        static final SectionSchema SECTION =
                SectionSchema.of("a pager", URL, KEY).withRule((pager, faults) -> checkEncrypted(pager, URL, faults));

        private PagerDutySchema() {}
    }

    /** Whoever has the address of an incoming webhook can write to the chat: beyond this machine it is a secret. */
    static final class ChatSchema {
        static final SectionKey<ConfigValue> URL = required(
                "url",
                new ConfigValueParser(
                        ConfigValueParser.REFERENCE_SYNTAX
                                + ", as the address of a chat is a secret; or an address on loopback",
                        text -> HttpUrl.of(text)
                                .filter(url -> HttpUrl.isLoopback(url.host()))
                                .isPresent()));
        static final SectionSchema SECTION = SectionSchema.of("a chat", URL);

        private ChatSchema() {}
    }

    static final class MailSchema {
        static final SectionKey<String> HOST = required("host", ValueFormats.HOST);
        static final SectionKey<Integer> PORT = optional("port", new IntegerParser(1, 65_535));
        static final SectionKey<MailSecurity> SECURITY = optional(
                "security",
                new EnumParser<>(
                        "way to secure mail",
                        Map.of("tls", MailSecurity.TLS, "starttls", MailSecurity.STARTTLS, "none", MailSecurity.NONE)));
        static final SectionKey<ConfigValue> USER = optional("user", RecipientSchema.USER);
        static final SectionKey<ConfigValue> PASSWORD = optional("password", SECRET_REFERENCE);
        static final SectionKey<String> FROM = required("from", ValueFormats.MAIL_ADDRESS);
        static final SectionKey<List<LocatedValue<String>>> TO =
                required("to", new ListParser<>(ValueFormats.MAIL_ADDRESS, "mail addresses", 1, MAX_ADDRESSES, true));
        static final SectionSchema SECTION = SectionSchema.of("a mail", HOST, PORT, SECURITY, USER, PASSWORD, FROM, TO)
                .withRule(MailSchema::check);

        private MailSchema() {}

        private static void check(ParsedSection mail, Diagnostics faults) {
            Optional<String> host = mail.find(HOST);
            if (mail.get(SECURITY, MailSecurity.TLS) == MailSecurity.NONE
                    && host.isPresent()
                    && !HttpUrl.isLoopback(host.get())) {
                faults.error(mail.at(SECURITY), "mail in the clear to '" + host.get() + "'; expected tls or starttls");
            }
            if (mail.isErrorFree(USER, PASSWORD) && mail.has(USER) != mail.has(PASSWORD)) {
                faults.error(mail.at(), "a mail with one of 'user' and 'password'; expected both or none");
            }
        }
    }

    static final class CapSchema {
        static final String FOLDER = "folder:";
        static final String TOPIC = "topic";
        static final String RESTRICTED = "Restricted";
        static final String PRIVATE = "Private";
        static final SectionKey<ConfigValue> TO = required(
                "to",
                new ConfigValueParser(
                        "folder:/PATH, topic, a web address as https://cad.example/cap, or "
                                + ConfigValueParser.REFERENCE_SYNTAX,
                        text -> text.equals(TOPIC) || text.startsWith(FOLDER + "/") || isUrl(text)));
        static final SectionKey<String> SENDER = required("sender", ValueFormats.CAP_SENDER);
        static final SectionKey<String> SCOPE = optional(
                "scope",
                new EnumParser<>("scope", Map.of("Public", "Public", RESTRICTED, RESTRICTED, PRIVATE, PRIVATE)));
        static final SectionKey<String> RESTRICTION = optional("restriction", ValueFormats.NAME);
        static final SectionKey<List<LocatedValue<String>>> ADDRESSES =
                optional("addresses", new ListParser<>(ValueFormats.NAME, "addresses", 1, MAX_ADDRESSES, true));
        static final SectionSchema SECTION = SectionSchema.of("a CAP feed", TO, SENDER, SCOPE, RESTRICTION, ADDRESSES)
                .withRule(CapSchema::check);

        private CapSchema() {}

        private static void check(ParsedSection cap, Diagnostics faults) {
            checkEncrypted(cap, TO, faults);
            String scope = cap.get(SCOPE, RESTRICTED);
            if (cap.isErrorFree(SCOPE, RESTRICTION, ADDRESSES)) {
                checkRequiredFor(cap, scope, RESTRICTED, RESTRICTION, faults);
                checkRequiredFor(cap, scope, PRIVATE, ADDRESSES, faults);
            }
        }

        private static void checkRequiredFor(
                ParsedSection cap, String scope, String wanting, SectionKey<?> key, Diagnostics faults) {
            if (scope.equals(wanting) && !cap.has(key)) {
                faults.error(cap.at(), "a CAP feed of scope " + scope + " without '" + key.name() + "'");
            } else if (!scope.equals(wanting) && cap.has(key)) {
                faults.error(cap.at(key), "'" + key.name() + "' is for scope " + wanting + ", and this is " + scope);
            }
        }
    }

    static final SectionKey<String> ID = required("id", ValueFormats.ID);
    static final SectionKey<String> AGENCY = optional("agency", ValueFormats.ID);
    static final SectionKey<Boolean> WATCHDOG = optional("watchdog", new BooleanParser());
    static final SectionKey<Duration> GIVE_UP = optional("give-up", ValueFormats.duration("1m", "24h"));

    static final SectionKey<ParsedSection> LOG = optional("log", SectionSchema.of("a log"));
    static final SectionKey<ParsedSection> KAFKA = optional("kafka", SectionSchema.of("a topic of its own"));
    static final SectionKey<ParsedSection> WEBHOOK = optional("webhook", WebhookSchema.SECTION);
    static final SectionKey<ParsedSection> ALERTMANAGER = optional("alertmanager", AlertmanagerSchema.SECTION);
    static final SectionKey<ParsedSection> PAGERDUTY = optional("pagerduty", PagerDutySchema.SECTION);
    static final SectionKey<ParsedSection> CHAT = optional("chat", ChatSchema.SECTION);
    static final SectionKey<ParsedSection> MAIL = optional("mail", MailSchema.SECTION);
    static final SectionKey<ParsedSection> CAP = optional("cap", CapSchema.SECTION);

    /** One of them is the address. */
    static final List<SectionKey<ParsedSection>> ADDRESSES =
            List.of(LOG, KAFKA, WEBHOOK, ALERTMANAGER, PAGERDUTY, CHAT, MAIL, CAP);

    /** Those that may have a notice each minute. */
    private static final List<SectionKey<ParsedSection>> WATCHDOG_CAPABLE = List.of(LOG, KAFKA, WEBHOOK, ALERTMANAGER);

    static final SectionSchema SECTION = SectionSchema.of(
                    "a recipient",
                    ID,
                    AGENCY,
                    LOG,
                    KAFKA,
                    WEBHOOK,
                    ALERTMANAGER,
                    PAGERDUTY,
                    CHAT,
                    MAIL,
                    CAP,
                    WATCHDOG,
                    GIVE_UP)
            .withRule(RecipientSchema::check);

    private RecipientSchema() {}

    private static void check(ParsedSection recipient, Diagnostics faults) {
        List<SectionKey<ParsedSection>> given =
                ADDRESSES.stream().filter(recipient::has).toList();
        String names = Diagnostics.join(ADDRESSES.stream().map(SectionKey::name).toList());
        if (given.isEmpty() && recipient.isErrorFree(ADDRESSES.toArray(SectionKey[]::new))) {
            faults.error(recipient.at(), "a recipient without an address; expected one of: " + names);
        } else if (given.size() > 1) {
            faults.error(
                    recipient.at(given.get(1)),
                    "a second address of one recipient, '" + given.get(1).name() + "' beside '"
                            + given.get(0).name() + "'; expected one: give it a recipient of its own");
        } else if (given.size() == 1 && recipient.get(WATCHDOG, false) && !WATCHDOG_CAPABLE.contains(given.get(0))) {
            faults.error(
                    recipient.at(WATCHDOG),
                    "a watchdog by '" + given.get(0).name() + "', a notice each minute; expected one of: "
                            + Diagnostics.join(WATCHDOG_CAPABLE.stream()
                                    .map(SectionKey::name)
                                    .toList()));
        }
    }

    private static boolean isUrl(String text) {
        return HttpUrl.of(text).isPresent();
    }

    private static void checkEncrypted(ParsedSection owner, SectionKey<ConfigValue> key, Diagnostics faults) {
        owner.find(key)
                .flatMap(url -> HttpUrl.of(url.text()))
                .filter(url -> !url.isSafe())
                .ifPresent(url ->
                        faults.error(owner.at(key), "http to '" + url.host() + "', in the clear; expected https"));
    }
}
