package org.postwatch.dispatch;

import java.util.List;
import java.util.Optional;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;

/** Settles each line that has news: it is told, held, refused, passed over, or waits in its group. */
final class Settling {
    static final String OVER = "over";

    private final Office office;
    private final Gate gate;
    private final Groups groups;
    private final Digests digests;
    private final Outbox outbox;

    Settling(Office office, Gate gate, Groups groups, Digests digests, Outbox outbox) {
        this.office = office;
        this.gate = gate;
        this.groups = groups;
        this.digests = digests;
        this.outbox = outbox;
    }

    /** It is over before the recipient knew: nobody is called for it. */
    void passOver(Routing routing, Dossier dossier, String id, Line line) {
        Recipient recipient = routing.recipients().get(id);
        Matter matter = dossier.matter();
        groups.leave(dossier, id, line);
        if (recipient == null) {
            dossier.lines().remove(id);
            return;
        }
        boolean digest = matter.status() == Matter.Status.CLOSED && digests.takes(routing, recipient);
        Line.Hold hold = Gate.refusal(routing, recipient, matter)
                .orElseGet(() -> new Line.Hold(
                        Entry.Outcome.PASSED_OVER,
                        OVER,
                        matter.status().wireName()
                                + " when it became known to be told"
                                + (digest ? "; goes into the digest" : "; nobody is called for what is over"),
                        Affair.NEVER));
        if (hold.outcome() == Entry.Outcome.PASSED_OVER || !hold.isKnownFrom(line.hold())) {
            outbox.record(recipient, matter, hold);
        }
        if (digest && hold.outcome() == Entry.Outcome.PASSED_OVER) {
            digests.add(routing, recipient, matter);
        }
        dossier.lines().put(id, line.closedBy(hold));
    }

    void drop(Dossier dossier, String recipient, Line line) {
        groups.leave(dossier, recipient, line);
        dossier.lines().remove(recipient);
    }

    /** Tells what can be told, and holds the rest. */
    void settle(Routing routing, Dossier dossier) {
        for (String id : List.copyOf(dossier.lines().keySet())) {
            Line line = dossier.lines().get(id);
            Recipient recipient = routing.recipients().get(id);
            if (recipient == null) {
                drop(dossier, id, line);
            } else if (line.news().isPresent()) {
                dossier.lines().put(id, settle(routing, dossier, recipient, line));
            }
        }
    }

    private Line settle(Routing routing, Dossier dossier, Recipient recipient, Line line) {
        Matter matter = dossier.matter();
        Optional<Line.Hold> hold = gate.before(routing, dossier, recipient, line);
        if (hold.isPresent()) {
            if (!hold.get().isKnownFrom(line.hold())) {
                outbox.record(recipient, matter, hold.get());
            }
            if (hold.get().outcome() == Entry.Outcome.REFUSED) {
                return refuse(dossier, recipient, line, hold.get());
            }
            if (!line.isLive()) {
                groups.leave(dossier, recipient.id(), line);
                return line.in("").heldBy(hold.get());
            }
            return line.heldBy(hold.get());
        }
        Optional<Line> grouped = groups.take(routing, dossier, recipient, line);
        if (grouped.isPresent()) {
            grouped.get()
                    .hold()
                    .filter(pause -> !pause.isKnownFrom(line.hold()))
                    .ifPresent(pause -> outbox.record(recipient, matter, pause));
            return grouped.get();
        }
        groups.leave(dossier, recipient.id(), line);
        Line.News news = line.news().orElseThrow();
        String because = line.route() + (news.because().isEmpty() ? "" : "; " + news.because());
        List<Affair> one = List.of(dossier.affair(Optional.of(routing)));
        outbox.tell(routing, recipient, new Outbox.Letter(matter.id(), news.stage(), matter.status(), one, because));
        return line.in("").told(matter.status(), office.now());
    }

    /**
     * Sends an update, which calls nobody, to every recipient that knows of it as open and has no notice waiting, which would
     * contain the same. While a silence holds, the update waits.
     */
    void update(Routing routing, Dossier dossier) {
        if (!dossier.isUpdateDue(office.now())) {
            return;
        }
        Optional<Line.Hold> silence = gate.silence(dossier.matter());
        if (silence.isPresent()) {
            dossier.updateAfter(silence.get().until());
            return;
        }
        dossier.updated(office.now());
        List<Affair> one = List.of(dossier.affair(Optional.of(routing)));
        dossier.lines().forEach((id, line) -> {
            Recipient recipient = routing.recipients().get(id);
            boolean knows = recipient != null && line.isLive() && line.news().isEmpty();
            if (knows && line.group().isEmpty()) {
                Matter matter = dossier.matter();
                String because = line.route() + "; other reasons";
                outbox.update(
                        routing,
                        recipient,
                        new Outbox.Letter(matter.id(), Stage.UPDATED, matter.status(), one, because));
            } else if (knows) {
                groups.update(dossier.matter(), id, line);
            }
        });
    }

    /** What was told before is taken back as far as it goes: its notice goes out of the topic. */
    Line refuse(Dossier dossier, Recipient recipient, Line line, Line.Hold hold) {
        groups.leave(dossier, recipient.id(), line);
        outbox.forget(dossier.matter().district() + "/" + recipient.id() + "/"
                + dossier.matter().id());
        return line.unknowing(hold);
    }
}
