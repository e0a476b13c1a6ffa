package org.postwatch.cli;

import java.time.Instant;
import org.postwatch.notification.command.AddNote;
import org.postwatch.notification.model.Actor;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
        name = "note",
        description = {
            "Add a note to an incident.",
            "",
            "Later notices of the incident contain the note, if the policy grants the recipient the field. The note"
                    + " itself triggers no notice.",
            "",
            "Example: postwatch note coverage/socorro-hs/sro/2026-09-14/day --text 'the city sends C-2 at noon'",
            ""
        },
        footer = {"", AbstractOperatorCommand.EXIT_CODES})
final class NoteCommand extends IncidentCommand<AddNote> {
    @Option(
            names = "--text",
            required = true,
            paramLabel = "TEXT",
            description = "The note: one line of at most 1,000 characters, without names of people.")
    private String text;

    @Override
    AddNote command(String district, Instant now, Actor actor, String incident) {
        return new AddNote(district, newId(), now, actor, incident, text);
    }

    @Override
    String describe(AddNote command) {
        return "note on " + command.incident();
    }
}
