package org.postwatch.cli;

import java.time.Instant;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;

@picocli.CommandLine.Command(
        name = "resolve",
        description = {
            "Say that an incident is over, of the kinds that an operator closes: weapon-seen, many-reports,"
                    + " entrance-forced, conduct, delivery-failed.",
            "",
            "All others close when the facts say so; to stop being told of one, acknowledge or silence it.",
            "",
            "Example: postwatch resolve weapon-seen/socorro-hs/cameras/e-17",
            ""
        },
        footer = {"", OrderCommand.EXIT_CODES})
final class ResolveCommand extends IncidentCommand {
    @Override
    Command command(String district, Instant now, Actor actor, String incident) {
        return new Command.Resolve(district, newId(), now, actor, incident);
    }

    @Override
    String words(Command command) {
        return "resolved " + ((Command.Resolve) command).incident();
    }
}
