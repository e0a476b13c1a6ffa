package org.postwatch.cli;

import java.time.Instant;
import java.util.List;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@picocli.CommandLine.Command(
        name = "note",
        description = {
            "Write something down of an incident.",
            "",
            "It stands in later notices of it to those who may know notes; nobody is told of the note alone.",
            "",
            "Example: postwatch note coverage/socorro-hs/sro/2026-09-14/day --text 'the city sends C-2 at noon'",
            ""
        },
        footer = {"", OrderCommand.EXIT_CODES})
final class NoteCommand extends OrderCommand {
    @Parameters(arity = "1..*", paramLabel = "INCIDENT", description = "Their ids, as in notices and on the board.")
    private List<String> incidents;

    @Option(
            names = "--text",
            required = true,
            paramLabel = "TEXT",
            description = "One line, at most 1,000 characters; no names of people.")
    private String text;

    @Override
    List<Command> commands(String district, Instant now, Actor actor) {
        return incidents.stream()
                .<Command>map(incident -> new Command.Note(district, newId(), now, actor, incident, text))
                .toList();
    }

    @Override
    String words(Command command) {
        return "noted of " + ((Command.Note) command).incident();
    }
}
