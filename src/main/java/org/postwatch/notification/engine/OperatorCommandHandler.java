package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.incident.IncidentKind;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.OperatorCommand;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.state.ProcessingResult;

/** Does what operators say, and writes down who said it; or says why it cannot be done. */
final class OperatorCommandHandler {
    static final int MAX_NOTES = 100;
    static final int MAX_TEXT_LENGTH = 1_000;
    /** Closed by operators, but in COVERAGE, which reads the same commands. */
    private static final Set<String> CLOSED_BY_COVERAGE = IncidentKind.wireNames(IncidentKind::isOperatorClosable);

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
        Optional<RoutingConfig> known = context.routing(command.district());
        if (known.isEmpty()) {
            return new ProcessingResult.Rejection(
                    "unknown-district", "no plan for district '" + command.district() + "'; apply its documents first");
        }
        RoutingConfig routing = known.get();
        if (longestText(command) > MAX_TEXT_LENGTH) {
            return new ProcessingResult.Rejection(
                    "malformed", "a text is longer than " + MAX_TEXT_LENGTH + " characters");
        }
        if (command instanceof OperatorCommand.Acknowledge c) {
            return findOpen(command, c.incident())
                    .map(affair -> acknowledge(routing, affair, c))
                    .orElseGet(() -> rejectedAsUnknown(c, c.incident()));
        } else if (command instanceof OperatorCommand.AddNote c) {
            return findOpen(command, c.incident())
                    .map(affair -> addNote(affair, c.actor(), c.text()))
                    .orElseGet(() -> rejectedAsUnknown(c, c.incident()));
        } else if (command instanceof OperatorCommand.Resolve c) {
            return resolve(c);
        } else if (command instanceof OperatorCommand.DeclareEmergency c) {
            return findOpen(command, c.incident())
                    .map(affair -> declareEmergency(routing, affair, c))
                    .orElseGet(() -> rejectedAsUnknown(c, c.incident()));
        } else if (command instanceof OperatorCommand.CreateSilence c) {
            return silences.create(routing, c);
        } else if (command instanceof OperatorCommand.ExpireSilence c) {
            return silences.expire(routing, c);
        } else if (command instanceof OperatorCommand.ResendNotice c) {
            return resend(routing, c);
        }
        return recordDisclosureRequest(routing, (OperatorCommand.RecordDisclosureRequest) command);
    }

    private static int longestText(OperatorCommand command) {
        if (command instanceof OperatorCommand.Acknowledge c) {
            return c.note().map(String::length).orElse(0);
        } else if (command instanceof OperatorCommand.AddNote c) {
            return c.text().length();
        } else if (command instanceof OperatorCommand.CreateSilence c) {
            return c.reason().length();
        }
        return command instanceof OperatorCommand.RecordDisclosureRequest c
                ? c.text().length()
                : 0;
    }

    /** What is neither unknown nor over. */
    private Optional<AlertState> findOpen(OperatorCommand command, String incident) {
        return context.alertState(command.district(), incident)
                .filter(affair -> !affair.alert().isOver());
    }

    private static ProcessingResult rejectedAsUnknown(OperatorCommand command, String incident) {
        return new ProcessingResult.Rejection(
                "unknown-incident", "district '" + command.district() + "' has no open incident '" + incident + "'");
    }

    private ProcessingResult acknowledge(
            RoutingConfig routing, AlertState affair, OperatorCommand.Acknowledge command) {
        Instant now = context.now();
        Instant until = routing.settings().acknowledgedFor().map(now::plus).orElse(AlertState.NEVER);
        AlertState noted = affair;
        if (command.note().isPresent()) {
            if (addNote(affair, command.actor(), command.note().get()) instanceof ProcessingResult.Rejection aside) {
                return aside;
            }
            noted = context.alertState(command.district(), command.incident()).orElseThrow();
        }
        record(affair, "acknowledges" + (until.equals(AlertState.NEVER) ? "" : " until " + until), command.actor());
        alerts.acknowledge(noted, new AlertState.Acknowledgement(command.actor().claimed(), now, until));
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult addNote(AlertState affair, Actor actor, String text) {
        if (affair.notes().size() >= MAX_NOTES) {
            return new ProcessingResult.Rejection(
                    "too-many", "'" + affair.alert().id() + "' has " + MAX_NOTES + " notes already");
        }
        record(affair, "notes", actor);
        alerts.addNote(affair, new AlertState.OperatorNote(context.now(), actor.claimed(), text));
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult resolve(OperatorCommand.Resolve command) {
        String incident = command.incident();
        String kind = incident.contains("/") ? incident.substring(0, incident.indexOf('/')) : incident;
        Optional<AlertState> affair = findOpen(command, incident);
        if (CLOSED_BY_COVERAGE.contains(kind)) {
            // What follows from it may be here before it.
            affair.or(() -> context.alertState(command.district(), incident)
                            .filter(known -> !known.changedAt().isBefore(command.at())))
                    .ifPresent(known -> record(known, "resolves", command.actor()));
            return ProcessingResult.ACCEPTED;
        }
        if (affair.isEmpty()) {
            return rejectedAsUnknown(command, incident);
        }
        if (!Set.of(Alert.CONDUCT, Alert.DELIVERY_FAILED, Alert.MANDATORY_DENIAL_LIFTED)
                .contains(kind)) {
            return new ProcessingResult.Rejection(
                    "not-resolvable", "'" + kind + "' ends when the facts end it, not by command");
        }
        Alert matter = affair.get().alert();
        if (kind.equals(Alert.DELIVERY_FAILED)) {
            undelivered.clear(matter.district(), matter.labels().get("recipient"));
        }
        record(affair.get(), "resolves", command.actor());
        alerts.handle(EngineAlerts.asClosed(matter, context.now(), "resolved"), NoticeStage.CLOSED);
        for (AlertState listed : urgentConduct.listedAlerts(matter)) {
            alerts.handle(EngineAlerts.asClosed(listed.alert(), context.now(), "resolved"), NoticeStage.CLOSED);
        }
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult declareEmergency(
            RoutingConfig routing, AlertState affair, OperatorCommand.DeclareEmergency command) {
        Alert matter = affair.alert();
        if (!matter.kind().equals(Alert.CONDUCT)) {
            return new ProcessingResult.Rejection("not-conduct", "only conduct can be classed as an emergency");
        }
        record(affair, "classes it as an emergency", command.actor());
        alerts.handle(EngineAlerts.asEmergency(routing, matter), NoticeStage.ESCALATED);
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult resend(RoutingConfig routing, OperatorCommand.ResendNotice command) {
        Optional<NoticeState> sent = publisher.findNotice(command.district(), command.recipient(), command.subject());
        Recipient recipient = routing.recipients().get(command.recipient());
        if (sent.isEmpty() || recipient == null) {
            return new ProcessingResult.Rejection(
                    "unknown-notice",
                    "'" + command.recipient() + "' of district '" + command.district() + "' has no notice of '"
                            + command.subject() + "'");
        }
        if (!resender.resend(routing, recipient, sent.get())) {
            return new ProcessingResult.Rejection("unknown-notice", "nothing of it may be told any more, or is known");
        }
        disclosures.recordOperatorAction(
                command.district(),
                command.subject(),
                "resend",
                "sends it to " + command.recipient() + " again",
                command.actor());
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult recordDisclosureRequest(
            RoutingConfig routing, OperatorCommand.RecordDisclosureRequest command) {
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
                "asked: " + command.text() + "; answered: " + command.answer(),
                Optional.of(command.actor())));
        return ProcessingResult.ACCEPTED;
    }

    private void record(AlertState affair, String what, Actor actor) {
        disclosures.recordOperatorAction(
                affair.alert().district(), affair.alert().id(), affair.alert().kind(), what, actor);
    }
}
