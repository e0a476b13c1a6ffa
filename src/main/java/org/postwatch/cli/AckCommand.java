package org.postwatch.cli;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.model.Actor;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
        name = "ack",
        description = {
            "Say that somebody has an incident in hand: escalation and repeats wait.",
            "",
            "Recipients who were notified of it are notified, if they may know that it is acknowledged. If the district's documents say so (acknowledged-for), it"
                    + " expires, and escalation goes on while the incident is open. A gap that opens again begins anew.",
            "",
            "Example: postwatch ack coverage/socorro-hs/sro/2026-09-14/day --district socorro-nm --note 'on my way'",
            ""
        },
        footer = {"", AbstractOperatorCommand.EXIT_CODES})
final class AckCommand extends IncidentCommand<Acknowledge> {
    @Option(names = "--note", paramLabel = "TEXT", description = "What to say of it; kept with the incident.")
    private String note;

    @Override
    Acknowledge command(String district, Instant now, Actor actor, String incident) {
        return new Acknowledge(district, newId(), now, actor, incident, Optional.ofNullable(note));
    }

    @Override
    String describe(Acknowledge command) {
        return "acknowledged " + command.incident();
    }
}
