package org.postwatch.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.postwatch.demo.device.DeviceMessage.WebhookCall;
import org.postwatch.event.Event;
import org.postwatch.wire.EventWriter;
import tools.jackson.databind.json.JsonMapper;

/** A client of the front server: the programs of feeds, and devices that call an address. */
final class FrontServerClient {
    private static final Duration MAX_ANSWER_TIME = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String origin;
    private final Map<String, String> tokens;
    private final EventWriter writer = new EventWriter();

    /** @param tokens the bearer token of each feed, by its source */
    FrontServerClient(int port, Map<String, String> tokens) {
        this.origin = "http://127.0.0.1:" + port;
        this.tokens = Map.copyOf(tokens);
    }

    /**
     * Sends a batch of a feed.
     *
     * @throws DemoException unless all of them are accepted
     */
    void post(String source, List<Event> batch) throws InterruptedException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(origin + "/v1/events"))
                .header("Authorization", "Bearer " + tokens.get(source))
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(BodyPublishers.ofByteArray(json(batch))));
        requireAccepted("POST /v1/events of feed '" + source + "'", response, 202, batch.size());
    }

    private byte[] json(List<Event> batch) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Event event : batch) {
            body.write(body.size() == 0 ? '[' : ',');
            body.writeBytes(writer.write(event));
        }
        body.write(']');
        return body.toByteArray();
    }

    /**
     * Calls a webhook.
     *
     * @throws DemoException unless it becomes one event that is accepted
     */
    void call(WebhookCall webhook) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + webhook.path()))
                .method(
                        webhook.method(),
                        webhook.body().length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(webhook.body()));
        webhook.headers().forEach(request::header);
        String shown = webhook.path().replaceFirst("\\?.*", "");
        requireAccepted(webhook.method() + " " + shown, send(request), 200, 1);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.timeout(MAX_ANSWER_TIME).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoException("the front server does not answer: " + e + "; run with -v for its log", e);
        }
    }

    private static void requireAccepted(String what, HttpResponse<String> response, int status, int events) {
        if (response.statusCode() != status
                || JSON.readTree(response.body()).path("accepted").asInt() != events) {
            throw new DemoException(what + ": expected " + status + " with " + events + " accepted, found "
                    + response.statusCode() + ": " + response.body());
        }
    }
}
