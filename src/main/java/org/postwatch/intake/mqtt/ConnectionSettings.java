package org.postwatch.intake.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.TrustManagerFactory;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.connection.PemAuthorities;
import org.postwatch.network.HostResolver;
import org.postwatch.secrets.SecretResolver;

/**
 * How to connect, with every name resolved and checked.
 *
 * @param broker as in documents
 * @param address the one that was checked, with the name of the host
 * @param trust whom to trust instead of the authorities of the JVM
 * @param availabilityTopic the topic that shows whether the source is connected
 */
record ConnectionSettings(
        String clientId,
        String broker,
        InetSocketAddress address,
        boolean usesTls,
        Optional<TrustManagerFactory> trust,
        Optional<BrokerLogin> login,
        String availabilityTopic) {
    static final byte[] ONLINE = "online".getBytes(StandardCharsets.US_ASCII);
    static final byte[] OFFLINE = "offline".getBytes(StandardCharsets.US_ASCII);

    /** A broker that is gone without a word is noticed after one and a half of it. */
    static final int KEEP_ALIVE_SECONDS = 20;

    private static final long MAX_CONNECT_SECONDS = 10;

    /** Its text form has no password. */
    record BrokerLogin(String user, byte[] password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * The settings of a source. Secrets are read and names resolved now, which blocks: both may have changed.
     *
     * @throws ConnectionProblemException when the broker may not be called, or a setting is not valid
     * @throws org.postwatch.secrets.MissingSecretException when this instance lacks a secret
     */
    static ConnectionSettings of(
            String clientId,
            MqttTransport transport,
            String district,
            String availabilityTopic,
            SecretResolver secrets,
            HostResolver resolver) {
        BrokerAddress broker = BrokerAddress.parse(transport.broker());
        UnaryOperator<String> secret = name -> secrets.resolve(district, name);
        return new ConnectionSettings(
                clientId,
                transport.broker(),
                broker.resolve(resolver),
                broker.usesTls(),
                transport.caSecret().map(ca -> PemAuthorities.trust(secret.apply(ca), "the secret '" + ca + "'")),
                transport
                        .user()
                        .map(user -> new BrokerLogin(
                                user,
                                transport
                                        .passwordSecret()
                                        .map(secret)
                                        .orElse("")
                                        .getBytes(StandardCharsets.UTF_8))),
                availabilityTopic);
    }

    /** Whether a connection of the one transport is also one of the other: topics do not count. */
    static boolean isSameConnection(MqttTransport one, MqttTransport other) {
        return one.broker().equals(other.broker())
                && one.user().equals(other.user())
                && one.passwordSecret().equals(other.passwordSecret())
                && one.caSecret().equals(other.caSecret());
    }

    MqttClientBuilder client(MqttClientDisconnectedListener listener) {
        return MqttClient.builder()
                .identifier(clientId)
                .transportConfig(transport())
                .addDisconnectedListener(listener);
    }

    private MqttClientTransportConfig transport() {
        MqttClientTransportConfigBuilder transport = MqttClientTransportConfig.builder()
                .serverAddress(address)
                .socketConnectTimeout(MAX_CONNECT_SECONDS, TimeUnit.SECONDS)
                .mqttConnectTimeout(MAX_CONNECT_SECONDS, TimeUnit.SECONDS);
        return usesTls
                ? transport
                        .sslConfig(MqttClientSslConfig.builder()
                                .trustManagerFactory(trust.orElse(null))
                                .handshakeTimeout(MAX_CONNECT_SECONDS, TimeUnit.SECONDS)
                                .build())
                        .build()
                : transport.build();
    }
}
