package org.postwatch.cli;

import picocli.CommandLine.Command;

@Command(
        name = "desk",
        description = {
            "Enrol tablets as the front desks of campuses, and list them.",
            "",
            "A desk is revoked with 'access revoke'. See docs/front-desk.md.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeskEnrolCommand.class, DeskListCommand.class})
final class DeskCommand extends CommandGroup {}
