package org.postwatch.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.access.AccessToken;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.clients.PlanRepository.CurrentPlan;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.Topics;
import org.postwatch.text.NameSuggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "grant",
        description = {
            "Create a token with which a feed may send its events over HTTP, and print it.",
            "",
            "The token is printed once, to stdout. If it is lost, grant another one and revoke the first.",
            "",
            "Example:",
            "  postwatch access grant --district elm --feed doors --by lopez \\",
            "      --expires 90d > doors.token",
            ""
        },
        footer = {"", "Exit codes: 0 granted, 1 not granted, 2 usage error."})
final class AccessGrantCommand extends AbstractAccessCommand {
    @Option(names = "--district", required = true, paramLabel = "DISTRICT", description = "The district of the feed.")
    private String district;

    @Option(
            names = "--feed",
            required = true,
            paramLabel = "SOURCE",
            description = "The source of the feed in the documents of the district.")
    private String feed;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            description = "The name of the person who grants it. The name is recorded, but not verified.")
    private String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "The reason, which is recorded.")
    private String reason;

    @Option(
            names = "--expires",
            paramLabel = "WHEN",
            description =
                    "The end of the token: 12h or 90d from now, or an instant such as 2027-06-30T00:00:00Z. Without this option the token is valid until you revoke it.")
    private String expires;

    @Override
    public Integer call() {
        AccessToken token = AccessToken.of(AccessKind.FEED, randomBytes(AccessToken.RANDOM_BYTES));
        // Usage errors are reported before the broker is contacted.
        AccessGrant grant = grant(newId(), token, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        Configuration read = readConfiguration();
        ClientSettings clients = requireTopics(read, Topics.ACCESS);
        warnOfUnknownFeed(clients);
        write(clients, grant);
        err().println("postwatch: granted " + grant.id() + " to feed '" + feed + "' of district '" + district + "', "
                + grant.expiresAt().map(end -> "until " + end).orElse("until it is revoked")
                + "; the token is not shown again");
        out().println(token.text());
        return 0;
    }

    private AccessGrant grant(String id, AccessToken token, Instant now) {
        try {
            return new AccessGrant(
                    id,
                    AccessKind.FEED,
                    district,
                    feed,
                    Optional.empty(),
                    token.hash(),
                    by,
                    Optional.ofNullable(reason),
                    now,
                    expiry(now),
                    Optional.empty());
        } catch (IllegalArgumentException e) {
            throw usageError(e.getMessage());
        }
    }

    private Optional<Instant> expiry(Instant now) {
        return Optional.ofNullable(expires)
                .map(text -> TimeArgument.parseLength(text)
                        .map(now::plus)
                        .or(() -> TimeArgument.parseInstant(text))
                        .orElseThrow(() -> usageError("--expires is '" + text
                                + "'; expected 12h, 90d or an instant such as 2027-06-30T00:00:00Z")));
    }

    /** A token may be granted before the plan is applied; until then it has no effect. */
    private void warnOfUnknownFeed(ClientSettings clients) {
        String warning;
        try {
            warning = unknownName(clients);
        } catch (KafkaException | IllegalArgumentException e) {
            warning = "cannot check whether a plan has the feed: " + e.getMessage();
        }
        if (!warning.isEmpty()) {
            err().println("postwatch: WARNING: the token has no effect until a plan in force has the feed: " + warning);
        }
    }

    private String unknownName(ClientSettings clients) {
        CurrentPlan plan = PlanRepository.read(clients, Set.of(district)).get(district);
        if (plan.district().isEmpty()) {
            return NameSuggestion.unknownNameMessage(
                    "district", district, KnownDistricts.of(clients).ids());
        }
        TreeSet<String> feeds =
                new TreeSet<>(plan.district().orElseThrow().feeds().keySet());
        plan.routing().ifPresent(routing -> feeds.addAll(routing.conductFeeds().keySet()));
        return feeds.contains(feed) ? "" : NameSuggestion.unknownNameMessage("feed", feed, feeds);
    }
}
