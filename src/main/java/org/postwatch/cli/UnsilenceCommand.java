package org.postwatch.cli;

import java.time.Instant;
import java.util.List;
import org.postwatch.notification.command.ExpireSilence;
import org.postwatch.notification.model.Actor;
import picocli.CommandLine.Parameters;

@picocli.CommandLine.Command(
        name = "unsilence",
        description = {
            "End a silence early. Recipients are notified of suppressed incidents that are still open.",
            "",
            "Example: postwatch unsilence 1f0c9d2e",
            ""
        },
        footer = {"", AbstractOperatorCommand.EXIT_CODES})
final class UnsilenceCommand extends AbstractOperatorCommand<ExpireSilence> {
    @Parameters(arity = "1..*", paramLabel = "SILENCE", description = "The ids that 'postwatch silence' printed.")
    private List<String> silences;

    @Override
    List<ExpireSilence> createCommands(String district, Instant now, Actor actor) {
        return silences.stream()
                .map(silence -> new ExpireSilence(district, newId(), now, actor, silence))
                .toList();
    }

    @Override
    String describe(ExpireSilence command) {
        return "silence " + command.silence() + " is over";
    }
}
