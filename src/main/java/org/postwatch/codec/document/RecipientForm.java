package org.postwatch.codec.document;

import static org.postwatch.codec.document.Key.optional;
import static org.postwatch.codec.document.Key.required;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.routing.Address.Security;
import org.postwatch.routing.Setting;
import org.postwatch.routing.WebAddress;

/** The keys of a recipient and of each kind of address. */
final class RecipientForm {
    private static final int SECRETS_MAX = 2;
    private static final int ADDRESSES_MAX = 50;

    static final String SECRET = Secret.NAMED + ", the name of a secret that the configuration of the instance locates";
    static final Value<Setting> REFERENCE = new Secret(SECRET, text -> false);
    static final Value<Setting> URL =
            new Secret("a web address as https://cad.example/hooks, or " + Secret.NAMED, RecipientForm::isUrl);

    private static final Value<Setting> USER = new Secret("a user's name, or " + Secret.NAMED, text -> !text.isBlank());

    static final class WebhookForm {
        static final Key<Setting> URL = required("url", RecipientForm.URL);
        static final Key<List<Located<Setting>>> SECRETS =
                required("secrets", new ListOf<>(REFERENCE, "secrets", 1, SECRETS_MAX, true));
        static final Shape SHAPE = Shape.of("a webhook", URL, SECRETS).where((hook, faults) -> safe(hook, URL, faults));

        private WebhookForm() {}
    }

    static final class AlertmanagerForm {
        static final Key<Setting> URL = required("url", RecipientForm.URL);
        static final Key<Setting> USER = optional("user", RecipientForm.USER);
        static final Key<Setting> PASSWORD = optional("password", REFERENCE);
        static final Key<Setting> TOKEN = optional("token", REFERENCE);
        static final Shape SHAPE =
                Shape.of("an Alertmanager", URL, USER, PASSWORD, TOKEN).where(AlertmanagerForm::check);

        private AlertmanagerForm() {}

        private static void check(Section manager, Faults faults) {
            safe(manager, URL, faults);
            if (manager.isSound(USER, PASSWORD) && manager.has(USER) != manager.has(PASSWORD)) {
                faults.error(manager.at(), "an Alertmanager with one of 'user' and 'password'; expected both or none");
            } else if (manager.has(TOKEN) && manager.has(USER)) {
                faults.error(manager.at(TOKEN), "a login by 'token' beside one by 'user'; expected one of them");
            }
        }
    }

    static final class PagerDutyForm {
        static final Key<Setting> URL = required("url", RecipientForm.URL);
        static final Key<Setting> KEY = required("key", REFERENCE);
        static final Shape SHAPE = Shape.of("a pager", URL, KEY).where((pager, faults) -> safe(pager, URL, faults));

        private PagerDutyForm() {}
    }

    /** Whoever has the address of an incoming webhook can write to the chat: beyond this machine it is a secret. */
    static final class ChatForm {
        static final Key<Setting> URL = required(
                "url",
                new Secret(
                        Secret.NAMED + ", as the address of a chat is a secret; or an address on loopback",
                        text -> WebAddress.of(text)
                                .filter(url -> WebAddress.isLoopback(url.host()))
                                .isPresent()));
        static final Shape SHAPE = Shape.of("a chat", URL);

        private ChatForm() {}
    }

    static final class MailForm {
        static final Key<String> HOST = required("host", Formats.HOST);
        static final Key<Integer> PORT = optional("port", new Whole(1, 65_535));
        static final Key<Security> SECURITY = optional(
                "security",
                new Choice<>(
                        "way to secure mail",
                        Map.of("tls", Security.TLS, "starttls", Security.STARTTLS, "none", Security.NONE)));
        static final Key<Setting> USER = optional("user", RecipientForm.USER);
        static final Key<Setting> PASSWORD = optional("password", REFERENCE);
        static final Key<String> FROM = required("from", Formats.MAIL_ADDRESS);
        static final Key<List<Located<String>>> TO =
                required("to", new ListOf<>(Formats.MAIL_ADDRESS, "mail addresses", 1, ADDRESSES_MAX, true));
        static final Shape SHAPE = Shape.of("a mail", HOST, PORT, SECURITY, USER, PASSWORD, FROM, TO)
                .where(MailForm::check);

        private MailForm() {}

        private static void check(Section mail, Faults faults) {
            Optional<String> host = mail.find(HOST);
            if (mail.get(SECURITY, Security.TLS) == Security.NONE
                    && host.isPresent()
                    && !WebAddress.isLoopback(host.get())) {
                faults.error(mail.at(SECURITY), "mail in the clear to '" + host.get() + "'; expected tls or starttls");
            }
            if (mail.isSound(USER, PASSWORD) && mail.has(USER) != mail.has(PASSWORD)) {
                faults.error(mail.at(), "a mail with one of 'user' and 'password'; expected both or none");
            }
        }
    }

    static final class CapForm {
        static final String FOLDER = "folder:";
        static final String TOPIC = "topic";
        static final String RESTRICTED = "Restricted";
        static final String PRIVATE = "Private";
        static final Key<Setting> TO = required(
                "to",
                new Secret(
                        "folder:/PATH, topic, a web address as https://cad.example/cap, or " + Secret.NAMED,
                        text -> text.equals(TOPIC) || text.startsWith(FOLDER + "/") || isUrl(text)));
        static final Key<String> SENDER = required("sender", Formats.CAP_SENDER);
        static final Key<String> SCOPE = optional(
                "scope", new Choice<>("scope", Map.of("Public", "Public", RESTRICTED, RESTRICTED, PRIVATE, PRIVATE)));
        static final Key<String> RESTRICTION = optional("restriction", Formats.NAME);
        static final Key<List<Located<String>>> ADDRESSES =
                optional("addresses", new ListOf<>(Formats.NAME, "addresses", 1, ADDRESSES_MAX, true));
        static final Shape SHAPE = Shape.of("a CAP feed", TO, SENDER, SCOPE, RESTRICTION, ADDRESSES)
                .where(CapForm::check);

        private CapForm() {}

        private static void check(Section cap, Faults faults) {
            safe(cap, TO, faults);
            String scope = cap.get(SCOPE, RESTRICTED);
            if (cap.isSound(SCOPE, RESTRICTION, ADDRESSES)) {
                needed(cap, scope, RESTRICTED, RESTRICTION, faults);
                needed(cap, scope, PRIVATE, ADDRESSES, faults);
            }
        }

        private static void needed(Section cap, String scope, String wanting, Key<?> key, Faults faults) {
            if (scope.equals(wanting) && !cap.has(key)) {
                faults.error(cap.at(), "a CAP feed of scope " + scope + " without '" + key.name() + "'");
            } else if (!scope.equals(wanting) && cap.has(key)) {
                faults.error(cap.at(key), "'" + key.name() + "' is for scope " + wanting + ", and this is " + scope);
            }
        }
    }

    static final Key<String> ID = required("id", Formats.ID);
    static final Key<String> AGENCY = optional("agency", Formats.ID);
    static final Key<Boolean> WATCHDOG = optional("watchdog", new Truth());
    static final Key<Duration> GIVE_UP = optional("give-up", Formats.duration("1m", "24h"));

    static final Key<Section> LOG = optional("log", Shape.of("a log"));
    static final Key<Section> KAFKA = optional("kafka", Shape.of("a topic of its own"));
    static final Key<Section> WEBHOOK = optional("webhook", WebhookForm.SHAPE);
    static final Key<Section> ALERTMANAGER = optional("alertmanager", AlertmanagerForm.SHAPE);
    static final Key<Section> PAGERDUTY = optional("pagerduty", PagerDutyForm.SHAPE);
    static final Key<Section> CHAT = optional("chat", ChatForm.SHAPE);
    static final Key<Section> MAIL = optional("mail", MailForm.SHAPE);
    static final Key<Section> CAP = optional("cap", CapForm.SHAPE);

    /** One of them is the address. */
    static final List<Key<Section>> ADDRESSES = List.of(LOG, KAFKA, WEBHOOK, ALERTMANAGER, PAGERDUTY, CHAT, MAIL, CAP);

    /** Those that may have a notice each minute. */
    private static final List<Key<Section>> WATCHABLE = List.of(LOG, KAFKA, WEBHOOK, ALERTMANAGER);

    static final Shape SHAPE = Shape.of(
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
            .where(RecipientForm::check);

    private RecipientForm() {}

    private static void check(Section recipient, Faults faults) {
        List<Key<Section>> given = ADDRESSES.stream().filter(recipient::has).toList();
        String names = Faults.list(ADDRESSES.stream().map(Key::name).toList());
        if (given.isEmpty() && recipient.isSound(ADDRESSES.toArray(Key[]::new))) {
            faults.error(recipient.at(), "a recipient without an address; expected one of: " + names);
        } else if (given.size() > 1) {
            faults.error(
                    recipient.at(given.get(1)),
                    "a second address of one recipient, '" + given.get(1).name() + "' beside '"
                            + given.get(0).name() + "'; expected one: give it a recipient of its own");
        } else if (given.size() == 1 && recipient.get(WATCHDOG, false) && !WATCHABLE.contains(given.get(0))) {
            faults.error(
                    recipient.at(WATCHDOG),
                    "a watchdog by '" + given.get(0).name() + "', a notice each minute; expected one of: "
                            + Faults.list(WATCHABLE.stream().map(Key::name).toList()));
        }
    }

    private static boolean isUrl(String text) {
        return WebAddress.of(text).isPresent();
    }

    private static void safe(Section owner, Key<Setting> key, Faults faults) {
        owner.find(key)
                .flatMap(url -> WebAddress.of(url.text()))
                .filter(url -> !url.isSafe())
                .ifPresent(url ->
                        faults.error(owner.at(key), "http to '" + url.host() + "', in the clear; expected https"));
    }
}
