package org.postwatch.cli;

import java.time.Instant;
import org.postwatch.notification.command.DeclareEmergency;
import org.postwatch.notification.model.Actor;

@picocli.CommandLine.Command(
        name = "emergency",
        description = {
            "Declare that a conduct incident is an emergency. From then on it is treated like a weapon.",
            "",
            "Notices of conduct go to school administration only. Notices of an emergency also go to the recipients of weapon notices, at once: they are never grouped or suppressed. You cannot undo this.",
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
