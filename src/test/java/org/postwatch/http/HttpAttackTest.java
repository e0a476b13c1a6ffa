package org.postwatch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
        HttpHandler large =
                request -> CompletableFuture.completedStage(HttpResponse.of(200, "text/plain", new byte[LARGE_BYTES]));
        return HttpServer.start(
                address,
                limits,
                List.of(HttpRoute.get("/", echo), HttpRoute.post("/echo", echo), HttpRoute.get("/large", large)));
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
        assertThat(exchange(POST + "Content-Length: 60000\r\nConnection: close\r\n\r\n" + "x".repeat(60_000)))
                .startsWith("HTTP/1.1 200");
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
            try {
                send(socket, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                open += readAll(socket).startsWith("HTTP/1.1 200") ? 1 : 0;
            } catch (SocketException e) {
                // Closed at once.
            }
        }

        assertThat(open).isEqualTo(LIMITS.connectionsPerPeer());
        assertOthersAreServed();
    }

    @Test
    void a_proxy_has_as_many_connections_as_there_are() throws Exception {
        server.close();
        server = start(new HttpAddress(
                "front",
                "127.0.0.1",
                0,
                java.util.Optional.empty(),
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
