package org.postwatch.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    private Dossier(Affair affair) {
        this.matter = affair.matter();
        this.said = affair.said();
        this.changed = affair.changed();
        this.walked = affair.walked();
        this.acknowledgement = affair.acknowledgement();
        this.remarks = affair.remarks();
        this.lines = new TreeMap<>(affair.lines());
        this.chain = affair.chain();
    }

    static Dossier of(Affair affair) {
        return new Dossier(affair);
    }

    static Dossier of(Matter matter, Instant now) {
        return new Dossier(new Affair(
                matter, now, now, false, Optional.empty(), List.of(), new TreeMap<>(), List.of(), Affair.NEVER));
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
        for (Escalation step : Escalation.of(route, routing, matter)) {
            if (!step.isSkipped()) {
                Instant due = from.plus(step.after());
                rungs.add(new Affair.Rung(route.path(), step.step(), step.after(), due, step.to(), false));
            }
        }
        chain = rungs;
    }

    /** The steps that are due are taken. */
    List<Affair.Rung> takeRungs(Instant now) {
        List<Affair.Rung> due = chain.stream()
                .filter(rung -> !rung.taken() && !rung.due().isAfter(now))
                .toList();
        chain = chain.stream()
                .map(rung -> due.contains(rung) ? rung.done() : rung)
                .toList();
        return due;
    }

    /** What is put back. */
    Affair affair(Optional<Routing> routing) {
        return new Affair(matter, said, changed, walked, acknowledgement, remarks, lines, chain, deadline(routing));
    }

    private Instant deadline(Optional<Routing> routing) {
        List<Instant> due = new ArrayList<>();
        if (matter.isOver()) {
            due.add(changed.plus(Affair.KEPT));
        }
        if (matter.status() == Matter.Status.OPEN) {
            due.addAll(OwnMatter.end(matter).stream().toList());
            acknowledgement.ifPresent(ack -> due.add(ack.until()));
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
