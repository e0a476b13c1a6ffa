package org.postwatch.intake.source;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.Transport;
import org.postwatch.intake.VerificationResult;
import org.postwatch.intake.cloudevents.CloudEventsMqttReader;
import org.postwatch.intake.profile.ProfileEvaluator;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.intake.service.SourceStatistics;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;

/**
 * Takes messages of sources: verifies the sender of a webhook, evaluates the profile, appends the events and counts what came of
 * it. Safe for threads; it does not block, but for secrets in files.
 */
public final class MessageIntake {
    private static final MessageOutcome UNREADABLE_PROFILE =
            new MessageOutcome.Unavailable("this instance cannot read the profile of the source");
    private static final MessageOutcome NO_SECRET = new MessageOutcome.Unavailable(
            "this instance lacks a secret of the source, or it is too short; see the log");

    private final EventSink sink;
    private final IntakeStatistics statistics;
    private final SourceSecrets secrets;
    private final ProfileCache profiles = new ProfileCache();
    private final SourceWarnings warnings = new SourceWarnings();
    private final CloudEventsMqttReader cloudEvents = new CloudEventsMqttReader();

    /** @param secrets of districts, as configured for this instance */
    public MessageIntake(EventSink sink, IntakeStatistics statistics, SecretResolver secrets) {
        this.sink = sink;
        this.statistics = statistics;
        this.secrets = new SourceSecrets(secrets);
    }

    /**
     * Why a webhook's message cannot be taken whatever its body is; empty if its body is to be read.
     *
     * @param head the message with an empty body
     */
    public Optional<MessageOutcome> refuse(IntakeMessage head, IntakeSource source) {
        Optional<ProfileEvaluator> evaluator = profiles.find(source.profile());
        if (evaluator.isEmpty()) {
            return Optional.of(UNREADABLE_PROFILE);
        }
        try {
            SourceStatistics counts = statistics.ofSource(source.district(), source.name());
            return evaluator
                    .get()
                    .profile()
                    .verifier()
                    .refuse(head, source, secrets.of(source))
                    .map(refused -> notVerified(refused, counts, head.arrival()));
        } catch (MissingSecretException e) {
            return Optional.of(NO_SECRET);
        }
    }

    /** Completes within the 2 s of {@link EventSink#append}. */
    public CompletionStage<MessageOutcome> take(IntakeMessage message, IntakeSource source) {
        Optional<ProfileEvaluator> evaluator = profiles.find(source.profile());
        if (evaluator.isEmpty()) {
            return completed(UNREADABLE_PROFILE);
        }
        if (message.transport() == Transport.WEBHOOK) {
            VerificationResult verification;
            try {
                verification = evaluator.get().profile().verifier().verify(message, source, secrets.of(source));
            } catch (MissingSecretException e) {
                return completed(NO_SECRET);
            }
            if (verification instanceof VerificationResult.HandshakeReply reply) {
                return completed(new MessageOutcome.Reply(reply));
            }
            if (!(verification instanceof VerificationResult.Verified)) {
                SourceStatistics counts = statistics.ofSource(source.district(), source.name());
                return completed(notVerified((VerificationResult.Refused) verification, counts, message.arrival()));
            }
        }
        IntakeResult result = evaluator.get().evaluate(message, source);
        return append(result, source, message.arrival())
                .thenApply(appended -> appended == AppendResult.APPENDED
                        ? new MessageOutcome.Taken(result)
                        : new MessageOutcome.Unavailable(appended.detail()));
    }

    /**
     * What a message of an MQTT broker becomes, for {@link #write}. Nothing is counted yet.
     *
     * @return empty when this version of Postwatch cannot read the profile of the source
     */
    public Optional<IntakeResult> evaluate(IntakeMessage message, IntakeSource source) {
        return source.profile().equals(ProfileText.CLOUD_EVENTS)
                ? Optional.of(cloudEvents.evaluate(message, source))
                : profiles.find(source.profile()).map(evaluator -> evaluator.evaluate(message, source));
    }

    /**
     * Appends the events of a message and counts what came of it. Completes within the 2 s of {@link EventSink#append}, with false
     * if the brokers did not confirm every event: nothing is counted then, and writing the same result again is harmless.
     */
    public CompletionStage<Boolean> write(IntakeResult result, IntakeSource source, Instant arrival) {
        return append(result, source, arrival).thenApply(appended -> appended == AppendResult.APPENDED);
    }

    /** The first result that is not good, if there is one. */
    private CompletionStage<AppendResult> append(IntakeResult result, IntakeSource source, Instant arrival) {
        return sink.appendAll(result.events()).thenApply(appended -> {
            AppendResult first = appended.stream()
                    .filter(one -> one != AppendResult.APPENDED)
                    .findFirst()
                    .orElse(AppendResult.APPENDED);
            if (first == AppendResult.APPENDED) {
                count(result, source, arrival);
            }
            return first;
        });
    }

    private static MessageOutcome notVerified(
            VerificationResult.Refused refused, SourceStatistics counts, Instant arrival) {
        counts.countUnverified(new RejectedMessage(arrival, "", refused.reason().wireName(), "", refused.detail()));
        return new MessageOutcome.NotVerified(refused.reason());
    }

    private void count(IntakeResult result, IntakeSource source, Instant arrival) {
        SourceStatistics counts = statistics.ofSource(source.district(), source.name());
        SourceStatistics feed = statistics.of(new FeedAccount(source.district(), source.feed()));
        result.events().forEach(event -> {
            counts.countAccepted(arrival);
            feed.countAccepted(arrival);
        });
        result.rejections().forEach(why -> {
            RejectedMessage rejected = RejectedMessage.of(why, arrival);
            counts.countRejected(rejected);
            feed.countRejected(rejected);
            warnings.rejected(source, why, arrival);
        });
        result.drops().forEach(reason -> counts.countDropped(arrival, reason.wireName()));
        result.unmapped().forEach((id, types) -> {
            if (counts.countUnmapped(arrival, id, types)) {
                warnings.unmapped(source, id, types, arrival);
            }
        });
    }

    private static CompletionStage<MessageOutcome> completed(MessageOutcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
