package org.postwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.routing.Escalation;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;

/** An affair on the desk: what is being changed of it, until it is put back. */
final class Dossier {
    private Matter matter;
    private Instant said;
    private Instant changed;
    private boolean walked;
    private Optional<Affair.Acknowledgement> acknowledgement;
    private List<Affair.Remark> remarks;
    private final TreeMap<String, Line> lines;
    private List<Affair.Rung> chain;
    private Instant updated;
    private Instant updateDue;

    private Dossier(Affair affair) {
        this.matter = affair.matter();
        this.said = affair.said();
        this.changed = affair.changed();
        this.walked = affair.walked();
        this.acknowledgement = affair.acknowledgement();
        this.remarks = affair.remarks();
        this.lines = new TreeMap<>(affair.lines());
        this.chain = affair.chain();
        this.updated = affair.updated();
        this.updateDue = affair.updateDue();
    }

    static Dossier of(Affair affair) {
        return new Dossier(affair);
    }

    static Dossier of(Matter matter, Instant now) {
        return new Dossier(new Affair(
                matter,
                now,
                now,
                false,
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                List.of(),
                Instant.EPOCH,
                Affair.NEVER,
                Affair.NEVER));
    }

    Matter matter() {
        return matter;
    }

    String key() {
        return matter.district() + "/" + matter.id();
    }

    TreeMap<String, Line> lines() {
        return lines;
    }

    List<Affair.Rung> chain() {
        return chain;
    }

    boolean walked() {
        return walked;
    }

    Instant said() {
        return said;
    }

    /** When it last changed. */
    Instant changed() {
        return changed;
    }

    boolean isUpdateDue(Instant now) {
        return matter.status() == Matter.Status.OPEN && !updateDue.isAfter(now);
    }

    /** An update to its recipients is due, not before an instant and not too often. */
    void updateAfter(Instant at) {
        Instant soonest = updated.plus(Affair.UPDATE_PAUSE);
        updateDue = at.isAfter(soonest) ? at : soonest;
    }

    void updated(Instant at) {
        updated = at;
        updateDue = Affair.NEVER;
    }

    Optional<Affair.Acknowledgement> acknowledgement() {
        return acknowledgement;
    }

    /** Nobody has it in hand, and somebody should. */
    boolean isUnattended() {
        return matter.status() == Matter.Status.OPEN && acknowledgement.isEmpty();
    }

    /**
     * It is another now; when it opened anew, all that was settled of the former episode is void. But for this: who knows
     * that it is closed keeps that while it is over, and hears of it if it is withdrawn.
     */
    void becomes(Matter now, Instant at, boolean anew) {
        matter = now;
        changed = at;
        // A notice of this change contains everything else that is new.
        updateDue = Affair.NEVER;
        if (anew) {
            said = at;
            acknowledgement = Optional.empty();
            chain = List.of();
            walked = false;
            lines.values()
                    .removeIf(
                            line -> !line.isLive() && line.news().isEmpty() && !(now.isOver() && line.knowsItClosed()));
        }
    }

    void acknowledge(Optional<Affair.Acknowledgement> now) {
        acknowledgement = now;
    }

    void remark(Affair.Remark remark) {
        remarks = new ArrayList<>(remarks);
        remarks.add(remark);
    }

    int remarks() {
        return remarks.size();
    }

    void walk() {
        walked = true;
    }

    void endChain() {
        chain = List.of();
    }

    /** Adds what follows on a route while nobody acknowledges; steps that nobody would be told by are not waited for. */
    void addChain(Route route, Routing routing, Instant from) {
        if (chain.stream().anyMatch(rung -> rung.route().equals(route.path()))) {
            return;
        }
        List<Affair.Rung> rungs = new ArrayList<>(chain);
        List<String> before = route.to();
        Instant since = from;
        Duration waited = Duration.ZERO;
        for (Escalation step : Escalation.of(route, routing, matter)) {
            if (!step.isSkipped()) {
                Duration pause = step.after().minus(waited);
                rungs.add(new Affair.Rung(
                        route.path(), step.step(), step.after(), pause, before, since, Affair.NEVER, step.to(), false));
                before = step.to();
                since = Affair.NEVER;
                waited = step.after();
            }
        }
        chain = rungs;
    }

    /** The steps that are due are taken; the one after each waits until somebody of it is notified. */
    List<Affair.Rung> takeRungs(Instant now) {
        List<Affair.Rung> due = new ArrayList<>();
        List<Affair.Rung> rungs = new ArrayList<>();
        for (Affair.Rung rung : chain) {
            boolean follows = !due.isEmpty() && due.get(due.size() - 1).route().equals(rung.route());
            if (!rung.taken() && !rung.due().isAfter(now)) {
                due.add(rung);
                rungs.add(rung.done());
            } else {
                rungs.add(follows && rung.since().equals(Affair.NEVER) ? rung.from(now) : rung);
            }
        }
        chain = rungs;
        return due;
    }

    /** The time of a step runs from the first notice to somebody of the step before, or if nobody of it can be notified. */
    private List<Affair.Rung> timed() {
        return chain.stream()
                .map(rung -> rung.isWaiting() ? rung.dueAt(due(rung)) : rung)
                .toList();
    }

    private Instant due(Affair.Rung rung) {
        List<Line> before =
                rung.before().stream().map(lines::get).filter(Objects::nonNull).toList();
        Optional<Instant> told = before.stream()
                .filter(Line::isLive)
                .map(line -> line.toldAt().orElseThrow())
                .filter(at -> !at.isBefore(rung.since()))
                .min(Instant::compareTo);
        if (told.isPresent()) {
            return told.get().plus(rung.pause());
        }
        boolean held = before.stream().anyMatch(line -> line.news().isPresent());
        return held ? Affair.NEVER : rung.since().plus(rung.pause());
    }

    /** What is put back. */
    Affair affair(Optional<Routing> routing) {
        chain = timed();
        return new Affair(
                matter,
                said,
                changed,
                walked,
                acknowledgement,
                remarks,
                lines,
                chain,
                updated,
                updateDue,
                deadline(routing));
    }

    private Instant deadline(Optional<Routing> routing) {
        List<Instant> due = new ArrayList<>();
        if (matter.isOver()) {
            due.add(changed.plus(Affair.KEPT));
        }
        if (matter.status() == Matter.Status.OPEN) {
            due.addAll(OwnMatter.end(matter).stream().toList());
            acknowledgement.ifPresent(ack -> due.add(ack.until()));
            due.add(updateDue);
        }
        if (isUnattended()) {
            chain.stream().filter(rung -> !rung.taken()).forEach(rung -> due.add(rung.due()));
        }
        routing.ifPresent(known -> lines.values().forEach(line -> {
            if (line.news().isPresent()) {
                line.hold().ifPresent(hold -> due.add(hold.until()));
            } else {
                due.addAll(repeat(line, known).stream().toList());
            }
        }));
        return due.stream().min(Instant::compareTo).orElse(Affair.NEVER);
    }

    /** When a line is to be repeated; never while that is known to wait for an acknowledgement's end. */
    Optional<Instant> repeat(Line line, Routing routing) {
        boolean open = matter.status() == Matter.Status.OPEN && line.told().equals(Optional.of(Matter.Status.OPEN));
        return !open || line.news().isPresent() || line.isHeldBy(MatterDesk.ACKNOWLEDGED)
                ? Optional.empty()
                : routing.route(line.route())
                        .flatMap(Route::repeat)
                        .map(line.toldAt().orElseThrow()::plus);
    }
}
