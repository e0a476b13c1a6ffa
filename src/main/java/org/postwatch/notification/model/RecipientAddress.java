package org.postwatch.notification.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where notices go, one record a kind of integration. Whatever may be a secret is a {@link ConfigValue}. */
public sealed interface RecipientAddress {
    /** Lower case, as in documents: {@code webhook}. */
    String type();

    /** Every text in it that may name a domain: bars are checked against them. References are checked where they are resolved. */
    List<ConfigValue> configValues();

    /** Every text in it that may refer to a secret. */
    List<ConfigValue> settings();

    /**
     * Where its notices arrive, each place in one form whatever its spelling. Two recipients that share a place receive each other's
     * notices. Empty where every recipient has its own place.
     */
    Set<String> destinations();

    /** Whether it calls a person away from what they do: nothing that is over goes there. */
    default boolean isPager() {
        return false;
    }

    /**
     * Whether {@link Notice.NoticeStage#UPDATED} is sent there: only where it calls nobody and replaces what could be read before.
     */
    boolean acceptsUpdates();

    /** The log of the instance that delivers. */
    record Log() implements RecipientAddress {
        @Override
        public String type() {
            return "log";
        }

        @Override
        public List<ConfigValue> configValues() {
            return List.of();
        }

        @Override
        public List<ConfigValue> settings() {
            return List.of();
        }

        @Override
        public Set<String> destinations() {
            return Set.of();
        }

        @Override
        public boolean acceptsUpdates() {
            return true;
        }
    }

    /** A topic of the recipient's own, {@code postwatch.recipient.<district>.<recipient>}. */
    record KafkaTopic() implements RecipientAddress {
        @Override
        public String type() {
            return "kafka";
        }

        @Override
        public List<ConfigValue> configValues() {
            return List.of();
        }

        @Override
        public List<ConfigValue> settings() {
            return List.of();
        }

        @Override
        public Set<String> destinations() {
            return Set.of();
        }

        @Override
        public boolean acceptsUpdates() {
            return true;
        }
    }

    /**
     * Standard Webhooks.
     *
     * @param secrets one, or two while rotating; references
     */
    record Webhook(ConfigValue url, List<ConfigValue> secrets) implements RecipientAddress {
        public Webhook {
            secrets = List.copyOf(secrets);
        }

        @Override
        public String type() {
            return "webhook";
        }

        @Override
        public List<ConfigValue> configValues() {
            return List.of(url);
        }

        @Override
        public List<ConfigValue> settings() {
            List<ConfigValue> settings = new ArrayList<>(secrets);
            settings.add(url);
            return settings;
        }

        @Override
        public Set<String> destinations() {
            return Set.of(url.normalized());
        }

        @Override
        public boolean acceptsUpdates() {
            return true;
        }
    }

    /**
     * {@code POST /api/v2/alerts} below this URL.
     *
     * @param user with a password, for HTTP's Basic scheme (RFC 7617)
     * @param token for HTTP's Bearer scheme (RFC 6750); not both
     */
    record Alertmanager(
            ConfigValue url, Optional<ConfigValue> user, Optional<ConfigValue> password, Optional<ConfigValue> token)
            implements RecipientAddress {
        /** One that asks for no login. */
        public Alertmanager(ConfigValue url) {
            this(url, Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public String type() {
            return "alertmanager";
        }

        @Override
        public List<ConfigValue> configValues() {
            return List.of(url);
        }

        @Override
        public List<ConfigValue> settings() {
            return Stream.of(Optional.of(url), user, password, token)
                    .flatMap(Optional::stream)
                    .toList();
        }

        @Override
        public Set<String> destinations() {
            String place = url.normalized();
            return Set.of(url.isSecretReference() ? place : place + "/api/v2/alerts");
        }

        @Override
        public boolean acceptsUpdates() {
            return true;
        }

        @Override
        public boolean isPager() {
            return true;
        }
    }

    /** Events API v2. */
    record PagerDuty(ConfigValue url, ConfigValue routingKey) implements RecipientAddress {
        @Override
        public String type() {
            return "pagerduty";
        }

        @Override
        public List<ConfigValue> configValues() {
            return List.of(url);
        }

        @Override
        public List<ConfigValue> settings() {
            return List.of(url, routingKey);
        }

        /** The key names the service that is called, whichever of the vendor's addresses takes it. */
        @Override
        public Set<String> destinations() {
            return Set.of(routingKey.normalized());
        }

        @Override
        public boolean acceptsUpdates() {
            return false;
        }

        @Override
        public boolean isPager() {
            return true;
        }
    }

    /** An incoming webhook as Slack and Mattermost take it. */
    record Chat(ConfigValue url) implements RecipientAddress {
        @Override
        public String type() {
            return "chat";
        }

        @Override
        public List<ConfigValue> configValues() {
            return List.of(url);
        }

        @Override
        public List<ConfigValue> settings() {
            return List.of(url);
        }

        @Override
        public Set<String> destinations() {
            return Set.of(url.normalized());
        }

        @Override
        public boolean acceptsUpdates() {
            return false;
        }
    }

    /** How a mail server is spoken to. */
    enum MailSecurity {
        /** TLS from the first byte. */
        TLS("tls"),
        /** STARTTLS, and nothing without it. */
        STARTTLS("starttls"),
        /** Loopback only. */
        NONE("none");

        private final String wireName;

        MailSecurity(String wireName) {
            this.wireName = wireName;
        }

        /** Lower case, as in documents: {@code starttls}. */
        public String wireName() {
            return wireName;
        }

        /** @throws IllegalArgumentException when no security has that wire name */
        public static MailSecurity of(String wireName) {
            return Stream.of(values())
                    .filter(security -> security.wireName.equals(wireName))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no security is named '" + wireName + "'"));
        }
    }

    record Mail(
            String host,
            int port,
            MailSecurity security,
            Optional<ConfigValue> user,
            Optional<ConfigValue> password,
            String from,
            List<String> to)
            implements RecipientAddress {
        public Mail {
            to = List.copyOf(to);
        }

        @Override
        public String type() {
            return "mail";
        }

        @Override
        public List<ConfigValue> configValues() {
            List<ConfigValue> texts = new ArrayList<>(List.of(new ConfigValue(host), new ConfigValue(from)));
            to.forEach(mailbox -> texts.add(new ConfigValue(mailbox)));
            user.ifPresent(texts::add);
            return texts;
        }

        @Override
        public List<ConfigValue> settings() {
            return Stream.of(user, password).flatMap(Optional::stream).toList();
        }

        @Override
        public Set<String> destinations() {
            return to.stream().map(Mail::mailbox).collect(Collectors.toSet());
        }

        /** In lower case, without a dot at the end of the domain and without a detail after {@code +} (RFC 5233). */
        private static String mailbox(String address) {
            String lower = address.toLowerCase(Locale.ROOT);
            int at = lower.lastIndexOf('@');
            int plus = lower.indexOf('+');
            String local = lower.substring(0, plus > 0 && plus < at ? plus : at);
            return local + lower.substring(at).replaceFirst("\\.$", "");
        }

        @Override
        public boolean acceptsUpdates() {
            return false;
        }
    }

    /**
     * CAP 1.2.
     *
     * @param to {@code folder:PATH}, an HTTP endpoint's URL (or a reference to one) or {@code topic}: the recipient's own
     * @param sender as CAP wants it: globally unique, without spaces, commas, {@code <} and {@code &}
     * @param scope {@code Public}, {@code Restricted} or {@code Private}
     */
    record Cap(ConfigValue to, String sender, String scope, Optional<String> restriction, List<String> addresses)
            implements RecipientAddress {
        private static final String TOPIC = "topic";

        public Cap {
            addresses = List.copyOf(addresses);
        }

        @Override
        public String type() {
            return "cap";
        }

        @Override
        public List<ConfigValue> configValues() {
            List<ConfigValue> texts = new ArrayList<>(List.of(to, new ConfigValue(sender)));
            addresses.forEach(addressee -> texts.add(new ConfigValue(addressee)));
            return texts;
        }

        @Override
        public List<ConfigValue> settings() {
            return List.of(to);
        }

        @Override
        public Set<String> destinations() {
            return to.text().equals(TOPIC) ? Set.of() : Set.of(to.normalized());
        }

        @Override
        public boolean acceptsUpdates() {
            return false;
        }
    }
}
