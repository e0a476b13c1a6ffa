package org.postwatch.cli;

import java.time.Instant;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;

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
        footer = {"", OrderCommand.EXIT_CODES})
final class EmergencyCommand extends IncidentCommand {
    @Override
    Command command(String district, Instant now, Actor actor, String incident) {
        return new Command.Emergency(district, newId(), now, actor, incident);
    }

    @Override
    String words(Command command) {
        return "an emergency: " + ((Command.Emergency) command).incident();
    }
}
