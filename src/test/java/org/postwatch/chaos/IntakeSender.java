package org.postwatch.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Sends the events of one source over HTTP, single and in batches, and repeats each request until the answer is 202. */
final class IntakeSender implements AutoCloseable {
    private static final int MAX_BATCH = 100;
    private static final Duration RETRY_DELAY = Duration.ofMillis(100);
    /** Longer than any pause of intake. */
    private static final Duration MAX_ANSWER_TIME = Duration.ofSeconds(20);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI target;
    private final String secret;
    private final SenderStatistics statistics;
    private final Random dice;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    /** The oldest first; what is being sent stays in it until it is accepted. */
    private final Deque<SentEvent> due = new ArrayDeque<>();

    private final Thread thread;
    private volatile boolean closed;
    private volatile RuntimeException failure;

    /** @param source whose events it sends */
    IntakeSender(String source, String secret, int port, SenderStatistics statistics) {
        this.target = URI.create("http://127.0.0.1:" + port + "/v1/events");
        this.secret = secret;
        this.statistics = statistics;
        this.dice = new Random(source.hashCode());
        thread = new Thread(this::run, "sender-" + source);
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void send(SentEvent event) {
        due.addLast(event);
        notifyAll();
    }

    /** How long the oldest event waits to be accepted. */
    synchronized Duration oldestAge() {
        return due.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - due.peekFirst().dueNanos());
    }

    /** Throws what was answered that is neither 202 nor 503, if anything was. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    private void run() {
        try {
            while (!closed) {
                List<SentEvent> request = next();
                sendUntilAccepted(request);
                accepted(request.size());
            }
        } catch (InterruptedException e) {
            // Closed.
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private synchronized List<SentEvent> next() throws InterruptedException {
        while (due.isEmpty()) {
            wait();
        }
        boolean isBatch = dice.nextBoolean();
        return due.stream().limit(isBatch ? MAX_BATCH : 1).toList();
    }

    private synchronized void accepted(int count) {
        List<SentEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(due.removeFirst());
        }
        statistics.accepted(events);
    }

    private void sendUntilAccepted(List<SentEvent> events) throws InterruptedException {
        HttpRequest request = request(events);
        while (!isAccepted(request, events)) {
            TimeUnit.MILLISECONDS.sleep(RETRY_DELAY.toMillis());
        }
    }

    private HttpRequest request(List<SentEvent> events) {
        boolean isBatch = events.size() > 1;
        return HttpRequest.newBuilder(target)
                .timeout(MAX_ANSWER_TIME)
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", isBatch ? "application/cloudevents-batch+json" : "application/cloudevents+json")
                .POST(BodyPublishers.ofByteArray(
                        isBatch ? batch(events) : events.get(0).bytes()))
                .build();
    }

    private static byte[] batch(List<SentEvent> events) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (SentEvent event : events) {
            body.write(body.size() == 0 ? '[' : ',');
            body.writeBytes(event.bytes());
        }
        body.write(']');
        return body.toByteArray();
    }

    private boolean isAccepted(HttpRequest request, List<SentEvent> events) throws InterruptedException {
        long begun = System.nanoTime();
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            statistics.unanswered();
            return false;
        }
        statistics.answered(response.statusCode(), Duration.ofNanos(System.nanoTime() - begun));
        if (response.statusCode() == 503) {
            return false;
        }
        if (response.statusCode() != 202
                || JSON.readTree(response.body()).path("accepted").asInt() != events.size()) {
            throw new IllegalStateException("intake answered " + response.statusCode() + " to " + events.get(0) + " of "
                    + events.size() + ": " + response.body());
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
