package org.postwatch.intake.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.postwatch.http.HttpHandler;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.SourceCounts;
import org.postwatch.intake.service.IntakeStatistics;

/** {@code GET /v1/feeds/SOURCE}: shows an integrator what this instance accepted and rejected of a feed. */
public final class FeedsHandler implements HttpHandler {
    private final FeedAuthenticator authenticator;
    private final IntakeStatistics statistics;

    public FeedsHandler(FeedAuthenticator authenticator, IntakeStatistics statistics) {
        this.authenticator = authenticator;
        this.statistics = statistics;
    }

    @Override
    public Optional<HttpResponse> refuse(HttpRequest head) {
        return authenticator.refuse(head);
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        try {
            String source = request.pathParameters().get("source");
            Set<FeedAccount> accounts =
                    new TreeSet<>(authenticator.authenticate(request, authenticator.feedsNamed(source)));
            accounts.removeIf(account -> !account.source().equals(source));
            return CompletableFuture.completedFuture(
                    accounts.isEmpty()
                            ? Responses.problem(
                                    403,
                                    "foreign-source",
                                    "expected the source of a feed that the credential belongs to, found another one")
                            : Responses.json(200, Map.of("feeds", describe(accounts))));
        } catch (RequestRejectedException e) {
            return CompletableFuture.completedFuture(e.response());
        }
    }

    private List<Map<String, Object>> describe(Set<FeedAccount> accounts) {
        List<Map<String, Object>> feeds = new ArrayList<>();
        for (FeedAccount account : accounts) {
            feeds.add(describe(account, statistics.of(account).snapshot()));
        }
        return feeds;
    }

    private static Map<String, Object> describe(FeedAccount account, SourceCounts counts) {
        Map<String, Object> feed = new LinkedHashMap<>();
        feed.put("district", account.district());
        feed.put("source", account.source());
        feed.put("since", counts.since().toString());
        feed.put("lastEvent", counts.lastMessage().map(Instant::toString).orElse(null));
        feed.put("accepted", counts.accepted());
        feed.put("rejected", counts.rejected());
        feed.put(
                "newestRejections",
                counts.newestRejections().stream().map(FeedsHandler::describe).toList());
        return feed;
    }

    private static Map<String, Object> describe(RejectedMessage message) {
        Map<String, Object> rejection = new LinkedHashMap<>();
        rejection.put("at", message.at().toString());
        rejection.put("id", message.id());
        rejection.put("reason", message.reason());
        rejection.put("field", message.field());
        rejection.put("detail", message.detail());
        return rejection;
    }
}
