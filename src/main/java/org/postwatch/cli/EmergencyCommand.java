package org.postwatch.cli;

import java.time.Instant;
import java.util.List;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;
import picocli.CommandLine.Parameters;

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
final class EmergencyCommand extends OrderCommand {
    @Parameters(arity = "1..*", paramLabel = "INCIDENT", description = "Ids of conduct, as in notices.")
    private List<String> incidents;

    @Override
    List<Command> commands(String district, Instant now, Actor actor) {
        return incidents.stream()
                .<Command>map(incident -> new Command.Emergency(district, newId(), now, actor, incident))
                .toList();
    }

    @Override
    String words(Command command) {
        return "an emergency: " + ((Command.Emergency) command).incident();
    }
}
