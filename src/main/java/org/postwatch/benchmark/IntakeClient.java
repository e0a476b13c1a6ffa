package org.postwatch.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.postwatch.wire.EventWriter;

/** Sends events over HTTP with connections that stay open, and repeats them until the answer is 202. */
final class IntakeClient {
    private static final int MAX_REQUESTS_IN_FLIGHT = 32;
    private static final Duration MAX_ANSWER_TIME = Duration.ofSeconds(20);
    /** The first seconds are not counted. */
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private static final Executor RETRY = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final URI origin;
    private final HttpClient http;
    private final EventWriter writer = new EventWriter();
    private final Semaphore permits = new Semaphore(MAX_REQUESTS_IN_FLIGHT);
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final LongAdder repeated = new LongAdder();

    IntakeClient(int port, HttpClient.Version version) {
        this.origin = URI.create("http://127.0.0.1:" + port);
        this.http = HttpClient.newBuilder().version(version).build();
    }

    /**
     * Opens the first connection. A connection changes to HTTP/2 with a request that has no body.
     *
     * @throws IllegalStateException if the server does not speak this version
     */
    void open() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(origin.resolve("/v1/openapi.yaml"))
                .timeout(MAX_ANSWER_TIME)
                .build();
        HttpResponse<Void> response =
                http.sendAsync(request, BodyHandlers.discarding()).join();
        if (response.version() != http.version()) {
            throw new IllegalStateException("expected " + http.version() + ", found " + response.version());
        }
    }

    /**
     * Sends all requests, {@value #MAX_REQUESTS_IN_FLIGHT} at a time; returns when all are answered.
     *
     * @throws IllegalStateException if an answer is neither 202 nor 503
     */
    void sendAll(List<IntakeRequest> requests) throws InterruptedException {
        for (IntakeRequest request : requests) {
            send(request, finished -> {});
        }
        awaitAnswers();
    }

    /** Sends requests at a steady rate and returns the time of each counted answer since its request was due, in ms. */
    double[] measureLatency(List<IntakeRequest> requests, double rate, Duration length) throws InterruptedException {
        Queue<Double> latenciesMs = new ConcurrentLinkedQueue<>();
        long begun = System.nanoTime();
        long count = (long) (rate * length.toMillis() / 1_000);
        for (int i = 0; i < count; i++) {
            long due = begun + (long) (i * 1e9 / rate);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            boolean counts = due - begun > WARM_UP.toNanos();
            send(requests.get(i % requests.size()), finished -> {
                if (counts) {
                    latenciesMs.add((finished - due) / 1e6);
                }
            });
        }
        awaitAnswers();
        return latenciesMs.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void send(IntakeRequest request, LongConsumer accepted) throws InterruptedException {
        permits.acquire();
        HttpRequest post = HttpRequest.newBuilder(origin.resolve("/v1/events"))
                .timeout(MAX_ANSWER_TIME)
                .header("Authorization", "Bearer " + request.token())
                .header("Content-Type", request.contentType())
                .POST(BodyPublishers.ofByteArray(request.body(writer)))
                .build();
        sendUntilAccepted(post, accepted);
    }

    /** As a sender does: 503 means to send it again. */
    private void sendUntilAccepted(HttpRequest post, LongConsumer accepted) {
        http.sendAsync(post, BodyHandlers.ofString()).whenComplete((response, error) -> {
            if (error == null && response.statusCode() == 503) {
                repeated.increment();
                RETRY.execute(() -> sendUntilAccepted(post, accepted));
                return;
            }
            if (error == null && response.statusCode() == 202) {
                accepted.accept(System.nanoTime());
            } else {
                failure.compareAndSet(
                        null, error == null ? response.statusCode() + " " + response.body() : error.toString());
            }
            permits.release();
        });
    }

    /** How many requests were answered 503 and sent again. */
    long repeated() {
        return repeated.sum();
    }

    private void awaitAnswers() throws InterruptedException {
        permits.acquire(MAX_REQUESTS_IN_FLIGHT);
        permits.release(MAX_REQUESTS_IN_FLIGHT);
        if (failure.get() != null) {
            throw new IllegalStateException("intake did not accept an event: " + failure.get());
        }
    }
}
