package org.postwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.routing.Command;
import org.postwatch.routing.Match;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Routing;
import org.postwatch.watch.Verdict;

/** Begins, announces the end of, ends and lifts silences. */
final class SilenceDesk {
    static final Duration SILENCE_MAX = Duration.ofDays(400);

    private final Office office;
    private final Silences silences;
    private final MatterDesk matters;
    private final Outbox outbox;

    SilenceDesk(Office office, Silences silences, MatterDesk matters, Outbox outbox) {
        this.office = office;
        this.silences = silences;
        this.matters = matters;
        this.outbox = outbox;
    }

    Verdict begin(Routing routing, Command.Silence command) {
        String district = routing.district();
        if (command.match().isEmpty()) {
            return new Verdict.SetAside("malformed", "a silence must name what it covers; it names no label");
        }
        if (!command.until().isAfter(command.from())
                || command.until().isAfter(command.from().plus(SILENCE_MAX))) {
            return new Verdict.SetAside(
                    "malformed",
                    "a silence ends after it begins and lasts " + SILENCE_MAX.toDays() + " days at most; it is from "
                            + command.from() + " until " + command.until());
        }
        if (!command.until().isAfter(office.now())) {
            return new Verdict.SetAside("malformed", "the silence was over at " + command.until());
        }
        if (silences.find(district, command.id()).isPresent()) {
            return Verdict.TAKEN;
        }
        Optional<String> impossible = Match.impossible(command.match(), routing);
        if (impossible.isPresent()) {
            return new Verdict.SetAside("malformed", impossible.get());
        }
        if (silences.of(district).size() >= Silences.SILENCES_MAX) {
            return new Verdict.SetAside(
                    "too-many", "district '" + district + "' has " + Silences.SILENCES_MAX + " silences already");
        }
        Instant warnAt = command.until().minus(routing.habits().silenceWarning());
        boolean warns = warnAt.isAfter(command.from()) && warnAt.isAfter(office.now());
        silences.put(
                district,
                new Silence(
                        command.id(),
                        command.actor().claimed(),
                        command.reason(),
                        command.match(),
                        command.from(),
                        command.until(),
                        warns ? Optional.of(warnAt) : Optional.empty()));
        outbox.record(
                district,
                command.id(),
                "silence",
                "silences " + command.match() + " from " + command.from() + " until " + command.until() + ": "
                        + command.reason(),
                command.actor());
        return Verdict.TAKEN;
    }

    Verdict lift(Routing routing, Command.Unsilence command) {
        Optional<Silence> silence = silences.find(routing.district(), command.silence());
        if (silence.isEmpty()) {
            return new Verdict.SetAside(
                    "unknown-silence",
                    "district '" + routing.district() + "' has no silence '" + command.silence() + "'");
        }
        outbox.record(routing.district(), command.silence(), "silence", "lifts the silence", command.actor());
        end(routing.district(), silence.get(), "lifted");
        return Verdict.TAKEN;
    }

    private void end(String district, Silence silence, String how) {
        silences.delete(district, silence.id());
        office.affair(district, OwnMatter.silenceEndingId(silence.id()))
                .ifPresent(
                        warning -> matters.arrive(OwnMatter.closed(warning.matter(), office.now(), how), Stage.CLOSED));
        matters.release(district, Silences.rule(silence.id()));
    }

    void look(String key) {
        String district = key.substring(0, key.indexOf('/'));
        Optional<Silence> known = office.ledger().get(Tables.SILENCES, key);
        Optional<Routing> routing = office.routing(district);
        if (known.isEmpty() || routing.isEmpty()) {
            return;
        }
        Silence silence = known.get();
        if (!silence.until().isAfter(office.now())) {
            end(district, silence, "ended");
        } else if (silence.warnAt().filter(at -> !at.isAfter(office.now())).isPresent()) {
            silences.put(district, silence.warned());
            matters.arrive(OwnMatter.silenceEnding(routing.get(), silence, office.now()), Stage.OPENED);
        }
    }
}
