package org.postwatch.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The other side of every webhook. It outlives all that is killed, and keeps what it took; now and then it takes it only later. */
final class WebhookReceiver implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * What came to one recipient under one id.
     *
     * @param bodies that differ, in the order in which they came
     * @param times how often it came
     */
    record ReceivedRequests(List<String> bodies, int times) {
        ReceivedRequests plus(String body) {
            List<String> all = new ArrayList<>(bodies);
            if (!all.contains(body)) {
                all.add(body);
            }
            return new ReceivedRequests(all, times + 1);
        }
    }

    /** One of this many is rejected at first. */
    private static final int REJECT_ONE_IN = 50;

    private final HttpServer server;
    private final Set<String> rejected = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, ReceivedRequests> received = new ConcurrentHashMap<>();
    private final Map<String, Instant> latestCanaries = new ConcurrentHashMap<>();

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A canary is never refused, for it shows how soon all is well; any other id may be, when it first comes. */
    private boolean shouldReject(String path, String id) {
        return !path.endsWith("/" + ChaosDistricts.WATCHER)
                && Math.floorMod((path + id).hashCode(), REJECT_ONE_IN) == 0
                && rejected.add(path + " " + id);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        if (shouldReject(path, id)) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        received.merge(path + " " + id, new ReceivedRequests(List.of(body), 1), (before, now) -> before.plus(body));
        if (path.endsWith("/" + ChaosDistricts.WATCHER)) {
            JsonNode data = JSON.readTree(body).path("data");
            latestCanaries.merge(
                    path.split("/")[1], Instant.parse(data.path("at").asString()), (a, b) -> a.isAfter(b) ? a : b);
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** Whether in every partition a canary came through that was sent at this instant of the script or later. */
    boolean hasCanariesSince(Instant instant, int partitions) {
        return latestCanaries.size() == partitions
                && latestCanaries.values().stream().allMatch(at -> !at.isBefore(instant));
    }

    /** By probe, the latest canary. */
    Map<String, Instant> latestCanaries() {
        return latestCanaries;
    }

    /** How many ids it did not take at first. */
    int rejectedCount() {
        return rejected.size();
    }

    /** By {@code /district/recipient id}; the id is the idempotency key of a notice's revision. */
    Map<String, ReceivedRequests> received() {
        return received;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
