package org.postwatch.board;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.wire.DeadLetterHeaders;

/** Several who listen together, to one at a time. */
public record CompositeOutputListener(List<OutputListener> listeners) implements OutputListener {
    public CompositeOutputListener {
        listeners = List.copyOf(listeners);
    }

    @Override
    public synchronized void onCampus(CampusCoverage campus, Instant said) {
        listeners.forEach(one -> one.onCampus(campus, said));
    }

    @Override
    public synchronized void onPostDay(PostDayIntervals day) {
        listeners.forEach(one -> one.onPostDay(day));
    }

    @Override
    public synchronized void onIncident(String district, Incident incident) {
        listeners.forEach(one -> one.onIncident(district, incident));
    }

    @Override
    public synchronized void onIncidentRemoved(String district, String id) {
        listeners.forEach(one -> one.onIncidentRemoved(district, id));
    }

    @Override
    public synchronized void onTransition(IncidentTransition transition) {
        listeners.forEach(one -> one.onTransition(transition));
    }

    @Override
    public synchronized void onDeadLetter(String key, DeadLetterHeaders why) {
        listeners.forEach(one -> one.onDeadLetter(key, why));
    }

    @Override
    public synchronized void onNotice(Notice notice) {
        listeners.forEach(one -> one.onNotice(notice));
    }

    @Override
    public synchronized void onNoticeRemoved(String key) {
        listeners.forEach(one -> one.onNoticeRemoved(key));
    }

    @Override
    public synchronized void onDelivered(Notice notice) {
        listeners.forEach(one -> one.onDelivered(notice));
    }

    @Override
    public synchronized void onDecision(DisclosureRecord entry) {
        listeners.forEach(one -> one.onDecision(entry));
    }

    @Override
    public synchronized void complete(Duration sinceMidnight) {
        listeners.forEach(one -> one.complete(sinceMidnight));
    }
}
