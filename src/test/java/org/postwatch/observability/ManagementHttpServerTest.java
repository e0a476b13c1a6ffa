package org.postwatch.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postwatch.observability.ManagementHttpServer.Page;

class ManagementHttpServerTest {
    private static final Duration MAX_ANSWER_TIME = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ManagementHttpServer door =
            ManagementHttpServer.start("127.0.0.1", 0, Map.of("/a", () -> Page.text(200, "fine"), "/broken", () -> {
                throw new IllegalStateException("secret detail");
            }));

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_page_is_read_and_everything_else_is_refused() throws Exception {
        assertThat(get("/a").statusCode()).isEqualTo(200);
        assertThat(get("/a").body()).isEqualTo("fine\n");
        assertThat(get("/b").statusCode()).isEqualTo(404);
        assertThat(get("/a/b").statusCode()).isEqualTo(404);
        assertThat(get("/..%2fa").statusCode()).isEqualTo(404);
        HttpResponse<String> posted = send(request("/a").POST(BodyPublishers.ofString("x")));
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("Allow")).contains("GET");
        assertThat(get("/broken").statusCode()).isEqualTo(500);
        assertThat(get("/broken").body()).doesNotContain("secret");
    }

    /** As many as there are threads, and more, that never finish their question. */
    @Test
    void who_never_ends_a_question_does_not_keep_others_waiting_for_long() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                Socket socket = new Socket("127.0.0.1", door.port());
                socket.getOutputStream().write("GET /a HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                slow.add(socket);
            }
            assertThat(get("/a").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void a_port_in_use_is_said_with_what_to_do() {
        assertThatThrownBy(() -> ManagementHttpServer.start("127.0.0.1", door.port(), Map.of()))
                .isInstanceOf(ObservabilityException.class)
                .hasMessageContainingAll(
                        "127.0.0.1:" + door.port(), "another instance", "http.port", "http.enabled: false");
    }

    @Test
    void an_address_of_another_machine_is_said_too() {
        assertThatThrownBy(() -> ManagementHttpServer.start("no.such.host.invalid", 0, Map.of()))
                .isInstanceOf(ObservabilityException.class)
                .hasMessageContaining("http.host is 'no.such.host.invalid'");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                .timeout(MAX_ANSWER_TIME);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
