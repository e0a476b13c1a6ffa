package org.postwatch.cli;

import java.time.Instant;
import org.postwatch.notification.command.DeclareEmergency;
import org.postwatch.notification.model.Actor;

@picocli.CommandLine.Command(
        name = "emergency",
        description = {
            "Declare that a conduct incident is an emergency. From then on it is treated like a weapon.",
            "",
            "Conduct is for school administration only. As an emergency it also goes to the recipients of weapon"
                    + " notices, at once: it is never grouped or suppressed. You cannot undo this.",
            "",
            "Example: postwatch emergency conduct/palm-springs-hs/staff/e-17",
            ""
        },
        footer = {"", AbstractOperatorCommand.EXIT_CODES})
final class EmergencyCommand extends IncidentCommand<DeclareEmergency> {
    @Override
    DeclareEmergency command(String district, Instant now, Actor actor, String incident) {
        return new DeclareEmergency(district, newId(), now, actor, incident);
    }

    @Override
    String describe(DeclareEmergency command) {
        return "declared an emergency: " + command.incident();
    }
}
