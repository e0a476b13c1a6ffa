package org.postwatch.delivery.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.delivery.FakeHttpServer;
import org.postwatch.delivery.FakeHttpServer.FakeResponse;
import org.postwatch.delivery.PermanentFailures;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.network.HostResolver;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.notification.model.ConfigValue;

class HttpSenderTest {
    private static final Instant NOW = Instant.parse("2026-09-14T18:00:00Z");
    private static final String SECRET = "s3cr3t-part-of-it";

    private final FakeHttpServer side = new FakeHttpServer();
    private final HttpSender web = new HttpSender(
            Clock.fixed(NOW, ZoneOffset.UTC),
            Duration.ofSeconds(2),
            HostResolver.SYSTEM.restrictedBy(SampleRecipients.loopbackPolicy()));

    @AfterEach
    void stop() {
        side.close();
    }

    @ParameterizedTest
    @CsvSource({
        "200, Delivered", "202, Delivered", "204, Delivered", "301, TemporaryFailure", "302, TemporaryFailure",
                "307, TemporaryFailure", "400, TemporaryFailure", "401, TemporaryFailure",
        "403, TemporaryFailure", "404, TemporaryFailure", "408, TemporaryFailure", "410, PermanentFailure",
                "413, PermanentFailure", "422, TemporaryFailure", "425, TemporaryFailure", "429, TemporaryFailure",
        "500, TemporaryFailure", "502, TemporaryFailure", "503, TemporaryFailure", "504, TemporaryFailure"
    })
    void every_answer_has_one_meaning(int status, String meaning) throws Exception {
        side.respondWith(words -> new FakeResponse(status, Map.of("Location", side.url("/elsewhere")), ""));

        AttemptResult answer = post();

        assertThat(answer.getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(answer.toString()).contains(Integer.toString(status));
        assertThat(side.requests()).as("no redirect is followed").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ',',
            value = {"401,false", "404,false", "408,true", "409,true", "503,false", "500,true", "302,true"})
    void who_says_no_has_not_taken_it(int status, boolean perhaps) throws Exception {
        side.respondWith(status);
        assertThat(((AttemptResult.TemporaryFailure) post()).mayHaveBeenDelivered())
                .isEqualTo(perhaps);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120|120",
                "0|0",
                "0000000000090|90",
                "999999999999999999999|86400",
                "Mon, 14 Sep 2026 18:01:30 GMT|90",
                "Mon, 14 Sep 2026 17:00:00 GMT|0",
                "Mon, 14 Sep 2026 18:00:60 GMT|60",
                "Fri, 31 Dec 9999 23:59:59 GMT|86400",
                "Monday, 14-Sep-26 18:01:30 GMT|90",
                "Tuesday, 14-Sep-76 18:00:00 GMT|86400",
                "Monday, 14-Sep-77 18:00:00 GMT|0",
                "Tuesday, 29-Feb-00 00:00:00 GMT|0",
                "Mon Sep 14 18:01:30 2026|90",
                "Tue Sep  1 18:01:30 2026|0"
            })
    void who_asks_for_time_is_heard(String header, long seconds) throws Exception {
        for (int status : new int[] {429, 503}) {
            side.respondWith(words -> new FakeResponse(status, Map.of("Retry-After", header), ""));
            AttemptResult.TemporaryFailure later = (AttemptResult.TemporaryFailure) post();
            assertThat(later.retryAfter()).contains(Duration.ofSeconds(seconds));
            assertThat(later.mayHaveBeenDelivered()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "-5",
                "Mon, 14 Sep",
                "",
                "Mon, 31 Feb 2026 18:00:00 GMT",
                "Mon, 14 Sep 2026 18:01:30 +0100",
                "Mon Sep 1 18:01:30 2026"
            })
    void what_is_no_time_is_nothing(String header) throws Exception {
        side.respondWith(words -> new FakeResponse(429, Map.of("Retry-After", header), ""));
        assertThat(((AttemptResult.TemporaryFailure) post()).retryAfter()).isEmpty();
    }

    @Test
    void one_that_does_not_answer_is_left_in_time() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        side.respondWith(words -> {
            await(over);
            return FakeResponse.of(200);
        });
        assertThat(post())
                .isEqualTo(new AttemptResult.TemporaryFailure("no answer within 2000 ms", Optional.empty(), true));
        over.countDown();
    }

    @Test
    void one_that_drips_is_left_in_time() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawHttpServer raw = new RawHttpServer(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            await(over);
        })) {
            assertThat(post(raw.url())).isInstanceOf(AttemptResult.TemporaryFailure.class);
            over.countDown();
        }
    }

    @Test
    void one_that_resets_the_connection_may_know() throws Exception {
        try (RawHttpServer raw = new RawHttpServer(out -> {})) {
            assertThat(post(raw.url()))
                    .isEqualTo(new AttemptResult.TemporaryFailure("the connection broke", Optional.empty(), true));
        }
    }

    @Test
    void one_that_is_not_there_does_not_know() throws Exception {
        side.close();
        assertThat(post()).isEqualTo(new AttemptResult.TemporaryFailure("cannot connect", Optional.empty(), false));
    }

    @ParameterizedTest
    @CsvSource({
        "400, true",
        "401, true",
        "403, true",
        "404, true",
        "422, true",
        "408, false",
        "409, false",
        "425, false",
        "429, false",
        "301, false",
        "500, false",
        "503, false"
    })
    void a_wrong_key_and_a_wrong_path_hardly_change_by_themselves(int status, boolean likelyPermanent) {
        assertThat(PermanentFailures.isLikelyPermanentHttp(status)).isEqualTo(likelyPermanent);
    }

    @Test
    void an_endless_answer_is_cut() throws Exception {
        try (RawHttpServer raw = new RawHttpServer(out -> {
            out.write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] much = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(much);
            }
        })) {
            assertThat(post(raw.url()))
                    .isEqualTo(new AttemptResult.TemporaryFailure(
                            "400 " + "x".repeat(200), Optional.empty(), false, true));
        }
    }

    @Test
    void what_is_secret_is_not_repeated() throws Exception {
        side.respondWith(
                words -> new FakeResponse(400, Map.of(), "no hook " + words.path() + " for key-123456\r\nX: y"));
        Map<String, String> secrets = Map.of("hook", side.url("/hooks/" + SECRET + "?token=" + SECRET + "9"));
        HttpEndpoint endpoint = HttpEndpoint.of(new ConfigValue("secret:hook"), secrets(secrets), List.of());

        AttemptResult answer = web.post(endpoint, Map.of(), new byte[0], List.of("key-123456"));

        assertThat(answer.toString()).contains("***").doesNotContain(SECRET, "key-123456", "\r", "\n");
        side.close();
        assertThat(web.post(endpoint, Map.of(), new byte[0], List.of()).toString())
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "https://ice.example/x,denied domain ice.example",
        "https://a.b.ICE.example./x,denied domain ice.example",
        "http://cad.example/x,must be https",
        "ftp://cad.example/x,must be https",
        "https://user:word@cad.example/,user",
        "not a url,no URL",
        "https:///nowhere,no host"
    })
    void an_address_that_may_not_be_is_refused_without_being_repeated(String url, String why) {
        HttpEndpoint fine = HttpEndpoint.of(
                new ConfigValue("https://notice.example/ice-example"), secrets(Map.of()), List.of("ice.example"));
        assertThat(fine.uri().getHost()).isEqualTo("notice.example");
        assertThatThrownBy(() -> HttpEndpoint.of(
                        new ConfigValue("secret:hook"),
                        secrets(Map.of("hook", url.replace("/x", "/" + SECRET))),
                        List.of("ice.example")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("secret:hook")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void an_address_that_may_not_be_called_is_not_called_and_the_notice_waits() throws Exception {
        AttemptResult.TemporaryFailure later = (AttemptResult.TemporaryFailure)
                post(side.url("/hook"), HostResolver.SYSTEM.restrictedBy(OutgoingPolicy.PUBLIC_ONLY));

        assertThat(later.reason())
                .startsWith("not called: 127.0.0.1: 127.0.0.1 is a loopback address, which may be called only when")
                .contains("'outgoing.allow' in the configuration of the instance");
        assertThat(later.mayHaveBeenDelivered()).isFalse();
        assertThat(side.requests()).isEmpty();
    }

    /** As a name server does it that belongs to who wrote the document: a public address to be checked, another to be called. */
    @Test
    void a_name_that_leads_elsewhere_the_second_time_is_never_called_there() throws Exception {
        List<InetAddress> answers = new ArrayList<>(List.of(address(203, 0, 112, 9), address(127, 0, 0, 1)));
        HostResolver rebinding = host -> List.of(answers.size() > 1 ? answers.remove(0) : answers.get(0));
        List<InetAddress> checked =
                rebinding.restrictedBy(OutgoingPolicy.PUBLIC_ONLY).resolve("cad.example");
        assertThat(checked).containsExactly(address(203, 0, 112, 9));

        int port = URI.create(side.url("/")).getPort();
        for (String url : List.of("https://cad.example:" + port + "/hook", "https://cad.example.:" + port + "/")) {
            AttemptResult.TemporaryFailure later =
                    (AttemptResult.TemporaryFailure) post(url, rebinding.restrictedBy(OutgoingPolicy.PUBLIC_ONLY));
            assertThat(later.reason()).contains("127.0.0.1 is a loopback address");
        }
        assertThat(side.requests()).isEmpty();
    }

    @Test
    void the_address_that_was_checked_is_the_one_that_is_called_and_no_other_is_asked_for() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HostResolver resolver = host -> {
            asked.add(host);
            return List.of(address(10, 0, 0, 1), address(127, 0, 0, 1));
        };
        int port = URI.create(side.url("/")).getPort();
        AttemptResult answer =
                post("http://localhost:" + port + "/hook", resolver.restrictedBy(SampleRecipients.loopbackPolicy()));

        assertThat(answer).isInstanceOf(AttemptResult.Delivered.class);
        assertThat(asked).containsExactly("localhost");
        assertThat(side.requests()).hasSize(1);
    }

    @Test
    void this_machines_name_does_not_lead_away_from_it_in_the_clear() throws Exception {
        HostResolver away = host -> List.of(address(93, 184, 216, 34));
        AttemptResult.TemporaryFailure later = (AttemptResult.TemporaryFailure)
                post("http://localhost:1/hook", away.restrictedBy(SampleRecipients.loopbackPolicy()));
        assertThat(later.reason()).contains("93.184.216.34 is no loopback address, but the host is named as one");
    }

    @Test
    void a_redirect_to_a_private_address_is_not_followed() throws Exception {
        try (FakeHttpServer within = new FakeHttpServer()) {
            side.respondWith(words -> new FakeResponse(307, Map.of("Location", within.url("/admin")), ""));
            assertThat(((AttemptResult.TemporaryFailure) post()).reason()).isEqualTo("307: redirects are not followed");
            assertThat(within.requests()).isEmpty();
        }
    }

    @Test
    void a_host_out_of_a_secret_is_not_named_when_it_is_refused() throws Exception {
        HttpEndpoint endpoint = HttpEndpoint.of(
                new ConfigValue("secret:hook"), secrets(Map.of("hook", "https://hidden.example/" + SECRET)), List.of());
        HostResolver within = host -> List.of(address(169, 254, 169, 254));
        HttpSender closed = new HttpSender(
                Clock.systemUTC(), Duration.ofSeconds(2), within.restrictedBy(OutgoingPolicy.PUBLIC_ONLY));

        AttemptResult answer = closed.post(endpoint, Map.of(), new byte[0], List.of());

        assertThat(answer.toString())
                .contains("169.254.169.254 is a link-local address")
                .doesNotContain("hidden", SECRET);
    }

    @Test
    void a_proxy_of_the_machine_is_not_asked() throws Exception {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        System.setProperty("http.nonProxyHosts", "");
        try {
            HttpSender web = new HttpSender(
                    Clock.systemUTC(),
                    Duration.ofSeconds(2),
                    HostResolver.SYSTEM.restrictedBy(SampleRecipients.loopbackPolicy()));
            HttpEndpoint endpoint = HttpEndpoint.of(new ConfigValue(side.url("/hook")), secrets(Map.of()), List.of());
            assertThat(web.post(endpoint, Map.of(), new byte[0], List.of()))
                    .isInstanceOf(AttemptResult.Delivered.class);
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
            System.clearProperty("http.nonProxyHosts");
        }
    }

    private static AttemptResult post(String url, HostResolver resolver) throws InterruptedException {
        HttpSender web = new HttpSender(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofSeconds(2), resolver);
        HttpEndpoint endpoint = HttpEndpoint.of(new ConfigValue(url), secrets(Map.of()), List.of());
        return web.post(endpoint, Map.of(), new byte[] {'{', '}'}, List.of());
    }

    private static InetAddress address(int... parts) throws UnknownHostException {
        return InetAddress.getByAddress(
                new byte[] {(byte) parts[0], (byte) parts[1], (byte) parts[2], (byte) parts[3]});
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/etc/hostname", "env:PATH"})
    void a_text_that_says_where_a_secret_is_stands_for_itself(String text) {
        assertThat(secrets(Map.of()).resolve(new ConfigValue(text))).isEqualTo(text);
    }

    private static DistrictSecrets secrets(Map<String, String> shared) {
        return DistrictSecrets.of("d", SampleRecipients.secretsOnly(shared));
    }

    private AttemptResult post() throws InterruptedException {
        return post(side.url("/hook"));
    }

    private AttemptResult post(String url) throws InterruptedException {
        HttpEndpoint endpoint = HttpEndpoint.of(new ConfigValue(url), secrets(Map.of()), List.of());
        return web.post(endpoint, Map.of("Content-Type", "application/json"), new byte[] {'{', '}'}, List.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it answers to whatever it is asked; then it resets the connection. */
    private interface ResponseWriter {
        void write(OutputStream out) throws IOException;
    }

    private static final class RawHttpServer implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        RawHttpServer(ResponseWriter bytes) throws IOException {
            Thread thread = new Thread(() -> serve(bytes));
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(ResponseWriter bytes) {
            while (!socket.isClosed()) {
                try (Socket caller = socket.accept()) {
                    caller.setSoLinger(true, 0);
                    caller.getInputStream().read(new byte[64 * 1024]);
                    bytes.write(caller.getOutputStream());
                } catch (IOException e) {
                    // It was hung up on, or is over.
                }
            }
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
