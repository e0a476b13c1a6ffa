package org.postwatch.intake.poll;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.postwatch.http.PemPair;

/** A 2N intercom, as far as its log goes: subscribe, pull, unsubscribe, with a login. */
final class SimulatedIntercom implements AutoCloseable {
    static final String USER = "postwatch";
    static final String PASSWORD = "the password of the intercom";

    /** The way in which it asks for the login. */
    enum Challenge {
        DIGEST("Digest realm=\"HTTP API\", nonce=\"4711\", qop=\"auth\", algorithm=MD5"),
        BASIC("Basic realm=\"HTTP API\"");

        private final String header;

        Challenge(String header) {
            this.header = header;
        }
    }

    private static final Pattern PART = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]*))");

    /** An entry of the log, which has the second of its time. */
    private record LogEntry(int id, long utcTime, String json) {}

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final Challenge challenge;
    private final Optional<PemPair> tls;
    private final Map<String, List<LogEntry>> queues = new HashMap<>();
    private final List<LogEntry> history = new ArrayList<>();
    private int nextSubscription = 100;
    private int nextId = 1;
    private int port;
    private HttpServer server;
    private ExecutorService threads;

    SimulatedIntercom(Challenge challenge, Optional<PemPair> tls) {
        this.challenge = challenge;
        this.tls = tls;
    }

    /** Listens, on the port of the last time if there was one. */
    void start() throws Exception {
        InetSocketAddress at = new InetSocketAddress("127.0.0.1", port);
        if (tls.isPresent()) {
            HttpsServer secure = HttpsServer.create(at, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(context(tls.get())));
            server = secure;
        } else {
            server = HttpServer.create(at, 0);
        }
        port = server.getAddress().getPort();
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/api/log/", this::answer);
        server.start();
    }

    private static SSLContext context(PemPair pair) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(pair.keyStore(), "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    String address() {
        return (tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + port;
    }

    /** A visitor presses the first quick dial button. */
    synchronized void press(long utcTime) {
        LogEntry entry = new LogEntry(
                nextId,
                utcTime,
                "{\"id\":" + nextId + ",\"tzShift\":0,\"utcTime\":" + utcTime
                        + ",\"upTime\":5,\"event\":\"KeyPressed\",\"params\":{\"key\":\"%1\"}}");
        nextId++;
        history.add(entry);
        queues.values().forEach(queue -> queue.add(entry));
        notifyAll();
    }

    /** What happens to a channel that nobody pulled for its duration. */
    synchronized void forgetSubscriptions() {
        queues.clear();
        notifyAll();
    }

    synchronized int subscriptions() {
        return queues.size();
    }

    /** Loses its power: the log and the numbers begin again. */
    void losePower() {
        stop();
        synchronized (this) {
            queues.clear();
            history.clear();
            nextId = 1;
        }
    }

    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        stop();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String uri = exchange.getRequestURI().toString();
            String login = exchange.getRequestHeaders().getFirst("Authorization");
            if (login != null) {
                authorizations.add(login);
            }
            if (!isAuthorized(login, uri)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", challenge.header);
                send(exchange, 401, "{\"success\":false,\"error\":{\"code\":8}}");
                return;
            }
            requests.add(uri);
            send(exchange, 200, answer(uri));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private synchronized String answer(String uri) throws InterruptedException {
        Map<String, String> query = Arrays.stream(
                        uri.replaceFirst("^[^?]*[?]", "").split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        String id = query.get("id");
        if (uri.startsWith("/api/log/subscribe")) {
            String made = String.valueOf(nextSubscription++);
            queues.put(made, query.get("include").startsWith("-") ? new ArrayList<>(history) : new ArrayList<>());
            return "{\"success\":true,\"result\":{\"id\":" + made + "}}";
        }
        if (!queues.containsKey(id)) {
            return "{\"success\":false,\"error\":{\"code\":12,\"param\":\"id\",\"description\":\"invalid parameter value\"}}";
        }
        if (uri.startsWith("/api/log/unsubscribe")) {
            queues.remove(id);
            return "{\"success\":true}";
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(query.get("timeout")));
        while (queues.containsKey(id) && queues.get(id).isEmpty() && System.nanoTime() < deadline) {
            wait(200);
        }
        List<LogEntry> queue = queues.getOrDefault(id, List.of());
        String events = queue.stream().map(LogEntry::json).collect(Collectors.joining(","));
        if (queues.containsKey(id)) {
            queue.clear();
        }
        return "{\"success\":true,\"result\":{\"events\":[" + events + "]}}";
    }

    private boolean isAuthorized(String header, String uri) {
        if (header == null) {
            return false;
        }
        if (challenge == Challenge.BASIC) {
            String expected = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
            return header.equals("Basic " + expected);
        }
        Map<String, String> parts = new HashMap<>();
        Matcher found = PART.matcher(header);
        while (found.find()) {
            parts.put(found.group(1), found.group(2) == null ? found.group(3) : found.group(2));
        }
        String expected = md5(String.join(
                ":",
                md5(USER + ":HTTP API:" + PASSWORD),
                "4711",
                parts.get("nc"),
                parts.get("cnonce"),
                "auth",
                md5("GET:" + uri)));
        return header.startsWith("Digest ") && expected.equals(parts.get("response"));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
