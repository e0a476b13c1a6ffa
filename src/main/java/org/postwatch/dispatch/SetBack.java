package org.postwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.watch.Table;

/**
 * ROUTING's clock was ahead and is set back. What was done at an instant in the future counts as done now, and its deadlines
 * move back by as much. Otherwise repeats and escalations would wait until the clock reaches that instant again. Notices that
 * were sent are not withdrawn.
 */
final class SetBack {
    private final Office office;
    private final Instant now;
    private final Duration ahead;

    /** @param wrong the clock before it was set back; it is right now */
    SetBack(Office office, Instant wrong) {
        this.office = office;
        this.now = office.now();
        this.ahead = Duration.between(now, wrong);
    }

    void apply() {
        of(Agenda.AFFAIRS, Tables.AFFAIRS, this::affair);
        of(
                Agenda.GROUPS,
                Tables.GROUPS,
                group -> new Group(
                        group.recipient(),
                        group.route(),
                        group.subject(),
                        group.interval(),
                        earlier(group.due()),
                        group.toldAt().map(this::earlier),
                        group.lost()));
        of(Agenda.DIGESTS, Tables.DIGESTS, digest -> new Digest(digest.recipient(), earlier(digest.due())));
        of(
                Agenda.SENT,
                Tables.SENT,
                sent -> new Sent(sent.notice(), sent.matters(), sent.acknowledged(), earlier(sent.forgetAt())));
    }

    private interface Change<T> {
        T of(T value);
    }

    private <T> void of(Agenda.Unit<T> unit, Table<T> table, Change<T> change) {
        List<String> keys = new ArrayList<>();
        office.ledger().range(table, "", Tables.LAST, Integer.MAX_VALUE, (key, value) -> keys.add(key));
        keys.forEach(key -> office.ledger()
                .get(table, key)
                .ifPresent(value -> office.agenda().put(unit, key, change.of(value))));
    }

    /** Due at once if it has any deadline: the next look computes its next deadline. */
    private Affair affair(Affair affair) {
        TreeMap<String, Line> lines = new TreeMap<>(affair.lines());
        lines.replaceAll((id, line) -> line(line));
        return new Affair(
                affair.matter(),
                earlier(affair.said()),
                earlier(affair.changed()),
                affair.walked(),
                affair.acknowledgement().map(this::acknowledgement),
                affair.remarks(),
                lines,
                affair.chain().stream().map(this::rung).toList(),
                earlier(affair.updated()),
                earlier(affair.updateDue()),
                affair.deadline().equals(Affair.NEVER) ? Affair.NEVER : now);
    }

    private Affair.Acknowledgement acknowledgement(Affair.Acknowledgement ack) {
        return ack.at().isAfter(now)
                ? new Affair.Acknowledgement(ack.by(), earlier(ack.at()), earlier(ack.until()))
                : ack;
    }

    /** Recipients were notified by now: the pause counts from here at the latest. */
    private Affair.Rung rung(Affair.Rung rung) {
        Affair.Rung known = rung.since().equals(Affair.NEVER) ? rung : rung.from(earlier(rung.since()));
        Instant latest = now.plus(rung.pause());
        return !rung.due().equals(Affair.NEVER) && rung.due().isAfter(latest) ? known.dueAt(latest) : known;
    }

    private Line line(Line line) {
        Optional<Line.Hold> hold =
                line.hold().map(h -> new Line.Hold(h.outcome(), h.rule(), h.reason(), earlier(h.until())));
        return new Line(
                line.route(),
                line.escalated(),
                line.news(),
                hold,
                line.group(),
                line.told(),
                line.toldAt().map(this::earlier));
    }

    private Instant earlier(Instant t) {
        if (!t.isAfter(now) || t.equals(Affair.NEVER)) {
            return t;
        }
        Instant before = t.minus(ahead);
        return before.isAfter(now) ? before : now;
    }
}
