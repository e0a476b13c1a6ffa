package org.postwatch.intake.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.postwatch.event.Event;
import org.postwatch.http.HttpHandler;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.cloudevents.CloudEventsHttpReader;
import org.postwatch.intake.cloudevents.InvalidRequestException;
import org.postwatch.intake.http.EventResult.EventRejection;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.RejectedEventSummary;

/**
 * {@code POST /v1/events}: takes the CloudEvents of a feed. It answers 202 when at least one event is accepted, which means that
 * every in-sync replica has it, with a result for each event. {@code OPTIONS} is the handshake of the CloudEvents webhook
 * specification.
 */
public final class EventsHandler implements HttpHandler {
    private static final byte[] NO_KEY = {};

    private final FeedAuthenticator authenticator;
    private final EventSink sink;
    private final IntakeStatistics statistics;
    private final InstantSource clock;
    private final EventReader reader = new EventReader();

    public EventsHandler(
            FeedAuthenticator authenticator, EventSink sink, IntakeStatistics statistics, InstantSource clock) {
        this.authenticator = authenticator;
        this.sink = sink;
        this.statistics = statistics;
        this.clock = clock;
    }

    @Override
    public Optional<HttpResponse> refuse(HttpRequest head) {
        return head.method().equals("OPTIONS") ? Optional.empty() : authenticator.refuse(head);
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        if (request.method().equals("OPTIONS")) {
            return CompletableFuture.completedFuture(handshake(request));
        }
        try {
            return take(request);
        } catch (RequestRejectedException e) {
            return CompletableFuture.completedFuture(e.response());
        } catch (InvalidRequestException e) {
            return CompletableFuture.completedFuture(
                    Responses.problem(e.status(), e.reason(), e.getMessage(), Map.of("field", e.field())));
        }
    }

    /** Any sender may ask; only one with a credential may send. */
    private static HttpResponse handshake(HttpRequest request) {
        HttpResponse allowed = HttpResponse.empty(200).withHeader("Allow", "OPTIONS, POST");
        return request.header("webhook-request-origin")
                .filter(origin -> origin.matches("[A-Za-z0-9.:-]{1,253}"))
                .map(origin ->
                        allowed.withHeader("WebHook-Allowed-Origin", origin).withHeader("WebHook-Allowed-Rate", "*"))
                .orElse(allowed);
    }

    /** Who does not have a credential learns nothing about the body. */
    private CompletionStage<HttpResponse> take(HttpRequest request) {
        List<byte[]> events;
        try {
            events = CloudEventsHttpReader.read(request.headers(), request.body());
        } catch (InvalidRequestException e) {
            Set<FeedAccount> accounts = authenticator.authenticate(request, Set.of());
            accounts.forEach(account -> countRejected(
                    account, "", EventRejection.permanent(e.reason(), e.field(), e.getMessage()), clock.instant()));
            throw e;
        }
        Set<FeedAccount> accounts = authenticator.authenticate(request, claimedFeeds(events));
        EventResult[] results = new EventResult[events.size()];
        List<Event> accepted = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int index = 0; index < results.length; index++) {
            DecodeResult decoded = reader.read(events.get(index));
            Optional<EventRejection> rejection = rejection(decoded, accounts);
            if (rejection.isPresent()) {
                results[index] = rejected(index, events.get(index), accounts, rejection.get());
            } else {
                accepted.add(((DecodeResult.DecodedEvent) decoded).event());
                indexes.add(index);
            }
        }
        return sink.appendAll(accepted).thenApply(appended -> {
            for (int i = 0; i < appended.size(); i++) {
                results[indexes.get(i)] = appended(indexes.get(i), accepted.get(i), appended.get(i));
            }
            return response(List.of(results));
        });
    }

    private static Set<FeedAccount> claimedFeeds(List<byte[]> events) {
        Set<FeedAccount> claimed = new TreeSet<>();
        // One credential speaks for all events of a request, so the first event names the feed.
        events.stream().limit(1).forEach(event -> claimed.add(claimedFeed(RejectedEventSummary.of(NO_KEY, event))));
        return claimed;
    }

    private static FeedAccount claimedFeed(RejectedEventSummary event) {
        return new FeedAccount(event.district(), event.source());
    }

    private static Optional<EventRejection> rejection(DecodeResult decoded, Set<FeedAccount> accounts) {
        return decoded.match(
                event -> sourceRejection(event.event(), accounts),
                tick -> Optional.of(notAnEvent()),
                command -> Optional.of(notAnEvent()),
                failure -> Optional.of(
                        EventRejection.permanent(failure.reason(), failure.field(), failure.expectation())));
    }

    private EventResult rejected(int index, byte[] bytes, Set<FeedAccount> accounts, EventRejection why) {
        RejectedEventSummary summary = RejectedEventSummary.of(NO_KEY, bytes);
        FeedAccount claimed = claimedFeed(summary);
        Optional<FeedAccount> account = accounts.contains(claimed)
                ? Optional.of(claimed)
                : accounts.stream().findFirst();
        account.ifPresent(of -> countRejected(of, summary.id(), why, clock.instant()));
        return new EventResult(index, summary.id(), Optional.of(why));
    }

    private static EventRejection notAnEvent() {
        return EventRejection.permanent(
                "unknown-type", "type", "type: expected an event of a feed, found a command or a clock tick");
    }

    private static Optional<EventRejection> sourceRejection(Event event, Set<FeedAccount> accounts) {
        FeedAccount sender = new FeedAccount(event.origin().district(), event.source());
        if (accounts.contains(sender)) {
            return Optional.empty();
        }
        return Optional.of(EventRejection.permanent(
                "foreign-source",
                "source",
                "source and partitionkey: expected a feed and its district that the credential belongs to"));
    }

    private EventResult appended(int index, Event event, AppendResult result) {
        return switch (result) {
            case APPENDED -> {
                FeedAccount account = new FeedAccount(event.origin().district(), event.source());
                statistics.of(account).countAccepted(clock.instant());
                yield new EventResult(index, event.id(), Optional.empty());
            }
            case UNAVAILABLE ->
                new EventResult(
                        index, event.id(), Optional.of(EventRejection.temporary("unavailable", result.detail())));
            case NOT_SIGNED ->
                new EventResult(
                        index, event.id(), Optional.of(EventRejection.temporary("not-signed", result.detail())));
        };
    }

    private void countRejected(FeedAccount account, String id, EventRejection why, Instant now) {
        statistics.of(account).countRejected(new RejectedMessage(now, id, why.reason(), why.field(), why.detail()));
    }

    private static HttpResponse response(List<EventResult> results) {
        long accepted = results.stream().filter(EventResult::isAccepted).count();
        if (accepted == results.size()) {
            return Responses.allAccepted(results);
        }
        List<Map<String, Object>> each =
                results.stream().map(EventResult::toJson).toList();
        Optional<EventRejection> temporary =
                results.stream().filter(EventResult::isTemporary).findFirst().flatMap(EventResult::rejection);
        if (temporary.isPresent()) {
            return Responses.unavailable(
                    "not every event is accepted: " + temporary.get().detail(), Map.of("results", each));
        }
        if (accepted == 0) {
            EventRejection first = results.get(0).rejection().orElseThrow();
            return Responses.problem(
                    rejectedStatus(results),
                    first.reason(),
                    first.detail(),
                    Map.of("field", first.field(), "results", each));
        }
        return Responses.json(
                202, Map.of("accepted", accepted, "rejected", results.size() - accepted, "results", each));
    }

    /** The status when no event is accepted. */
    private static int rejectedStatus(List<EventResult> results) {
        if (allRejectedAs("foreign-source", results)) {
            return 403;
        }
        return allRejectedAs(DecodeResult.DecodeFailure.TOO_LARGE, results) ? 413 : 400;
    }

    private static boolean allRejectedAs(String reason, List<EventResult> results) {
        return results.stream()
                .allMatch(result -> result.rejection().orElseThrow().reason().equals(reason));
    }
}
