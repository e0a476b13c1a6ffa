package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.event.DistrictKey;
import org.postwatch.notification.command.CreateSilence;
import org.postwatch.notification.command.ExpireSilence;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.route.LabelMatcher;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.state.ProcessingResult;

/** Creates, expires and ends silences, and warns before one ends. */
final class SilenceHandler {
    static final Duration MAX_DURATION = Duration.ofDays(400);

    private final NotificationContext context;
    private final SilenceStore silences;
    private final AlertProcessor alerts;
    private final DisclosureLog disclosures;

    SilenceHandler(
            NotificationContext context, SilenceStore silences, AlertProcessor alerts, DisclosureLog disclosures) {
        this.context = context;
        this.silences = silences;
        this.alerts = alerts;
        this.disclosures = disclosures;
    }

    ProcessingResult create(RoutingConfig routing, CreateSilence command) {
        String district = routing.district();
        if (command.match().isEmpty()) {
            return new ProcessingResult.Rejection("malformed", "a silence must name what it covers; it names no label");
        }
        if (!command.until().isAfter(command.from())
                || command.until().isAfter(command.from().plus(MAX_DURATION))) {
            return new ProcessingResult.Rejection(
                    "malformed",
                    "a silence ends after it begins and lasts " + MAX_DURATION.toDays() + " days at most; it is from "
                            + command.from() + " until " + command.until());
        }
        if (!command.until().isAfter(context.now())) {
            return new ProcessingResult.Rejection("malformed", "the silence was over at " + command.until());
        }
        if (silences.find(district, command.id()).isPresent()) {
            return ProcessingResult.ACCEPTED;
        }
        Optional<String> impossible = LabelMatcher.findUnmatchable(command.match(), routing);
        if (impossible.isPresent()) {
            return new ProcessingResult.Rejection("malformed", impossible.get());
        }
        if (silences.forDistrict(district).size() >= SilenceStore.MAX_SILENCES) {
            return new ProcessingResult.Rejection(
                    "too-many", "district '" + district + "' has " + SilenceStore.MAX_SILENCES + " silences already");
        }
        Instant warnAt = command.until().minus(routing.settings().silenceWarning());
        boolean warns = warnAt.isAfter(command.from()) && warnAt.isAfter(context.now());
        silences.put(
                district,
                new Silence(
                        command.id(),
                        command.actor().claimed(),
                        command.reason(),
                        command.match(),
                        command.from(),
                        command.until(),
                        warns ? Optional.of(warnAt) : Optional.empty()));
        disclosures.recordOperatorAction(district, command.id(), "silence", command.action(), command.actor());
        return ProcessingResult.ACCEPTED;
    }

    ProcessingResult expire(RoutingConfig routing, ExpireSilence command) {
        Optional<Silence> silence = silences.find(routing.district(), command.silence());
        if (silence.isEmpty()) {
            return new ProcessingResult.Rejection(
                    "unknown-silence",
                    "district '" + routing.district() + "' has no silence '" + command.silence() + "'");
        }
        disclosures.recordOperatorAction(
                routing.district(), command.silence(), "silence", command.action(), command.actor());
        remove(routing.district(), silence.get(), "lifted");
        return ProcessingResult.ACCEPTED;
    }

    private void remove(String district, Silence silence, String how) {
        silences.delete(district, silence.id());
        context.alertState(district, EngineAlerts.silenceEndingId(silence.id()))
                .ifPresent(warning ->
                        alerts.handle(EngineAlerts.asClosed(warning.alert(), context.now(), how), NoticeStage.CLOSED));
        alerts.evaluateSuppressedBy(district, WithheldReason.Silenced.rule(silence.id()));
    }

    void evaluate(DistrictKey key) {
        String district = key.district();
        Optional<Silence> known = context.store().get(NotificationTables.SILENCES, key);
        Optional<RoutingConfig> routing = context.routing(district);
        if (known.isEmpty() || routing.isEmpty()) {
            return;
        }
        Silence silence = known.get();
        if (!silence.until().isAfter(context.now())) {
            remove(district, silence, "ended");
        } else if (silence.warnAt().filter(at -> !at.isAfter(context.now())).isPresent()) {
            silences.put(district, silence.withoutWarning());
            alerts.handle(EngineAlerts.silenceEnding(routing.get(), silence, context.now()), NoticeStage.OPENED);
        }
    }
}
