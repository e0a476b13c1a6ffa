package org.postwatch.cli;

import java.time.Instant;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;

@picocli.CommandLine.Command(
        name = "resolve",
        description = {
            "Say that an incident is over, of the kinds that an operator closes: weapon-seen, many-reports,"
                    + " entrance-forced, conduct, delivery-failed, mandatory-denial-lifted.",
            "",
            "All others close when the facts say so; to stop being told of one, acknowledge or silence it.",
            "",
            "Example: postwatch resolve weapon-seen/socorro-hs/cameras/e-17",
            ""
        },
        footer = {"", AbstractOperatorCommand.EXIT_CODES})
final class ResolveCommand extends IncidentCommand<Resolve> {
    @Override
    Resolve command(String district, Instant now, Actor actor, String incident) {
        return new Resolve(district, newId(), now, actor, incident);
    }

    @Override
    String describe(Resolve command) {
        return "resolved " + command.incident();
    }
}
