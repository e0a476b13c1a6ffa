package org.postwatch.cli;

import java.time.Instant;
import org.postwatch.notification.command.DeclareEmergency;
import org.postwatch.notification.model.Actor;

@picocli.CommandLine.Command(
        name = "emergency",
        description = {
            "Say that conduct is an emergency: from now on it is treated as a weapon is.",
            "",
            "Conduct goes to school administration only. As an emergency it goes to whoever is to be told of weapons, at"
                    + " once: never grouped, quieted, silenced or held back. It cannot be taken back.",
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
        return "an emergency: " + command.incident();
    }
}
