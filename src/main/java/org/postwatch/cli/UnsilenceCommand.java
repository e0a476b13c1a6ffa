package org.postwatch.cli;

import java.time.Instant;
import java.util.List;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;
import picocli.CommandLine.Parameters;

@picocli.CommandLine.Command(
        name = "unsilence",
        description = {
            "End a silence before its time. What it held back and is still open is told.",
            "",
            "Example: postwatch unsilence 1f0c9d2e",
            ""
        },
        footer = {"", OrderCommand.EXIT_CODES})
final class UnsilenceCommand extends OrderCommand {
    @Parameters(arity = "1..*", paramLabel = "SILENCE", description = "Their ids, as 'postwatch silence' said them.")
    private List<String> silences;

    @Override
    List<Command> commands(String district, Instant now, Actor actor) {
        return silences.stream()
                .<Command>map(silence -> new Command.Unsilence(district, newId(), now, actor, silence))
                .toList();
    }

    @Override
    String words(Command command) {
        return "silence " + ((Command.Unsilence) command).silence() + " is over";
    }
}
