package org.postwatch.routing;

import java.util.List;
import java.util.Optional;

/** Where notices go, one record a kind of integration. Whatever may be a secret is a {@link Setting}. */
public sealed interface Address {
    /** Lower case, as in documents: {@code webhook}. */
    String type();

    /** Whether it calls a person away from what they do: nothing that is over goes there. */
    default boolean isPager() {
        return false;
    }

    /** The log of the instance that delivers. */
    record Log() implements Address {
        @Override
        public String type() {
            return "log";
        }
    }

    /** A topic of the recipient's own, {@code postwatch.recipient.<district>.<recipient>}. */
    record Kafka() implements Address {
        @Override
        public String type() {
            return "kafka";
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
    }

    /** {@code POST /api/v2/alerts} below this URL. */
    record Alertmanager(Setting url) implements Address {
        @Override
        public String type() {
            return "alertmanager";
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
    }

    /** How a mail server is spoken to. */
    enum Security {
        /** TLS from the first byte. */
        TLS,
        /** STARTTLS, and nothing without it. */
        STARTTLS,
        /** Loopback only. */
        NONE
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
        public Cap {
            addresses = List.copyOf(addresses);
        }

        @Override
        public String type() {
            return "cap";
        }
    }
}
