package org.postwatch.observability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a few pages over HTTP: GET only, few threads, short timeouts. It has no TLS and no passwords: use it on this
 * machine, or in a network where everybody may read the pages.
 */
final class ManagementHttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementHttpServer.class);
    private static final int THREADS = 4;
    private static final int MAX_QUEUED_REQUESTS = 32;

    static {
        // The server's own settings, read when its first class is loaded: seconds to ask and to be answered, idle
        // connections.
        setDefault("sun.net.httpserver.maxReqTime", "2");
        setDefault("sun.net.httpserver.maxRspTime", "10");
        setDefault("sun.net.httpserver.maxIdleConnections", "16");
        setDefault("sun.net.httpserver.maxReqHeaders", "50");
        setDefault("jdk.httpserver.maxConnections", "64");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** The response. */
    record Page(int status, String contentType, byte[] body) {
        static Page text(int status, String text) {
            return new Page(status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Map<String, Supplier<Page>> pages;

    private ManagementHttpServer(HttpServer server, Map<String, Supplier<Page>> pages) {
        this.server = server;
        this.pages = new TreeMap<>(pages);
        AtomicInteger number = new AtomicInteger();
        // If the queue is full, the listener thread answers and accepts no new connections meanwhile.
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_QUEUED_REQUESTS),
                task -> {
                    Thread thread = new Thread(task, "http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * @param port 0 takes any free one
     * @throws ObservabilityException if it cannot listen there
     */
    static ManagementHttpServer start(String host, int port, Map<String, Supplier<Page>> pages) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
            ManagementHttpServer door =
                    new ManagementHttpServer(HttpServer.create(address, MAX_QUEUED_REQUESTS), pages);
            door.server.start();
            if (!address.getAddress().isLoopbackAddress()) {
                LOG.warn(
                        "http.host is {}: every client that can reach it can read health and metrics without a"
                                + " password; use 127.0.0.1 to restrict them to this machine",
                        host);
            }
            return door;
        } catch (UnknownHostException e) {
            throw new ObservabilityException("http.host is '" + host + "', which is no address of this machine", e);
        } catch (IOException e) {
            throw new ObservabilityException(
                    "cannot listen for HTTP on " + host + ":" + port + " (" + e.getMessage()
                            + "); is another instance running? Set another http.port (0 takes any free one), or"
                            + " http.enabled: false",
                    e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page = page(exchange);
            exchange.getResponseHeaders().set("Content-Type", page.contentType());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(page.status(), page.body().length);
            exchange.getResponseBody().write(page.body());
        }
    }

    private Page page(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            return Page.text(405, "only GET");
        }
        Supplier<Page> page = pages.get(exchange.getRequestURI().getPath());
        if (page == null) {
            return Page.text(404, "here are: " + String.join(" ", pages.keySet()));
        }
        try {
            return page.get();
        } catch (RuntimeException e) {
            LOG.error("{} failed", exchange.getRequestURI().getPath(), e);
            return Page.text(500, "failed; see the log");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
