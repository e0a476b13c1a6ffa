package org.postwatch.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Ruling;
import org.postwatch.routing.Spoken;
import org.postwatch.routing.Walk;

/**
 * Decides for every matter who is to be told what. News is first noted on the line of everybody whom it concerns; then
 * each line is settled: told, held, refused, or put into its group.
 */
final class MatterDesk {
    static final String ACKNOWLEDGED = "acknowledged";

    private final Office office;
    private final Settling settling;
    private final Groups groups;
    private final Outbox outbox;

    MatterDesk(Office office, Settling settling, Groups groups, Outbox outbox) {
        this.office = office;
        this.settling = settling;
        this.groups = groups;
        this.outbox = outbox;
    }

    /** A matter is new, or has become another. */
    void arrive(Matter matter, Stage stage) {
        Optional<Affair> known = office.affair(matter.district(), matter.id());
        if (known.map(Affair::matter).equals(Optional.of(matter))
                || (known.isEmpty() && matter.status() == Matter.Status.WITHDRAWN)) {
            return;
        }
        Optional<Routing> routing = office.routing(matter.district());
        Dossier dossier = known.map(Dossier::of).orElseGet(() -> Dossier.of(matter, office.now()));
        boolean anew = matter.opened().isPresent()
                && !known.map(Affair::matter).map(Matter::opened).equals(Optional.of(matter.opened()));
        dossier.becomes(matter, office.now(), anew);
        routing.ifPresent(r -> {
            if (matter.isOver()) {
                end(r, dossier);
            } else if (stage != Stage.UPDATED || !dossier.walked()) {
                walk(r, dossier, stage == Stage.UPDATED ? Stage.OPENED : stage);
            } else {
                dossier.updateAfter(office.now());
            }
            settling.settle(r, dossier);
            settling.update(r, dossier);
        });
        put(dossier, routing);
        if (matter.kind().equals(Matter.FEED_SILENT)) {
            feedChanged(matter);
        }
    }

    /** Who is told by the tree hears of it, and whoever was told before. */
    private void walk(Routing routing, Dossier dossier, Stage stage) {
        Matter matter = dossier.matter();
        Walk walk = Walk.of(routing.root(), matter);
        Map<String, Route> named = walk.recipients();
        boolean late = !dossier.walked();
        List.copyOf(dossier.lines().keySet()).forEach(recipient -> {
            Line line = dossier.lines().get(recipient);
            if (line.isLive()) {
                dossier.lines().put(recipient, line.with(Line.News.of(stageFor(line, matter, stage))));
            } else if (!named.containsKey(recipient)
                    && !(line.escalated() && line.news().isPresent())) {
                settling.drop(dossier, recipient, line);
            }
        });
        Stage first = matter.isForecast() ? Stage.EXPECTED : stage == Stage.ESCALATED && !late ? stage : Stage.OPENED;
        named.forEach((recipient, route) -> {
            Line line = dossier.lines().get(recipient);
            if (line == null) {
                dossier.lines().put(recipient, Line.of(route.path(), false, Line.News.of(first)));
            } else {
                Line.News news = line.isLive() ? line.news().orElseThrow() : Line.News.of(first);
                dossier.lines().put(recipient, line.by(route.path()).with(news));
            }
        });
        if (matter.status() == Matter.Status.OPEN) {
            Instant from = late ? dossier.said() : office.now();
            walk.takers().forEach(route -> dossier.addChain(route, routing, from));
        }
        dossier.walk();
    }

    private static Stage stageFor(Line line, Matter matter, Stage stage) {
        boolean arrived = line.told().equals(Optional.of(Matter.Status.EXPECTED)) && !matter.isForecast();
        return arrived ? Stage.OPENED : stage;
    }

    /** Whoever was told learns that it is over; for the others it is over before they knew. */
    private void end(Routing routing, Dossier dossier) {
        Matter matter = dossier.matter();
        if (!dossier.walked()) {
            Walk walk = Walk.of(routing.root(), matter);
            walk.recipients()
                    .forEach((recipient, route) -> dossier.lines()
                            .putIfAbsent(recipient, Line.of(route.path(), false, Line.News.of(Stage.OPENED))));
            dossier.walk();
        }
        dossier.endChain();
        List.copyOf(dossier.lines().keySet()).forEach(recipient -> {
            Line line = dossier.lines().get(recipient);
            boolean knewItClosed = line.knowsItClosed();
            boolean withdrawn = matter.status() == Matter.Status.WITHDRAWN;
            if (line.isLive() || (knewItClosed && withdrawn)) {
                boolean averted = line.told().equals(Optional.of(Matter.Status.EXPECTED));
                Stage stage = !withdrawn ? Stage.CLOSED : averted ? Stage.AVERTED : Stage.WITHDRAWN;
                dossier.lines().put(recipient, line.with(Line.News.of(stage)));
            } else if (knewItClosed || line.news().isPresent()) {
                settling.passOver(routing, dossier, recipient, line);
            }
        });
    }

    /** What is due of a matter now. */
    void look(String key) {
        Optional<Affair> affair = office.ledger().get(Tables.AFFAIRS, key);
        if (affair.isEmpty()) {
            return;
        }
        Matter matter = affair.get().matter();
        Optional<Routing> routing = office.routing(matter.district());
        Instant now = office.now();
        if (matter.isOver() && !affair.get().changed().plus(Affair.KEPT).isAfter(now)) {
            // Also of a district without documents: what stays due for ever takes the turns of all others.
            forget(affair.get());
        } else if (routing.isEmpty()) {
            return;
        } else if (OwnMatter.end(matter).filter(end -> !end.isAfter(now)).isPresent()) {
            arrive(OwnMatter.closed(matter, now, "24 h"), Stage.CLOSED);
        } else {
            look(routing.get(), Dossier.of(affair.get()));
        }
    }

    private void look(Routing routing, Dossier dossier) {
        Instant now = office.now();
        if (dossier.acknowledgement().filter(ack -> !ack.until().isAfter(now)).isPresent()) {
            dossier.acknowledge(Optional.empty());
            dossier.lines().replaceAll((id, line) -> line.isHeldBy(ACKNOWLEDGED) ? line.quiet() : line);
        }
        if (dossier.isUnattended()) {
            dossier.takeRungs(now).forEach(rung -> escalate(dossier, rung));
        }
        repeat(routing, dossier);
        settling.settle(routing, dossier);
        settling.update(routing, dossier);
        put(dossier, Optional.of(routing));
    }

    private static void escalate(Dossier dossier, Affair.Rung rung) {
        Line.News news = new Line.News(
                Stage.ESCALATED,
                "escalation step " + rung.step() + ", unacknowledged for " + Spoken.duration(rung.after()));
        for (String recipient : rung.to()) {
            Line line = dossier.lines().get(recipient);
            if (line == null || (!line.isLive() && line.news().isEmpty())) {
                dossier.lines().put(recipient, Line.of(rung.route(), true, news));
            } else if (line.isLive()) {
                dossier.lines().put(recipient, line.with(news));
            }
        }
    }

    private void repeat(Routing routing, Dossier dossier) {
        dossier.lines().replaceAll((id, line) -> {
            Optional<Instant> due = dossier.repeat(line, routing).filter(at -> !at.isAfter(office.now()));
            Recipient recipient = routing.recipients().get(id);
            if (due.isEmpty() || recipient == null) {
                return line;
            }
            Optional<Affair.Acknowledgement> ack = dossier.acknowledgement();
            if (ack.isEmpty()) {
                return line.with(Line.News.of(Stage.REPEATED));
            }
            Line.Hold hold = Line.Hold.until(
                    ack.get().until(),
                    ACKNOWLEDGED,
                    "not repeated: " + ack.get().by() + " has acknowledged it");
            outbox.record(recipient, dossier.matter(), hold);
            return line.heldBy(hold);
        });
    }

    /** Somebody has it in hand: whoever was told hears that. */
    void acknowledge(Affair affair, Affair.Acknowledgement acknowledgement) {
        Dossier dossier = Dossier.of(affair);
        boolean news =
                !affair.acknowledgement().map(Affair.Acknowledgement::by).equals(Optional.of(acknowledgement.by()));
        dossier.acknowledge(Optional.of(acknowledgement));
        Routing routing = office.routing(affair.matter().district()).orElseThrow();
        if (news) {
            dossier.lines().replaceAll((id, line) -> {
                boolean may = line.isLive() && mayKnowOfAcknowledgement(routing, id, affair.matter());
                return may ? line.with(Line.News.of(Stage.ACKNOWLEDGED)) : line;
            });
        }
        settling.settle(routing, dossier);
        put(dossier, Optional.of(routing));
    }

    /** The stage alone would disclose that somebody has acknowledged it. */
    private static boolean mayKnowOfAcknowledgement(Routing routing, String recipient, Matter matter) {
        return Optional.ofNullable(routing.recipients().get(recipient))
                .filter(known -> routing.policy().on(known, matter) instanceof Ruling.Granted granted
                        && granted.tellsAcknowledgements())
                .isPresent();
    }

    void remark(Affair affair, Affair.Remark remark) {
        Dossier dossier = Dossier.of(affair);
        dossier.remark(remark);
        put(dossier, office.routing(affair.matter().district()));
    }

    /** These know nothing of it, whatever they were told under the documents before. */
    void dropLines(Affair affair, Set<String> recipients) {
        Dossier dossier = Dossier.of(affair);
        Set<String> known = new TreeSet<>(dossier.lines().keySet());
        known.retainAll(recipients);
        known.forEach(id -> settling.drop(dossier, id, dossier.lines().get(id)));
        if (!known.isEmpty()) {
            put(dossier, office.routing(affair.matter().district()));
        }
    }

    /** The documents are others: who may no longer know is told nothing more; what waited is decided again; who is new hears. */
    void reroute(Routing routing, Affair affair) {
        Dossier dossier = Dossier.of(affair);
        Matter matter = affair.matter();
        if (!affair.walked() && !matter.isOver()) {
            walk(routing, dossier, Stage.OPENED);
        }
        Map<String, Route> named = Walk.of(routing.root(), matter).recipients();
        for (String id : List.copyOf(dossier.lines().keySet())) {
            Line line = dossier.lines().get(id);
            Recipient recipient = routing.recipients().get(id);
            boolean waits = !line.isLive() && line.news().isPresent() && !line.escalated();
            if (recipient == null || (waits && !named.containsKey(id))) {
                settling.drop(dossier, id, line);
            } else if (waits) {
                groups.leave(dossier, id, line);
                dossier.lines().put(id, line.in("").by(named.get(id).path()));
            } else if (line.told().isPresent()) {
                Optional<Line.Hold> refusal = Gate.refusal(routing, recipient, matter);
                refusal.ifPresent(hold -> {
                    outbox.record(recipient, matter, hold);
                    dossier.lines().put(id, settling.refuse(dossier, recipient, line, hold));
                });
            }
        }
        if (!matter.isOver()) {
            named.forEach((id, route) -> hearOfIt(routing, dossier, id, route));
        }
        settling.settle(routing, dossier);
        put(dossier, Optional.of(routing));
    }

    /** The documents name somebody, or let him know, who was told nothing of what is open. */
    private static void hearOfIt(Routing routing, Dossier dossier, String id, Route route) {
        Line line = dossier.lines().get(id);
        boolean unknowing = line == null || (!line.isLive() && line.news().isEmpty());
        if (unknowing && routing.recipients().containsKey(id)) {
            Stage stage = dossier.matter().isForecast() ? Stage.EXPECTED : Stage.OPENED;
            Line.News news = new Line.News(stage, "the documents have become others");
            dossier.lines()
                    .put(
                            id,
                            line == null
                                    ? Line.of(route.path(), false, news)
                                    : line.by(route.path()).with(news));
        }
    }

    /** What waits for one thing is decided again. */
    void release(String district, String rule) {
        List<String> waiting = new ArrayList<>();
        office.ofDistrict(Tables.AFFAIRS, district, (key, affair) -> {
            if (affair.lines().values().stream().anyMatch(line -> line.isHeldBy(rule))) {
                waiting.add(key);
            }
        });
        waiting.forEach(this::look);
    }

    private void feedChanged(Matter silence) {
        String key = silence.district() + "/" + silence.labels().getOrDefault("feed", "");
        if (!silence.isOver()) {
            office.ledger().put(Tables.FEEDS, key, new Mark(silence.id()));
        } else {
            release(silence.district(), Gate.SILENT_FEED);
        }
    }

    private void forget(Affair affair) {
        Matter matter = affair.matter();
        String feed = matter.district() + "/" + matter.labels().getOrDefault("feed", "");
        if (office.ledger().get(Tables.FEEDS, feed).equals(Optional.of(new Mark(matter.id())))) {
            office.ledger().delete(Tables.FEEDS, feed);
        }
        office.agenda().delete(Agenda.AFFAIRS, affair.key());
    }

    private void put(Dossier dossier, Optional<Routing> routing) {
        office.agenda().put(Agenda.AFFAIRS, dossier.key(), dossier.affair(routing));
    }
}
