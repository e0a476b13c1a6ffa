package org.postwatch.app.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.Reader;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker as a cluster of the real world is: TLS, logins by SCRAM, an authorizer that refuses what nobody has granted. Its
 * administrator comes by a listener of its own.
 */
public final class SecuredBroker implements AutoCloseable {
    public static final String KEYSTORE_PASSWORD = "k3ystore-s3cret";

    private final EmbeddedBroker broker;
    private final int port;
    private final int adminPort;
    private final Path certificate;

    private SecuredBroker(EmbeddedBroker broker, int port, int administrators, Path certificate) {
        this.broker = broker;
        this.port = port;
        this.adminPort = administrators;
        this.certificate = certificate;
    }

    public static SecuredBroker start(Path directory) throws Exception {
        Path keystore = directory.resolve("broker.p12");
        Path certificate = directory.resolve("ca.pem");
        selfSigned(keystore, certificate);
        int[] ports = freePorts(3);
        // As the shipped example says, but for what lies elsewhere here.
        Properties example = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("config/broker-security.properties.example"))) {
            example.load(in);
        }
        Map<String, String> settings = new HashMap<>();
        example.stringPropertyNames().forEach(name -> settings.put(name, example.getProperty(name)));
        settings.put(
                "listeners",
                "CLIENT://127.0.0.1:%d,ADMINS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(ports[0], ports[1], ports[2]));
        settings.put(
                "advertised.listeners", "CLIENT://localhost:%d,ADMINS://127.0.0.1:%d".formatted(ports[0], ports[1]));
        settings.put("listener.security.protocol.map", "CLIENT:SASL_SSL,ADMINS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "ADMINS");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + ports[2]);
        settings.put("super.users", "User:ANONYMOUS");
        settings.put("ssl.truststore.location", certificate.toString());
        settings.put("ssl.keystore.location", keystore.toString());
        settings.put("ssl.keystore.password", KEYSTORE_PASSWORD);
        settings.put("ssl.key.password", KEYSTORE_PASSWORD);
        return new SecuredBroker(
                EmbeddedBroker.start(directory.resolve("broker"), ports[0], settings, fault -> {}),
                ports[0],
                ports[1],
                certificate);
    }

    private static void selfSigned(Path keystore, Path certificate) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore.toString(),
                        "-storepass",
                        KEYSTORE_PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            made.load(in, KEYSTORE_PASSWORD.toCharArray());
        }
        Files.writeString(
                certificate,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(made.getCertificate("broker").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    /** All open at once, so that they differ. */
    private static int[] freePorts(int count) throws Exception {
        ServerSocket[] sockets = new ServerSocket[count];
        try {
            for (int i = 0; i < count; i++) {
                sockets[i] = new ServerSocket(0);
                sockets[i].setReuseAddress(true);
            }
            return Arrays.stream(sockets).mapToInt(ServerSocket::getLocalPort).toArray();
        } finally {
            for (ServerSocket socket : sockets) {
                if (socket != null) {
                    socket.close();
                }
            }
        }
    }

    /** Makes logins, by name and password. */
    public void createUsers(Map<String, String> passwords) throws Exception {
        try (Admin admin = Admin.create(adminSettings())) {
            List<UserScramCredentialAlteration> logins = passwords.entrySet().stream()
                    .<UserScramCredentialAlteration>map(login -> new UserScramCredentialUpsertion(
                            login.getKey(),
                            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                            login.getValue()))
                    .toList();
            admin.alterUserScramCredentials(logins).all().get(30, TimeUnit.SECONDS);
        }
    }

    /** Settings of clients that may do everything. */
    public Map<String, Object> adminSettings() {
        return Map.of("bootstrap.servers", adminBootstrapServers());
    }

    public String adminBootstrapServers() {
        return "127.0.0.1:" + adminPort;
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** The broker's own, as PEM. */
    public Path certificate() {
        return certificate;
    }

    @Override
    public void close() {
        broker.close();
    }
}
