package org.postwatch.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpServerTest {
    private final CompletableFuture<HttpRequest> seen = new CompletableFuture<>();
    private final CompletableFuture<HttpResponse> later = new CompletableFuture<>();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server = start(HttpLimits.FRONT);

    private HttpServer start(HttpLimits limits) {
        HttpHandler echo = request -> {
            seen.complete(request);
            return CompletableFuture.completedStage(HttpResponse.of(200, "text/plain", request.body()));
        };
        return HttpServer.start(
                HttpAddress.plain("front", "127.0.0.1", 0),
                limits,
                List.of(
                        HttpRoute.get("/", request -> CompletableFuture.completedStage(HttpResponse.text(200, "home"))),
                        HttpRoute.post("/v1/hooks/{district}/{name}", echo),
                        HttpRoute.get("/v1/feeds/{source*}", echo),
                        new HttpRoute(Set.of("POST", "OPTIONS"), "/v1/batch", HttpRoute.BATCH_BYTES, echo),
                        HttpRoute.post("/throws", request -> {
                            throw new IllegalStateException("expected by the test");
                        }),
                        HttpRoute.post("/error", request -> {
                            throw new StackOverflowError("expected by the test");
                        }),
                        HttpRoute.post("/no-stage", request -> null),
                        HttpRoute.post("/no-response", request -> CompletableFuture.completedStage(null)),
                        HttpRoute.post("/refusal-fails", new HttpHandler() {
                            @Override
                            public Optional<HttpResponse> refuse(HttpRequest head) {
                                throw new StackOverflowError("expected by the test");
                            }

                            @Override
                            public CompletionStage<HttpResponse> handle(HttpRequest request) {
                                return echo.handle(request);
                            }
                        }),
                        HttpRoute.get("/later", request -> {
                            waiting.countDown();
                            return later;
                        })));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static HttpLimits withHandleTime(Duration time) {
        HttpLimits front = HttpLimits.FRONT;
        return new HttpLimits(
                front.headerBytes(),
                front.connections(),
                front.connectionsPerPeer(),
                front.concurrentStreams(),
                front.bufferedBytes(),
                front.bufferedBytesPerPeer(),
                front.idleTime(),
                front.readTime(),
                time,
                front.writeTime());
    }

    private java.net.http.HttpResponse<String> send(String method, String path, byte[] body)
            throws IOException, InterruptedException {
        return client.send(
                request(path).method(method, BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    private java.net.http.HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private java.net.http.HttpRequest.Builder request(String path) {
        return java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    @Test
    void a_handler_gets_the_complete_request() throws Exception {
        var response = client.send(
                request("/v1/hooks/elm/front%20door?key=a%2Bb&key=c+d&flag")
                        .header("X-Kind", "Bell")
                        .POST(BodyPublishers.ofString("ding"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("ding");
        HttpRequest request = seen.get(1, TimeUnit.SECONDS);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/hooks/elm/front%20door");
        assertThat(request.pathParameters()).containsEntry("district", "elm").containsEntry("name", "front door");
        assertThat(request.query()).containsEntry("key", List.of("a+b", "c d")).containsEntry("flag", List.of(""));
        assertThat(request.header("x-kind")).contains("Bell");
        assertThat(request.body()).isEqualTo("ding".getBytes(UTF_8));
        assertThat(request.client().isLoopbackAddress()).isTrue();
        assertThat(request.clientCertificate()).isEmpty();
    }

    @Test
    void the_rest_of_a_path_is_one_parameter() throws Exception {
        assertThat(get("/v1/feeds/https:%2F%2Fcamera.example%2Fa/b").statusCode())
                .isEqualTo(200);

        assertThat(seen.get(1, TimeUnit.SECONDS).pathParameters())
                .containsEntry("source", "https://camera.example/a/b");
    }

    @Test
    void both_versions_of_http_are_spoken() throws Exception {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            var response = HttpClient.newBuilder()
                    .version(version)
                    .build()
                    .send(request("/").build(), BodyHandlers.ofString());

            assertThat(response.version()).isEqualTo(version);
            assertThat(response.body()).isEqualTo("home\n");
        }
    }

    @Test
    void every_response_has_the_security_headers_and_names_no_server() throws Exception {
        for (String path : List.of("/", "/nothing", "/v1/batch", "/%zz")) {
            var response = get(path.equals("/%zz") ? "/v1/feeds/%ff" : path);

            assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(response.headers().firstValue("cache-control")).contains("no-store");
            assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by");
        }
    }

    @Test
    void what_is_not_there_is_a_problem_document() throws Exception {
        var response = get("/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(response.body()).isEqualTo("""
                        {"type":"about:blank","title":"Not Found","status":404,"detail":"there is nothing at this path","reason":"not-found"}""");
    }

    @Test
    void another_method_is_answered_with_those_allowed() throws Exception {
        var response = get("/v1/batch");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("OPTIONS, POST");
        assertThat(send("HEAD", "/", new byte[0]).statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/", new byte[0]).headers().firstValue("allow"))
                .contains("GET, HEAD");
    }

    @Test
    void a_body_of_65536_bytes_is_taken_and_one_more_is_not() throws Exception {
        assertThat(send("POST", "/v1/hooks/elm/door", new byte[65_536]).statusCode())
                .isEqualTo(200);
        assertThat(send("POST", "/v1/hooks/elm/door", new byte[65_537]).statusCode())
                .isEqualTo(413);
        assertThat(send("POST", "/v1/batch", new byte[1_048_576]).body()).hasSize(1_048_576);
        assertThat(send("POST", "/v1/batch", new byte[1_048_577]).statusCode()).isEqualTo(413);
    }

    @Test
    void a_compressed_body_is_refused() throws Exception {
        var response = client.send(
                request("/v1/batch")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("unsupported-content-encoding", "gzip");
    }

    @Test
    void a_body_that_says_that_it_is_not_encoded_is_taken() throws Exception {
        var response = client.send(
                request("/v1/batch")
                        .header("Content-Encoding", "identity")
                        .POST(BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void a_handler_that_fails_in_whatever_way_is_500_at_once() throws Exception {
        for (String path : List.of("/error", "/no-stage", "/no-response", "/refusal-fails")) {
            assertThat(send("POST", path, new byte[10]).statusCode()).as(path).isEqualTo(500);
        }
    }

    @Test
    void a_handler_that_fails_is_500_and_says_nothing_of_the_cause() throws Exception {
        var response = send("POST", "/throws", new byte[0]);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("expected by the test");
    }

    @Test
    void a_handler_that_does_not_finish_is_503_and_may_finish_later() throws Exception {
        server.close();
        server = start(withHandleTime(Duration.ofMillis(200)));

        var response = get("/later");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).isPresent();
        assertThat(later.isDone()).isFalse();
    }

    @Test
    void a_port_in_use_is_named_with_what_to_do() {
        assertThatThrownBy(() -> HttpServer.start(
                        HttpAddress.plain("front", "127.0.0.1", server.port()), HttpLimits.FRONT, List.of()))
                .isInstanceOf(HttpServerException.class)
                .hasMessageContainingAll("127.0.0.1:" + server.port(), "another instance", "front.port");
    }

    @Test
    void a_host_that_does_not_exist_is_named() {
        assertThatThrownBy(() -> HttpServer.start(
                        HttpAddress.plain("front", "no.such.host.invalid", 0), HttpLimits.FRONT, List.of()))
                .isInstanceOf(HttpServerException.class)
                .hasMessageContaining("front.host is 'no.such.host.invalid'");
    }

    @Test
    void a_stop_lets_running_requests_finish_and_accepts_no_others() throws Exception {
        var running = client.sendAsync(request("/later").build(), BodyHandlers.ofString());
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> server.close(Duration.ofSeconds(10)));
        awaitRefusal();

        later.complete(HttpResponse.text(200, "finished"));

        assertThat(running.get(10, TimeUnit.SECONDS).body()).isEqualTo("finished\n");
        stop.get(10, TimeUnit.SECONDS);
    }

    private void awaitRefusal() throws InterruptedException {
        int port = server.port();
        while (port > 0) {
            try (var socket = new java.net.Socket("127.0.0.1", port)) {
                assertThat(socket.isConnected()).isTrue();
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void a_stop_waits_for_running_requests_no_longer_than_it_may() throws Exception {
        var running = client.sendAsync(request("/later").build(), BodyHandlers.ofString());
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture.runAsync(() -> server.close(Duration.ofMillis(300))).get(5, TimeUnit.SECONDS);

        assertThat(running).failsWithin(Duration.ofSeconds(5));
    }
}
