package org.postwatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpTlsTest {
    @TempDir
    Path directory;

    private Path certificate;
    private Path key;
    private PemPair first;
    private Optional<HttpServer> server = Optional.empty();

    @BeforeEach
    void write() throws Exception {
        certificate = directory.resolve("front.pem");
        key = directory.resolve("front-key.pem");
        first = PemPair.create(directory, "first", "EC");
        first.writeCertificate(certificate);
        first.writeKey(key);
    }

    @AfterEach
    void stop() {
        server.ifPresent(HttpServer::close);
    }

    private HttpServer start(Optional<Path> clientCa) {
        HttpHandler whoAmI = request -> CompletableFuture.completedStage(HttpResponse.text(
                200,
                request.clientCertificate()
                        .map(own -> own.getSubjectX500Principal().getName())
                        .orElse("nobody")));
        server = Optional.of(HttpServer.start(
                new HttpAddress(
                        "front",
                        "127.0.0.1",
                        0,
                        Optional.of(new TlsFiles(certificate, key, clientCa)),
                        TrustedProxies.NONE),
                HttpLimits.FRONT,
                List.of(HttpRoute.get("/", whoAmI))));
        return server.get();
    }

    private static java.net.http.HttpResponse<String> get(HttpServer server, PemPair trusted, Optional<PemPair> own)
            throws Exception {
        return HttpClient.newBuilder()
                .sslContext(trusted.clientContext(own))
                .build()
                .send(
                        java.net.http.HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/"))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void tls_negotiates_http_2() throws Exception {
        var response = get(start(Optional.empty()), first, Optional.empty());

        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.body()).isEqualTo("nobody\n");
    }

    @Test
    void a_certificate_is_replaced_while_the_server_runs() throws Exception {
        HttpServer running = start(Optional.empty());
        PemPair second = PemPair.create(directory, "second", "RSA");
        second.writeCertificate(certificate);
        // The pair is incomplete: the first one stays in use.
        assertThat(get(running, first, Optional.empty()).statusCode()).isEqualTo(200);

        second.writeKey(key);

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!served(running).equals(second.certificate())) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertThat(get(running, second, Optional.empty()).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> get(running, first, Optional.empty())).isInstanceOf(IOException.class);
    }

    private X509Certificate served(HttpServer running) throws Exception {
        for (PemPair pair : List.of(first, new PemPair(load("second.p12")))) {
            try {
                return (X509Certificate) get(running, pair, Optional.empty())
                        .sslSession()
                        .orElseThrow()
                        .getPeerCertificates()[0];
            } catch (IOException e) {
                // Not this one.
            }
        }
        throw new AssertionError("neither certificate is served");
    }

    private KeyStore load(String name) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(directory.resolve(name))) {
            keys.load(in, PemPair.PASSWORD.toCharArray());
        }
        return keys;
    }

    @Test
    void a_client_may_present_a_certificate_of_the_authorities() throws Exception {
        PemPair vendor = PemPair.create(directory, "vendor", "EC");
        Path authorities = directory.resolve("ca.pem");
        vendor.writeCertificate(authorities);
        HttpServer running = start(Optional.of(authorities));

        assertThat(get(running, first, Optional.of(vendor)).body()).isEqualTo("CN=vendor\n");
        assertThat(get(running, first, Optional.empty()).body()).isEqualTo("nobody\n");
    }

    @Test
    void files_that_cannot_be_used_are_named() throws Exception {
        PemPair.create(directory, "other", "EC").writeKey(key);
        assertThatThrownBy(() -> start(Optional.empty()))
                .isInstanceOf(HttpServerException.class)
                .hasMessage(key + " is not the key of the first certificate in " + certificate);
        Files.writeString(key, "-----BEGIN EC PRIVATE KEY-----\n");
        assertThatThrownBy(() -> start(Optional.empty())).hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
        Files.writeString(certificate, "");
        assertThatThrownBy(() -> start(Optional.empty()))
                .hasMessageContaining(certificate + " contains no certificate");
        Files.delete(certificate);
        assertThatThrownBy(() -> start(Optional.empty())).hasMessageContaining("cannot read " + certificate);
    }
}
