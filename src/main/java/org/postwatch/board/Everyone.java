package org.postwatch.board;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostDay;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Transition;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;

/** Several who listen together, to one at a time. */
public record Everyone(List<Audience> all) implements Audience {
    public Everyone {
        all = List.copyOf(all);
    }

    @Override
    public synchronized void campus(CampusNow campus, Instant said) {
        all.forEach(one -> one.campus(campus, said));
    }

    @Override
    public synchronized void day(PostDay day) {
        all.forEach(one -> one.day(day));
    }

    @Override
    public synchronized void incident(String district, Incident incident) {
        all.forEach(one -> one.incident(district, incident));
    }

    @Override
    public synchronized void incidentGone(String district, String id) {
        all.forEach(one -> one.incidentGone(district, id));
    }

    @Override
    public synchronized void transition(Transition transition) {
        all.forEach(one -> one.transition(transition));
    }

    @Override
    public synchronized void deadLetter(String key, DeadLetterHeaders why) {
        all.forEach(one -> one.deadLetter(key, why));
    }

    @Override
    public synchronized void notice(Notice notice) {
        all.forEach(one -> one.notice(notice));
    }

    @Override
    public synchronized void noticeGone(String key) {
        all.forEach(one -> one.noticeGone(key));
    }

    @Override
    public synchronized void delivered(Notice notice) {
        all.forEach(one -> one.delivered(notice));
    }

    @Override
    public synchronized void decision(Entry entry) {
        all.forEach(one -> one.decision(entry));
    }

    @Override
    public synchronized void complete(Duration sinceMidnight) {
        all.forEach(one -> one.complete(sinceMidnight));
    }
}
