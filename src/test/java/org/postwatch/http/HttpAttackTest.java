package org.postwatch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may try, with small limits: it loses its connection or gets an error, and others are served meanwhile. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpAttackTest {
    private static final HttpLimits LIMITS = new HttpLimits(
            8_192,
            40,
            20,
            8,
            100_000,
            70_000,
            Duration.ofMillis(1_500),
            Duration.ofMillis(1_500),
            Duration.ofMillis(1_000),
            Duration.ofMillis(1_000));
    private static final String POST = "POST /echo HTTP/1.1\r\nHost: a\r\n";

    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int CLOSED = -1;

    /** More than the buffers of both sides hold. */
    private static final int LARGE_BYTES = 32 << 20;

    private final AtomicInteger handled = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();
    private HttpServer server = start(HttpAddress.plain("front", "127.0.0.1", 0));

    private HttpServer start(HttpAddress address) {
        return start(address, LIMITS);
    }

    private HttpServer start(HttpAddress address, HttpLimits limits) {
        HttpHandler echo = request -> {
            handled.incrementAndGet();
            return CompletableFuture.completedStage(HttpResponse.of(200, "text/plain", request.body()));
        };
        HttpHandler locked = new HttpHandler() {
            @Override
            public Optional<HttpResponse> refuse(HttpRequest head) {
                return Optional.of(HttpResponse.problem(401, "unauthorized", "expected a credential"));
            }

            @Override
            public CompletionStage<HttpResponse> handle(HttpRequest request) {
                return echo.handle(request);
            }
        };
        HttpHandler large =
                request -> CompletableFuture.completedStage(HttpResponse.of(200, "text/plain", new byte[LARGE_BYTES]));
        return HttpServer.start(
                address,
                limits,
                List.of(
                        HttpRoute.get("/", echo),
                        HttpRoute.post("/echo", echo),
                        HttpRoute.post("/locked", locked),
                        HttpRoute.get("/large", large)));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** All that comes until the server closes; a reset counts as closed. */
    private static String readAll(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException e) {
            // Reset: the server closed while something was still on its way.
        }
        return all.toString(ISO_8859_1);
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return readAll(socket);
        }
    }

    /** Sends one byte now and then until the server has had enough. */
    private static String trickle(Socket socket, String piece) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        socket.setSoTimeout(100);
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                send(socket, piece);
                int read = socket.getInputStream().read();
                if (read < 0) {
                    return all.toString(ISO_8859_1);
                }
                all.write(read);
                // It answers: what is sent after its end would reset the connection before the answer is read.
                socket.setSoTimeout(20_000);
                socket.getInputStream().transferTo(all);
                return all.toString(ISO_8859_1);
            } catch (SocketTimeoutException e) {
                // Nothing yet.
            } catch (SocketException e) {
                return all.toString(ISO_8859_1);
            }
        }
        throw new AssertionError("the connection is still open");
    }

    private void assertOthersAreServed() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void headers_that_never_end_cost_the_connection() throws Exception {
        Socket slow = connect();
        send(slow, "GET / HTTP/1.1\r\nHost: a\r\nX: ");

        trickle(slow, "x");

        assertThat(handled).hasValue(0);
        assertOthersAreServed();
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws Exception {
        assertThat(readAll(connect())).isEmpty();
    }

    @Test
    void a_body_that_comes_byte_by_byte_is_408() throws Exception {
        Socket slow = connect();
        send(slow, POST + "Content-Length: 60000\r\n\r\n");

        assertThat(trickle(slow, "x")).startsWith("HTTP/1.1 408");
        assertThat(handled).hasValue(0);
        assertOthersAreServed();
    }

    @Test
    void a_body_that_does_not_come_is_408() throws Exception {
        assertThat(exchange(POST + "Content-Length: 10\r\n\r\nhalf")).startsWith("HTTP/1.1 408");
    }

    @Test
    void a_body_without_an_end_is_413() throws Exception {
        Socket endless = connect();
        send(endless, POST + "Transfer-Encoding: chunked\r\n\r\n");
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        int sent = 0;
        try {
            while (sent < 10_000) {
                send(endless, chunk);
                sent++;
                if (endless.getInputStream().available() > 0) {
                    break;
                }
            }
        } catch (SocketException e) {
            // Closed.
        }

        assertThat(sent).isLessThan(10_000);
        assertThat(handled).hasValue(0);
        assertOthersAreServed();
    }

    @Test
    void a_chunked_body_of_one_byte_more_than_allowed_is_413() throws Exception {
        String body = "10001\r\n" + "x".repeat(0x10001) + "\r\n0\r\n\r\n";

        assertThat(exchange(POST + "Transfer-Encoding: chunked\r\n\r\n" + body)).startsWith("HTTP/1.1 413");
    }

    @Test
    void bodies_together_are_limited() throws Exception {
        Socket first = connect();
        send(first, POST + "Content-Length: 60000\r\n\r\n" + "x".repeat(59_999));
        Socket second = connect();

        send(second, POST + "Content-Length: 60000\r\nConnection: close\r\n\r\n" + "x".repeat(59_999));

        assertThat(List.of(readAll(second), readAll(first)))
                .anySatisfy(response ->
                        assertThat(response).startsWith("HTTP/1.1 503").contains("Retry-After"));
        assertOthersAreServed();
        // A body is given back when its request has ended, which is after its response.
        String whole = POST + "Content-Length: 60000\r\nConnection: close\r\n\r\n" + "x".repeat(60_000);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        String response = exchange(whole);
        while (response.startsWith("HTTP/1.1 503") && System.nanoTime() < deadline) {
            response = exchange(whole);
        }
        assertThat(response).startsWith("HTTP/1.1 200");
    }

    /** An attacker opens streams whose bodies are nearly complete; the bytes of all others would not fit. */
    @Test
    void http2_streams_of_one_peer_do_not_take_the_share_of_others() throws Exception {
        InetAddress other = InetAddress.getByName("127.0.0.2");
        Socket attacker = http2();
        for (int stream = 1; stream < 2 * LIMITS.concurrentStreams(); stream += 2) {
            postStream(attacker, stream, 20_000);
        }
        // HEADERS: a stream is answered although its body has not ended.
        awaitFrame(attacker, 1);

        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port(), other, 0)) {
            socket.setSoTimeout(20_000);
            send(socket, POST + "Content-Length: 20000\r\nConnection: close\r\n\r\n" + "x".repeat(20_000));
            assertThat(readAll(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_body_is_not_read_when_the_headers_show_that_the_request_cannot_succeed() throws Exception {
        Socket client = connect();

        send(client, "POST /locked HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n");

        assertThat(readLine(client)).startsWith("HTTP/1.1 401");
        Socket expecting = connect();
        send(expecting, "POST /locked HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n");
        assertThat(readAll(expecting)).startsWith("HTTP/1.1 401");
        assertThat(handled).hasValue(0);
    }

    @Test
    void a_client_that_sends_after_it_was_refused_gets_the_response_and_not_for_ever() throws Exception {
        Socket client = connect();
        String mebibyte = "x".repeat(1 << 20);
        send(client, "POST /locked HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000000\r\n\r\n");
        int sent = 0;
        try {
            while (sent < 1_000) {
                send(client, mebibyte);
                sent++;
            }
        } catch (SocketException e) {
            // Closed.
        }

        assertThat(sent).isBetween(4, 100);
        assertOthersAreServed();
    }

    /** The client of the JDK reads no response over HTTP/2 before it has sent the body. */
    @ParameterizedTest
    @ValueSource(ints = {65_537, 1_048_577, 3_000_000, 12_000_000})
    void a_client_with_http2_and_a_body_above_the_limit_gets_413(int length) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        URI address = URI.create("http://127.0.0.1:" + server.port());
        // Over an upgraded connection.
        client.send(java.net.http.HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());

        for (BodyPublisher body : List.of(
                BodyPublishers.ofByteArray(new byte[length]),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[length])))) {
            var response = client.sendAsync(
                            java.net.http.HttpRequest.newBuilder(address.resolve("/echo"))
                                    .POST(body)
                                    .build(),
                            BodyHandlers.ofString())
                    .get(10, TimeUnit.SECONDS);

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
        assertOthersAreServed();
    }

    @Test
    void http2_streams_above_the_limit_are_refused() throws Exception {
        Socket attacker = http2();
        for (int stream = 1; stream < 2 * LIMITS.concurrentStreams() + 20; stream += 2) {
            postStream(attacker, stream, 10);
        }

        // RST_STREAM, with REFUSED_STREAM.
        assertThat(awaitFrame(attacker, 3).getInt(0)).isEqualTo(7);
        assertOthersAreServed();
    }

    /** Headers in pieces that never end (CVE-2024-27316). */
    @Test
    void http2_headers_that_never_end_cost_the_connection() throws Exception {
        Socket attacker = http2();
        byte[] piece = new byte[200];
        // A literal header without indexing, with a name and a value of one byte.
        for (int i = 0; i + 5 <= piece.length; i += 5) {
            System.arraycopy(new byte[] {0x00, 1, 'x', 1, 'y'}, 0, piece, i, 5);
        }
        attacker.getOutputStream().write(frame(1, 0x1, 1, new byte[] {(byte) 0x83, (byte) 0x86, (byte) 0x84}));
        int sent = 0;
        try {
            while (sent < 100_000) {
                attacker.getOutputStream().write(frame(9, 0, 1, piece));
                sent++;
            }
        } catch (SocketException e) {
            // Closed.
        }

        assertThat(sent).isLessThan(100_000);
        assertThat(handled).hasValue(0);
        assertOthersAreServed();
    }

    @Test
    void http2_bodies_that_do_not_come_are_408_and_the_connection_is_closed() throws Exception {
        Socket slow = http2();
        postStream(slow, 1, 10);

        awaitFrame(slow, 1);
        assertThat(goAwayCode(slow.getInputStream())).isIn(0, CLOSED);
        assertOthersAreServed();
    }

    @Test
    void a_stop_does_not_wait_for_attackers() throws Exception {
        Socket slowHeaders = connect();
        send(slowHeaders, "GET / HTTP/1.1\r\nHost: a\r\nX: ");
        Socket slowBody = connect();
        send(slowBody, POST + "Content-Length: 60000\r\n\r\nx");
        Socket streams = http2();
        postStream(streams, 1, 10);
        Socket refused = connect();
        send(refused, "POST /locked HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n");
        assertThat(readLine(refused)).startsWith("HTTP/1.1 401");
        long start = System.nanoTime();

        server.close(Duration.ofSeconds(1));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        readAll(slowHeaders);
        readAll(slowBody);
    }

    @Test
    void a_trailer_or_an_extension_of_a_chunk_that_never_ends_costs_the_connection() throws Exception {
        for (String endless : List.of("0\r\nX: ", "1;x=")) {
            Socket attacker = connect();
            send(attacker, POST + "Transfer-Encoding: chunked\r\n\r\n" + endless);
            int sent = 0;
            try {
                while (sent < 10_000) {
                    send(attacker, "x".repeat(1_000));
                    sent++;
                }
            } catch (SocketException e) {
                // Closed.
            }

            assertThat(sent).as(endless).isLessThan(10_000);
        }
        assertThat(handled).hasValue(0);
        assertOthersAreServed();
    }

    private Socket http2() throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        socket.getOutputStream().write(frame(4, 0, 0, new byte[0]));
        return socket;
    }

    /** A POST to /echo whose body has so many bytes and does not end. */
    private static void postStream(Socket socket, int stream, int bytes) throws IOException {
        // Static table: POST, http; the path and the authority are literals.
        byte[] headers = {(byte) 0x83, (byte) 0x86, 0x04, 5, '/', 'e', 'c', 'h', 'o', 0x41, 1, 'a'};
        socket.getOutputStream().write(frame(1, 0x4, stream, headers));
        for (int left = bytes; left > 0; left -= 200) {
            socket.getOutputStream().write(frame(0, 0, stream, new byte[Math.min(left, 200)]));
        }
        socket.getOutputStream().flush();
    }

    private static ByteBuffer awaitFrame(Socket socket, int type) throws IOException {
        while (true) {
            byte[] header = socket.getInputStream().readNBytes(9);
            assertThat(header).as("the connection was closed").hasSize(9);
            int length = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | header[2] & 0xff;
            byte[] payload = socket.getInputStream().readNBytes(length);
            if (header[3] == type) {
                return ByteBuffer.wrap(payload);
            }
        }
    }

    private static String readLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        int read = socket.getInputStream().read();
        while (read >= 0 && read != '\n') {
            line.append((char) read);
            read = socket.getInputStream().read();
        }
        return line.toString();
    }

    @Test
    void headers_above_their_limit_are_431() throws Exception {
        String response = exchange("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(8_192) + "\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 431").contains("application/problem+json", "nosniff", "no-store");
        assertThat(response.toLowerCase()).doesNotContain("jetty");
    }

    @Test
    void one_peer_has_a_limited_number_of_connections() throws Exception {
        List<Socket> many = new ArrayList<>();
        for (int i = 0; i < LIMITS.connectionsPerPeer() + 5; i++) {
            many.add(connect());
        }
        int open = 0;
        for (Socket socket : many) {
            // The connection stays open: one that ends would make room for another one.
            open += isAnswered(socket) ? 1 : 0;
        }

        assertThat(open).isEqualTo(LIMITS.connectionsPerPeer());
        for (Socket socket : many) {
            socket.close();
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!isAnswered(connect())) {
            assertThat(System.nanoTime()).as("there is room again").isLessThan(deadline);
        }
    }

    private static boolean isAnswered(Socket socket) throws IOException {
        try {
            send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(start, ISO_8859_1).equals("HTTP/1.1 200");
        } catch (SocketException e) {
            // Closed at once.
            return false;
        }
    }

    @Test
    void a_proxy_has_as_many_connections_as_there_are() throws Exception {
        server.close();
        server = start(new HttpAddress(
                "front",
                "127.0.0.1",
                0,
                Optional.empty(),
                TrustedProxies.of(List.of("127.0.0.1")).orElseThrow()));
        List<Socket> many = new ArrayList<>();
        for (int i = 0; i < LIMITS.connectionsPerPeer() + 5; i++) {
            many.add(connect());
        }

        for (Socket socket : many) {
            send(socket, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(readAll(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 5\r\n\r\nabcd",
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\nabcd",
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length : 4\r\n\r\nabcd",
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\nx\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\nHost: a\nContent-Length: 0\n\n",
                "POST /echo HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded\r\nContent-Length: 0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
                "POST /echo\r\n\r\n"
            })
    void what_two_servers_could_read_differently_is_refused(String request) throws Exception {
        String hidden = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

        String response = exchange(request + hidden);

        assertThat(response.split("\r\n", 2)[0]).containsPattern("^(HTTP/1.1 (400|501|505) .*)?$");
        assertThat(response).doesNotContain("HTTP/1.1 200");
        assertThat(handled).hasValue(0);
    }

    @Test
    void a_body_that_was_refused_is_not_taken_for_the_next_request() throws Exception {
        String hidden = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

        String response = exchange(
                "POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: " + hidden.length() + "\r\n\r\n" + hidden);

        assertThat(response).startsWith("HTTP/1.1 404").doesNotContain("HTTP/1.1 200");
        assertThat(handled).hasValue(0);
    }

    @Test
    void a_response_that_is_read_slowly_costs_the_connection() throws Exception {
        Socket slow = new Socket();
        sockets.add(slow);
        slow.setReceiveBufferSize(65_536);
        slow.setSoTimeout(20_000);
        slow.connect(new InetSocketAddress("127.0.0.1", server.port()));
        send(slow, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        byte[] some = new byte[65_536];
        int total = 0;
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        try {
            // Often enough that the connection is never idle.
            int read = slow.getInputStream().read(some);
            while (read >= 0) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                total += read;
                LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
                read = slow.getInputStream().read(some);
            }
        } catch (SocketException e) {
            // Closed.
        }

        assertThat(total).isLessThan(LARGE_BYTES);
        assertOthersAreServed();
    }

    @Test
    void a_health_check_may_speak_http_1_0() throws Exception {
        assertThat(exchange("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    /** Streams that are opened and reset at once (CVE-2023-44487). */
    @Test
    void rapid_resets_cost_the_http2_connection() throws Exception {
        // It would be idle only much later.
        server.close();
        server = start(HttpAddress.plain("front", "127.0.0.1", 0), HttpLimits.FRONT);
        Socket attacker = connect();
        attacker.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        attacker.getOutputStream().write(frame(4, 0, 0, new byte[0]));
        int sent = 0;
        try {
            for (int stream = 1; sent < 5_000; stream += 2) {
                // Static table: GET, http, /, and an authority.
                attacker.getOutputStream()
                        .write(frame(1, 0x5, stream, new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'}));
                attacker.getOutputStream().write(frame(3, 0, stream, new byte[] {0, 0, 0, 8}));
                sent++;
            }
        } catch (SocketException e) {
            // Closed.
        }

        assertThat(goAwayCode(attacker.getInputStream())).isIn(ENHANCE_YOUR_CALM, CLOSED);
        assertThat(handled.get()).isLessThan(1_000);
        assertOthersAreServed();
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put(new byte[] {0, 0, (byte) payload.length, (byte) type, (byte) flags})
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Reads until GOAWAY (type 7) or the end of the connection. */
    private static int goAwayCode(InputStream frames) throws IOException {
        while (true) {
            try {
                byte[] header = frames.readNBytes(9);
                if (header.length < 9) {
                    return CLOSED;
                }
                int length = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | header[2] & 0xff;
                byte[] payload = frames.readNBytes(length);
                if (header[3] == 7) {
                    return ByteBuffer.wrap(payload).getInt(4);
                }
            } catch (SocketException e) {
                return CLOSED;
            }
        }
    }
}
