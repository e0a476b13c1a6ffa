package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.event.DistrictKey;
import org.postwatch.incident.IncidentKey;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.route.RoutingConfig;

/** Keeps the state of each alert and takes it through the {@link NotificationPipeline} when something happens to it. */
final class AlertProcessor {
    private final NotificationContext context;
    private final NotificationPipeline pipeline;

    AlertProcessor(NotificationContext context, NotificationPipeline pipeline) {
        this.context = context;
        this.pipeline = pipeline;
    }

    /** An alert is new or has changed. */
    void handle(Alert alert, NoticeStage stage) {
        Optional<Alert> known = context.alertState(alert.district(), alert.id()).map(AlertState::alert);
        if (known.equals(Optional.of(alert)) || (known.isEmpty() && alert.status() == Alert.AlertStatus.WITHDRAWN)) {
            return;
        }
        AlertStateEditor editor = context.alertState(alert.district(), alert.id())
                .map(AlertStateEditor::of)
                .orElseGet(() -> AlertStateEditor.of(alert, context.now()));
        boolean newEpisode =
                alert.opened().isPresent() && !known.map(Alert::opened).equals(Optional.of(alert.opened()));
        editor.update(alert, context.now(), newEpisode);
        context.routing(alert.district()).ifPresent(routing -> pipeline.onChange(routing, editor, stage));
        context.save(editor);
        if (alert.kind().equals(Alert.FEED_SILENT)) {
            handleSilentFeed(alert);
        }
    }

    /** Does what is due of an alert now. */
    void evaluate(IncidentKey key) {
        context.store().get(NotificationTables.ALERTS, key).ifPresent(this::evaluate);
    }

    private void evaluate(AlertState state) {
        Alert alert = state.alert();
        Instant now = context.now();
        Optional<RoutingConfig> routing = context.routing(alert.district());
        if (alert.isOver() && !state.changedAt().plus(AlertState.RETENTION).isAfter(now)) {
            // Also in a district without documents: what stays due takes the place of others in each tick.
            remove(state);
        } else if (routing.isEmpty()) {
            return;
        } else if (EngineAlerts.autoCloseAt(alert)
                .filter(end -> !end.isAfter(now))
                .isPresent()) {
            handle(EngineAlerts.asClosed(alert, now, "24 h"), NoticeStage.CLOSED);
        } else {
            AlertStateEditor editor = AlertStateEditor.of(state);
            pipeline.onTimer(routing.get(), editor);
            context.save(editor);
        }
    }

    void acknowledge(AlertState state, AlertState.Acknowledgement acknowledgement) {
        AlertStateEditor editor = AlertStateEditor.of(state);
        RoutingConfig routing = context.routing(state.alert().district()).orElseThrow();
        pipeline.onAcknowledgement(routing, editor, acknowledgement);
        context.save(editor);
    }

    void addNote(AlertState state, AlertState.OperatorNote note) {
        AlertStateEditor editor = AlertStateEditor.of(state);
        editor.addNote(note);
        context.save(editor);
    }

    /** The routing of the alert's district changed. */
    void reroute(RoutingConfig routing, AlertState state) {
        AlertStateEditor editor = AlertStateEditor.of(state);
        pipeline.onRoutingChange(routing, editor);
        context.save(editor);
    }

    /** These recipients count as never notified of the alert. */
    void removeRecipients(AlertState state, Set<String> recipients) {
        AlertStateEditor editor = AlertStateEditor.of(state);
        Set<String> known = new TreeSet<>(editor.recipients().keySet());
        known.retainAll(recipients);
        if (!known.isEmpty()) {
            known.forEach(recipient -> pipeline.removeRecipient(editor, recipient));
            context.save(editor);
        }
    }

    /** Decides again about all alerts of a district that something suppresses: its rule has ended. */
    void evaluateSuppressedBy(String district, String rule) {
        List<IncidentKey> suppressed = new ArrayList<>();
        context.forEachInDistrict(NotificationTables.ALERTS, district, (key, state) -> {
            if (state.recipients().values().stream().anyMatch(recipient -> recipient.isSuppressedBy(rule))) {
                suppressed.add(key);
            }
        });
        suppressed.forEach(this::evaluate);
    }

    private void handleSilentFeed(Alert outage) {
        if (outage.isOver()) {
            evaluateSuppressedBy(outage.district(), WithheldReason.SILENT_FEED);
        } else {
            context.store().put(NotificationTables.SILENT_FEEDS, feedKey(outage), new AlertRef(outage.id()));
        }
    }

    private void remove(AlertState state) {
        DistrictKey feed = feedKey(state.alert());
        if (context.store()
                .get(NotificationTables.SILENT_FEEDS, feed)
                .equals(Optional.of(new AlertRef(state.alert().id())))) {
            context.store().delete(NotificationTables.SILENT_FEEDS, feed);
        }
        context.store().delete(NotificationTables.ALERTS, state.key());
    }

    private static DistrictKey feedKey(Alert alert) {
        return new DistrictKey(alert.district(), alert.labels().getOrDefault("feed", ""));
    }
}
