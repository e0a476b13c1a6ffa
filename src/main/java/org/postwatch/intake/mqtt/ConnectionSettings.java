package org.postwatch.intake.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;

/**
 * How to connect, with every name resolved and checked.
 *
 * @param address the one that was checked, with the name of the host
 * @param trust whom to trust instead of the authorities of the JVM
 * @param availabilityTopic the topic that shows whether the source is connected
 */
record ConnectionSettings(
        String clientId,
        InetSocketAddress address,
        boolean usesTls,
        Optional<TrustManagerFactory> trust,
        Optional<BrokerLogin> login,
        String availabilityTopic) {
    static final byte[] ONLINE = "online".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    static final byte[] OFFLINE = "offline".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

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
