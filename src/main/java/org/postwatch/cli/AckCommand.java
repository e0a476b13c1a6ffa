package org.postwatch.cli;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.model.Actor;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
        name = "ack",
        description = {
            "Acknowledge an incident: somebody handles it. Escalation and repeated notices stop.",
            "",
            "Recipients of earlier notices are notified of the acknowledgement, if the policy grants them the field."
                    + " With 'acknowledged-for' in the district's documents, the acknowledgement expires, and"
                    + " escalation continues while the incident is open. A gap that opens again must be acknowledged"
                    + " again.",
            "",
            "Example: postwatch ack coverage/socorro-hs/sro/2026-09-14/day --district socorro-nm --note 'on my way'",
            ""
        },
        footer = {"", AbstractOperatorCommand.EXIT_CODES})
final class AckCommand extends IncidentCommand<Acknowledge> {
    @Option(names = "--note", paramLabel = "TEXT", description = "A note, stored with the incident.")
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
