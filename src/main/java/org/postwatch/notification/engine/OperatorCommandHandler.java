package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.AddNote;
import org.postwatch.notification.command.CreateSilence;
import org.postwatch.notification.command.DeclareEmergency;
import org.postwatch.notification.command.ExpireSilence;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.command.RecordDisclosureRequest;
import org.postwatch.notification.command.ResendNotice;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.state.ProcessingResult;

/** Carries out what operators command and records who commanded it, or rejects it with a reason. */
final class OperatorCommandHandler {
    static final int MAX_NOTES = 100;

    private final NotificationContext context;
    private final AlertProcessor alerts;
    private final SilenceHandler silences;
    private final NoticePublisher publisher;
    private final NoticeResender resender;
    private final UndeliveredNotices undelivered;
    private final DisclosureLog disclosures;
    private final UrgentConductAggregator urgentConduct;

    OperatorCommandHandler(
            NotificationContext context,
            AlertProcessor alerts,
            SilenceHandler silences,
            NoticePublisher publisher,
            NoticeResender resender,
            UndeliveredNotices undelivered,
            DisclosureLog disclosures) {
        this.urgentConduct = new UrgentConductAggregator(context);
        this.context = context;
        this.alerts = alerts;
        this.silences = silences;
        this.publisher = publisher;
        this.resender = resender;
        this.undelivered = undelivered;
        this.disclosures = disclosures;
    }

    ProcessingResult handle(OperatorCommand command) {
        Optional<RoutingConfig> routing = context.routing(command.district());
        if (routing.isEmpty()) {
            return new ProcessingResult.Rejection(
                    "unknown-district", "no plan for district '" + command.district() + "'; apply its documents first");
        }
        if (command.freeText()
                .filter(text -> text.length() > OperatorCommand.MAX_TEXT_LENGTH)
                .isPresent()) {
            return new ProcessingResult.Rejection(
                    "malformed", "a text is longer than " + OperatorCommand.MAX_TEXT_LENGTH + " characters");
        }
        return command.accept(new Execution(routing.get()));
    }

    /** What each kind of command does in a district with this routing. */
    private final class Execution implements OperatorCommand.CommandVisitor<ProcessingResult> {
        private final RoutingConfig routing;

        private Execution(RoutingConfig routing) {
            this.routing = routing;
        }

        @Override
        public ProcessingResult visit(Acknowledge command) {
            return withOpenAlert(command, command.incident(), alert -> acknowledge(routing, alert, command));
        }

        @Override
        public ProcessingResult visit(AddNote command) {
            return withOpenAlert(command, command.incident(), alert -> addNote(alert, command, command.text()));
        }

        @Override
        public ProcessingResult visit(Resolve command) {
            return command.forCoverage().isPresent()
                    ? recordResolvedByCoverage(command)
                    : withOpenAlert(command, command.incident(), alert -> resolve(alert, command));
        }

        @Override
        public ProcessingResult visit(DeclareEmergency command) {
            return withOpenAlert(command, command.incident(), alert -> declareEmergency(routing, alert, command));
        }

        @Override
        public ProcessingResult visit(CreateSilence command) {
            return silences.create(routing, command);
        }

        @Override
        public ProcessingResult visit(ExpireSilence command) {
            return silences.expire(routing, command);
        }

        @Override
        public ProcessingResult visit(ResendNotice command) {
            return resend(routing, command);
        }

        @Override
        public ProcessingResult visit(RecordDisclosureRequest command) {
            return recordDisclosureRequest(routing, command);
        }
    }

    private Optional<AlertState> findOpen(OperatorCommand command, String incident) {
        return context.alertState(command.district(), incident)
                .filter(state -> !state.alert().isOver());
    }

    /** Rejects a command about an incident that is unknown or over. */
    private ProcessingResult withOpenAlert(
            OperatorCommand command, String incident, Function<AlertState, ProcessingResult> action) {
        return findOpen(command, incident)
                .map(action)
                .orElseGet(() -> new ProcessingResult.Rejection(
                        "unknown-incident",
                        "district '" + command.district() + "' has no open incident '" + incident + "'"));
    }

    private ProcessingResult acknowledge(RoutingConfig routing, AlertState state, Acknowledge command) {
        Instant now = context.now();
        Instant until = routing.settings().acknowledgedFor().map(now::plus).orElse(AlertState.NEVER);
        AlertState noted = state;
        if (command.note().isPresent()) {
            if (addNote(state, command, command.note().get()) instanceof ProcessingResult.Rejection rejection) {
                return rejection;
            }
            noted = context.alertState(command.district(), command.incident()).orElseThrow();
        }
        record(state, command.action() + (until.equals(AlertState.NEVER) ? "" : " until " + until), command.actor());
        alerts.acknowledge(noted, new AlertState.Acknowledgement(command.actor().claimed(), now, until));
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult addNote(AlertState state, OperatorCommand command, String text) {
        if (state.notes().size() >= MAX_NOTES) {
            return new ProcessingResult.Rejection(
                    "too-many", "'" + state.alert().id() + "' has " + MAX_NOTES + " notes already");
        }
        record(state, AddNote.ACTION, command.actor());
        alerts.addNote(
                state,
                new AlertState.OperatorNote(context.now(), command.actor().claimed(), text));
        return ProcessingResult.ACCEPTED;
    }

    /** The closing may arrive before the command. */
    private ProcessingResult recordResolvedByCoverage(Resolve command) {
        findOpen(command, command.incident())
                .or(() -> context.alertState(command.district(), command.incident())
                        .filter(known -> !known.changedAt().isBefore(command.at())))
                .ifPresent(known -> record(known, command.action(), command.actor()));
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult resolve(AlertState state, Resolve command) {
        Alert alert = state.alert();
        if (!Alert.OPERATOR_CLOSABLE_KINDS.contains(alert.kind())) {
            return new ProcessingResult.Rejection(
                    "not-resolvable", "'" + alert.kind() + "' ends when the facts end it, not by command");
        }
        if (alert.kind().equals(Alert.DELIVERY_FAILED)) {
            undelivered.clear(alert.district(), alert.labels().get("recipient"));
        }
        record(state, command.action(), command.actor());
        alerts.handle(EngineAlerts.asClosed(alert, context.now(), "resolved"), NoticeStage.CLOSED);
        for (AlertState listed : urgentConduct.listedAlerts(alert)) {
            alerts.handle(EngineAlerts.asClosed(listed.alert(), context.now(), "resolved"), NoticeStage.CLOSED);
        }
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult declareEmergency(RoutingConfig routing, AlertState state, DeclareEmergency command) {
        Alert alert = state.alert();
        if (!alert.kind().equals(Alert.CONDUCT)) {
            return new ProcessingResult.Rejection("not-conduct", "only conduct can be classed as an emergency");
        }
        record(state, command.action(), command.actor());
        alerts.handle(EngineAlerts.asEmergency(routing, alert), NoticeStage.ESCALATED);
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult resend(RoutingConfig routing, ResendNotice command) {
        String subject = command.noticeSubject();
        Optional<NoticeState> sent = publisher.findNotice(command.district(), command.recipient(), subject);
        Recipient recipient = routing.recipients().get(command.recipient());
        if (sent.isEmpty() || recipient == null) {
            return new ProcessingResult.Rejection(
                    "unknown-notice",
                    "'" + command.recipient() + "' of district '" + command.district() + "' has no notice of '"
                            + subject + "'");
        }
        if (!resender.resend(routing, recipient, sent.get())) {
            return new ProcessingResult.Rejection(
                    "unknown-notice", "the policy no longer grants any of it, or its alerts are gone");
        }
        disclosures.recordOperatorAction(command.district(), subject, "resend", command.action(), command.actor());
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult recordDisclosureRequest(RoutingConfig routing, RecordDisclosureRequest command) {
        disclosures.record(new DisclosureRecord(
                command.district(),
                context.now(),
                DisclosureRecord.DisclosureOutcome.DISCLOSURE_REQUEST,
                command.agency(),
                routing.agencies().getOrDefault(command.agency(), ""),
                command.id(),
                "request",
                List.of(),
                "",
                "policy answer",
                command.action(),
                Optional.of(command.actor())));
        return ProcessingResult.ACCEPTED;
    }

    private void record(AlertState state, String action, Actor actor) {
        disclosures.recordOperatorAction(
                state.alert().district(), state.alert().id(), state.alert().kind(), action, actor);
    }
}
