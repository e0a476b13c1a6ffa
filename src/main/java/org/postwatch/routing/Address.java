package org.postwatch.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where notices go, one record a kind of integration. Whatever may be a secret is a {@link Setting}. */
public sealed interface Address {
    /** Lower case, as in documents: {@code webhook}. */
    String type();

    /** Every text in it that may name a domain: bars are checked against them. References are checked where they are resolved. */
    List<Setting> texts();

    /** Every text in it that may refer to a secret. */
    List<Setting> settings();

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
     * Whether {@link Notice.Stage#UPDATED} is sent there: only where it calls nobody and replaces what could be read before.
     */
    boolean takesUpdates();

    /** The log of the instance that delivers. */
    record Log() implements Address {
        @Override
        public String type() {
            return "log";
        }

        @Override
        public List<Setting> texts() {
            return List.of();
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public Set<String> destinations() {
            return Set.of();
        }

        @Override
        public boolean takesUpdates() {
            return true;
        }
    }

    /** A topic of the recipient's own, {@code postwatch.recipient.<district>.<recipient>}. */
    record Kafka() implements Address {
        @Override
        public String type() {
            return "kafka";
        }

        @Override
        public List<Setting> texts() {
            return List.of();
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public Set<String> destinations() {
            return Set.of();
        }

        @Override
        public boolean takesUpdates() {
            return true;
        }
    }

    /**
     * Standard Webhooks.
     *
     * @param secrets one, or two while rotating; references
     */
    record Webhook(Setting url, List<Setting> secrets) implements Address {
        public Webhook {
            secrets = List.copyOf(secrets);
        }

        @Override
        public String type() {
            return "webhook";
        }

        @Override
        public List<Setting> texts() {
            return List.of(url);
        }

        @Override
        public List<Setting> settings() {
            List<Setting> settings = new ArrayList<>(secrets);
            settings.add(url);
            return settings;
        }

        @Override
        public Set<String> destinations() {
            return Set.of(url.place());
        }

        @Override
        public boolean takesUpdates() {
            return true;
        }
    }

    /**
     * {@code POST /api/v2/alerts} below this URL.
     *
     * @param user with a password, for HTTP's Basic scheme (RFC 7617)
     * @param token for HTTP's Bearer scheme (RFC 6750); not both
     */
    record Alertmanager(Setting url, Optional<Setting> user, Optional<Setting> password, Optional<Setting> token)
            implements Address {
        /** One that asks for no login. */
        public Alertmanager(Setting url) {
            this(url, Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public String type() {
            return "alertmanager";
        }

        @Override
        public List<Setting> texts() {
            return List.of(url);
        }

        @Override
        public List<Setting> settings() {
            return Stream.of(Optional.of(url), user, password, token)
                    .flatMap(Optional::stream)
                    .toList();
        }

        @Override
        public Set<String> destinations() {
            String place = url.place();
            return Set.of(url.isReference() ? place : place + "/api/v2/alerts");
        }

        @Override
        public boolean takesUpdates() {
            return true;
        }

        @Override
        public boolean isPager() {
            return true;
        }
    }

    /** Events API v2. */
    record PagerDuty(Setting url, Setting routingKey) implements Address {
        @Override
        public String type() {
            return "pagerduty";
        }

        @Override
        public List<Setting> texts() {
            return List.of(url);
        }

        @Override
        public List<Setting> settings() {
            return List.of(url, routingKey);
        }

        /** The key names the service that is called, whichever of the vendor's addresses takes it. */
        @Override
        public Set<String> destinations() {
            return Set.of(routingKey.place());
        }

        @Override
        public boolean takesUpdates() {
            return false;
        }

        @Override
        public boolean isPager() {
            return true;
        }
    }

    /** An incoming webhook as Slack and Mattermost take it. */
    record Chat(Setting url) implements Address {
        @Override
        public String type() {
            return "chat";
        }

        @Override
        public List<Setting> texts() {
            return List.of(url);
        }

        @Override
        public List<Setting> settings() {
            return List.of(url);
        }

        @Override
        public Set<String> destinations() {
            return Set.of(url.place());
        }

        @Override
        public boolean takesUpdates() {
            return false;
        }
    }

    /** How a mail server is spoken to. */
    enum Security {
        /** TLS from the first byte. */
        TLS("tls"),
        /** STARTTLS, and nothing without it. */
        STARTTLS("starttls"),
        /** Loopback only. */
        NONE("none");

        private final String wireName;

        Security(String wireName) {
            this.wireName = wireName;
        }

        /** Lower case, as in documents: {@code starttls}. */
        public String wireName() {
            return wireName;
        }

        /** @throws IllegalArgumentException when no security has that wire name */
        public static Security of(String wireName) {
            return Stream.of(values())
                    .filter(security -> security.wireName.equals(wireName))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no security is named '" + wireName + "'"));
        }
    }

    record Mail(
            String host,
            int port,
            Security security,
            Optional<Setting> user,
            Optional<Setting> password,
            String from,
            List<String> to)
            implements Address {
        public Mail {
            to = List.copyOf(to);
        }

        @Override
        public String type() {
            return "mail";
        }

        @Override
        public List<Setting> texts() {
            List<Setting> texts = new ArrayList<>(List.of(new Setting(host), new Setting(from)));
            to.forEach(mailbox -> texts.add(new Setting(mailbox)));
            user.ifPresent(texts::add);
            return texts;
        }

        @Override
        public List<Setting> settings() {
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
        public boolean takesUpdates() {
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
    record Cap(Setting to, String sender, String scope, Optional<String> restriction, List<String> addresses)
            implements Address {
        private static final String TOPIC = "topic";

        public Cap {
            addresses = List.copyOf(addresses);
        }

        @Override
        public String type() {
            return "cap";
        }

        @Override
        public List<Setting> texts() {
            List<Setting> texts = new ArrayList<>(List.of(to, new Setting(sender)));
            addresses.forEach(addressee -> texts.add(new Setting(addressee)));
            return texts;
        }

        @Override
        public List<Setting> settings() {
            return List.of(to);
        }

        @Override
        public Set<String> destinations() {
            return to.text().equals(TOPIC) ? Set.of() : Set.of(to.place());
        }

        @Override
        public boolean takesUpdates() {
            return false;
        }
    }
}
