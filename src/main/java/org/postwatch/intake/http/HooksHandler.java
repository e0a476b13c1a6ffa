package org.postwatch.intake.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.postwatch.http.HttpHandler;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.Transport;
import org.postwatch.intake.service.FailedAttemptLimiter;
import org.postwatch.intake.service.SourceDirectory;
import org.postwatch.intake.source.MessageIntake;
import org.postwatch.intake.source.MessageOutcome;

/**
 * {@code /v1/hooks/DISTRICT/NAME}: takes the webhooks of a vendor for a source of a district's {@code intake.yaml}. It answers 200
 * when the message needs not come again, also when it is no event.
 */
public final class HooksHandler implements HttpHandler {
    /** As much as a profile evaluates. */
    public static final long MAX_BODY_BYTES = IntakeMessage.MAX_BYTES;

    private final SourceDirectory sources;
    private final MessageIntake intake;
    private final FailedAttemptLimiter limiter;
    private final InstantSource clock;

    public HooksHandler(
            SourceDirectory sources, MessageIntake intake, FailedAttemptLimiter limiter, InstantSource clock) {
        this.sources = sources;
        this.intake = intake;
        this.limiter = limiter;
        this.clock = clock;
    }

    /** An unknown source, no credential, or a wrong one that is not over the body. */
    @Override
    public Optional<HttpResponse> refuse(HttpRequest head) {
        if (head.method().equals("HEAD")) {
            // A device that checks the address does not press the button.
            return Optional.of(Responses.problem(405, "method-not-allowed", "expected GET or POST, found HEAD")
                    .withHeader("Allow", "GET, POST, PUT"));
        }
        if (!sources.isReady()) {
            return Optional.of(Responses.unavailable(
                    "this instance has not read the plans, or cannot read them any more", Map.of()));
        }
        Optional<IntakeSource> source = source(head);
        Instant now = now();
        return source.isEmpty()
                ? Optional.of(unknownSource())
                : intake.refuse(message(head, now), source.get()).map(outcome -> response(outcome, head, now));
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        Instant now = now();
        return source(request)
                .map(source -> intake.take(message(request, now), source)
                        .thenApply(outcome -> response(outcome, request, now)))
                // A plan has removed it meanwhile.
                .orElseGet(() -> CompletableFuture.completedFuture(unknownSource()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Optional<IntakeSource> source(HttpRequest request) {
        return sources.source(
                        request.pathParameters().get("district"),
                        request.pathParameters().get("name"))
                .filter(found -> found.transport().kind() == Transport.WEBHOOK);
    }

    private static HttpResponse unknownSource() {
        return Responses.problem(
                404,
                "unknown-source",
                "expected /v1/hooks/DISTRICT/NAME with a source of kind 'webhook' of that district's intake.yaml");
    }

    private static IntakeMessage message(HttpRequest request, Instant now) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        Map<String, String> query = new HashMap<>();
        request.query().forEach((name, values) -> query.put(name, values.get(0)));
        return new IntakeMessage(
                Transport.WEBHOOK,
                "",
                false,
                headers,
                query,
                request.body(),
                now,
                request.clientCertificate()
                        .map(certificate ->
                                certificate.getSubjectX500Principal().getName()));
    }

    private HttpResponse response(MessageOutcome outcome, HttpRequest request, Instant now) {
        return outcome.match(
                taken -> result(taken.result()),
                reply -> withHeaders(
                        HttpResponse.empty(reply.reply().status()),
                        reply.reply().headers()),
                refused -> refusal(refused, request.peer().text(), now),
                unavailable -> Responses.unavailable(unavailable.detail(), Map.of()));
    }

    /** Only a client whose credential is wrong is slowed down: a panic button may share its address. */
    private HttpResponse refusal(MessageOutcome.NotVerified refused, String client, Instant now) {
        Optional<Duration> wait = limiter.countFailure(client, now);
        if (wait.isPresent()) {
            return Responses.tooManyFailures(client, wait.get());
        }
        return Responses.problem(
                401,
                refused.reason().wireName(),
                "the message has no valid credential; compare the vendor's secret with the source's");
    }

    private static HttpResponse result(IntakeResult result) {
        if (result.isRejected()) {
            MessageRejection first = result.rejections().get(0);
            return Responses.problem(400, first.reason().wireName(), first.detail(), Map.of("field", first.field()));
        }
        return Responses.json(
                200,
                Map.of(
                        "accepted", result.events().size(),
                        "unmapped", result.unmapped().size(),
                        "dropped", sorted(result)));
    }

    private static List<String> sorted(IntakeResult result) {
        return result.drops().stream().map(reason -> reason.wireName()).sorted().toList();
    }

    private static HttpResponse withHeaders(HttpResponse response, Map<String, String> headers) {
        HttpResponse all = response;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            all = all.withHeader(header.getKey(), header.getValue());
        }
        return all;
    }
}
