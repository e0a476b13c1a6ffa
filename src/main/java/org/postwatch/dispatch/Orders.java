package org.postwatch.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.incident.Kind;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.watch.Verdict;

/** Does what operators say, and writes down who said it; or says why it cannot be done. */
final class Orders {
    static final int REMARKS_MAX = 100;
    static final int TEXT_CHARS_MAX = 1_000;
    /** Closed by operators, but in COVERAGE, which reads the same commands. */
    private static final Set<String> OF_COVERAGE = Kind.names(Kind::isClosedByOperators);

    private final Office office;
    private final MatterDesk matters;
    private final SilenceDesk silences;
    private final Outbox outbox;
    private final UrgentConduct urgent;

    Orders(Office office, MatterDesk matters, SilenceDesk silences, Outbox outbox) {
        this.urgent = new UrgentConduct(office);
        this.office = office;
        this.matters = matters;
        this.silences = silences;
        this.outbox = outbox;
    }

    Verdict take(Command command) {
        Optional<Routing> known = office.routing(command.district());
        if (known.isEmpty()) {
            return new Verdict.SetAside(
                    "unknown-district", "no plan for district '" + command.district() + "'; apply its documents first");
        }
        Routing routing = known.get();
        if (longest(command) > TEXT_CHARS_MAX) {
            return new Verdict.SetAside("malformed", "a text is longer than " + TEXT_CHARS_MAX + " characters");
        }
        if (command instanceof Command.Acknowledge c) {
            return standing(command, c.incident())
                    .map(affair -> acknowledge(routing, affair, c))
                    .orElseGet(() -> unknown(c, c.incident()));
        } else if (command instanceof Command.Note c) {
            return standing(command, c.incident())
                    .map(affair -> note(affair, c.actor(), c.text()))
                    .orElseGet(() -> unknown(c, c.incident()));
        } else if (command instanceof Command.Resolve c) {
            return resolve(c);
        } else if (command instanceof Command.Emergency c) {
            return standing(command, c.incident())
                    .map(affair -> emergency(routing, affair, c))
                    .orElseGet(() -> unknown(c, c.incident()));
        } else if (command instanceof Command.Silence c) {
            return silences.begin(routing, c);
        } else if (command instanceof Command.Unsilence c) {
            return silences.lift(routing, c);
        } else if (command instanceof Command.Resend c) {
            return resend(routing, c);
        }
        return asked(routing, (Command.Asked) command);
    }

    private static int longest(Command command) {
        if (command instanceof Command.Acknowledge c) {
            return c.note().map(String::length).orElse(0);
        } else if (command instanceof Command.Note c) {
            return c.text().length();
        } else if (command instanceof Command.Silence c) {
            return c.reason().length();
        }
        return command instanceof Command.Asked c ? c.text().length() : 0;
    }

    /** What is neither unknown nor over. */
    private Optional<Affair> standing(Command command, String incident) {
        return office.affair(command.district(), incident)
                .filter(affair -> !affair.matter().isOver());
    }

    private static Verdict unknown(Command command, String incident) {
        return new Verdict.SetAside(
                "unknown-incident", "district '" + command.district() + "' has no open incident '" + incident + "'");
    }

    private Verdict acknowledge(Routing routing, Affair affair, Command.Acknowledge command) {
        Instant now = office.now();
        Instant until = routing.habits().acknowledgedFor().map(now::plus).orElse(Affair.NEVER);
        Affair noted = affair;
        if (command.note().isPresent()) {
            if (note(affair, command.actor(), command.note().get()) instanceof Verdict.SetAside aside) {
                return aside;
            }
            noted = office.affair(command.district(), command.incident()).orElseThrow();
        }
        record(affair, "acknowledges" + (until.equals(Affair.NEVER) ? "" : " until " + until), command.actor());
        matters.acknowledge(noted, new Affair.Acknowledgement(command.actor().claimed(), now, until));
        return Verdict.TAKEN;
    }

    private Verdict note(Affair affair, Actor actor, String text) {
        if (affair.remarks().size() >= REMARKS_MAX) {
            return new Verdict.SetAside(
                    "too-many", "'" + affair.matter().id() + "' has " + REMARKS_MAX + " notes already");
        }
        record(affair, "notes", actor);
        matters.remark(affair, new Affair.Remark(office.now(), actor.claimed(), text));
        return Verdict.TAKEN;
    }

    private Verdict resolve(Command.Resolve command) {
        String incident = command.incident();
        String kind = incident.contains("/") ? incident.substring(0, incident.indexOf('/')) : incident;
        Optional<Affair> affair = standing(command, incident);
        if (OF_COVERAGE.contains(kind)) {
            // What follows from it may be here before it.
            affair.or(() -> office.affair(command.district(), incident)
                            .filter(known -> !known.changed().isBefore(command.at())))
                    .ifPresent(known -> record(known, "resolves", command.actor()));
            return Verdict.TAKEN;
        }
        if (affair.isEmpty()) {
            return unknown(command, incident);
        }
        if (!Set.of(Matter.CONDUCT, Matter.DELIVERY_FAILED, Matter.BAR_LIFTED).contains(kind)) {
            return new Verdict.SetAside("not-resolvable", "'" + kind + "' ends when the facts end it, not by command");
        }
        Matter matter = affair.get().matter();
        if (kind.equals(Matter.DELIVERY_FAILED)) {
            outbox.forgetUndelivered(matter.district(), matter.labels().get("recipient"));
        }
        record(affair.get(), "resolves", command.actor());
        matters.arrive(OwnMatter.closed(matter, office.now(), "resolved"), Stage.CLOSED);
        for (Affair listed : urgent.listed(matter)) {
            matters.arrive(OwnMatter.closed(listed.matter(), office.now(), "resolved"), Stage.CLOSED);
        }
        return Verdict.TAKEN;
    }

    private Verdict emergency(Routing routing, Affair affair, Command.Emergency command) {
        Matter matter = affair.matter();
        if (!matter.kind().equals(Matter.CONDUCT)) {
            return new Verdict.SetAside("not-conduct", "only conduct can be classed as an emergency");
        }
        record(affair, "classes it as an emergency", command.actor());
        matters.arrive(OwnMatter.emergency(routing, matter), Stage.ESCALATED);
        return Verdict.TAKEN;
    }

    private Verdict resend(Routing routing, Command.Resend command) {
        Optional<Sent> sent = outbox.sent(command.district(), command.recipient(), command.subject());
        Recipient recipient = routing.recipients().get(command.recipient());
        if (sent.isEmpty() || recipient == null) {
            return new Verdict.SetAside(
                    "unknown-notice",
                    "'" + command.recipient() + "' of district '" + command.district() + "' has no notice of '"
                            + command.subject() + "'");
        }
        if (!outbox.tellAgain(routing, recipient, sent.get())) {
            return new Verdict.SetAside("unknown-notice", "nothing of it may be told any more, or is known");
        }
        outbox.record(
                command.district(),
                command.subject(),
                "resend",
                "sends it to " + command.recipient() + " again",
                command.actor());
        return Verdict.TAKEN;
    }

    private Verdict asked(Routing routing, Command.Asked command) {
        outbox.record(new Entry(
                command.district(),
                office.now(),
                Entry.Outcome.ASKED,
                command.agency(),
                routing.agencies().getOrDefault(command.agency(), ""),
                command.id(),
                "request",
                List.of(),
                "",
                "policy answer",
                "asked: " + command.text() + "; answered: " + command.answer(),
                Optional.of(command.actor())));
        return Verdict.TAKEN;
    }

    private void record(Affair affair, String what, Actor actor) {
        outbox.record(
                affair.matter().district(),
                affair.matter().id(),
                affair.matter().kind(),
                what,
                actor);
    }
}
