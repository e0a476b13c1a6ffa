package org.postwatch.intake;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.roster.RosterSource;

/** How the messages of one source arrive, with its settings. Secrets are named here, never held. */
public sealed interface SourceTransport {
    Transport kind();

    /** The secrets of the connection itself. */
    List<String> secretNames();

    /** The vendor calls {@code /v1/hooks/DISTRICT/NAME}. */
    record WebhookTransport() implements SourceTransport {
        @Override
        public Transport kind() {
            return Transport.WEBHOOK;
        }

        @Override
        public List<String> secretNames() {
            return List.of();
        }
    }

    /**
     * Postwatch subscribes to topics of a broker.
     *
     * @param broker as {@code mqtts://mqtt.example:8883}
     * @param passwordSecret the name of the secret that is the password of {@code user}
     * @param topics MQTT topic filters; empty means those of the profile
     * @param caSecret the name of the secret that has the certificate authorities of the broker in PEM; empty means those of the
     *     JVM
     */
    record MqttTransport(
            String broker,
            Optional<String> user,
            Optional<String> passwordSecret,
            List<String> topics,
            Optional<String> caSecret)
            implements SourceTransport {
        /** A broker with a certificate of a public authority. */
        public MqttTransport(
                String broker, Optional<String> user, Optional<String> passwordSecret, List<String> topics) {
            this(broker, user, passwordSecret, topics, Optional.empty());
        }

        public MqttTransport {
            Objects.requireNonNull(caSecret);
            Objects.requireNonNull(broker);
            Objects.requireNonNull(user);
            Objects.requireNonNull(passwordSecret);
            topics = List.copyOf(topics);
        }

        @Override
        public Transport kind() {
            return Transport.MQTT;
        }

        @Override
        public List<String> secretNames() {
            return Stream.of(passwordSecret, caSecret).flatMap(Optional::stream).toList();
        }
    }

    /**
     * Postwatch asks an address again and again.
     *
     * @param address as {@code https://door.example/status}
     * @param every the wait between two requests, where the vendor does not hold back its answer
     * @param passwordSecret the name of the secret that is the password of {@code user}
     * @param caSecret the name of the secret that has the certificate authorities of the address in PEM; empty means those of the
     *     JVM
     * @param heartbeat whether an answer is a heartbeat of the feed
     */
    record PollTransport(
            String address,
            Duration every,
            Optional<String> user,
            Optional<String> passwordSecret,
            Optional<String> caSecret,
            boolean heartbeat)
            implements SourceTransport {
        /** An address with a certificate of a public authority, and no login. */
        public PollTransport(String address, Duration every) {
            this(address, every, Optional.empty(), Optional.empty(), Optional.empty(), false);
        }

        public PollTransport {
            Objects.requireNonNull(address);
            Objects.requireNonNull(every);
            Objects.requireNonNull(user);
            Objects.requireNonNull(passwordSecret);
            Objects.requireNonNull(caSecret);
        }

        @Override
        public List<String> secretNames() {
            return Stream.of(passwordSecret, caSecret).flatMap(Optional::stream).toList();
        }

        @Override
        public Transport kind() {
            return Transport.POLL;
        }
    }

    /** Postwatch reads a roster again and again. */
    record RosterTransport(RosterSource roster) implements SourceTransport {
        public RosterTransport {
            Objects.requireNonNull(roster);
        }

        @Override
        public List<String> secretNames() {
            return roster.addressSecret().stream().toList();
        }

        @Override
        public Transport kind() {
            return Transport.ROSTER;
        }
    }
}
