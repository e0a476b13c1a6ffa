package org.postwatch.cli;

import java.time.Instant;
import java.util.TreeSet;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import picocli.CommandLine.Model.CommandSpec;

@picocli.CommandLine.Command(
        name = "resolve",
        footer = {"", AbstractOperatorCommand.EXIT_CODES})
final class ResolveCommand extends IncidentCommand<Resolve> {
    /** Picocli calls it while it reads the annotations, because the kinds are not a constant expression. */
    @picocli.CommandLine.Spec
    private void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Close an incident.",
                        "",
                        "Operators may close these kinds: "
                                + String.join(", ", new TreeSet<>(Alert.OPERATOR_CLOSABLE_KINDS)) + ".",
                        "",
                        "Other incidents close when their cause ends. To stop their notices, acknowledge or silence them.",
                        "",
                        "Example: postwatch resolve weapon-seen/socorro-hs/cameras/e-17",
                        "");
    }

    @Override
    Resolve command(String district, Instant now, Actor actor, String incident) {
        return new Resolve(district, newId(), now, actor, incident);
    }

    @Override
    String describe(Resolve command) {
        return "resolved " + command.incident();
    }
}
