package org.postwatch.cli;

import picocli.CommandLine.Command;

@Command(
        name = "intake",
        description = {
            "Try how the messages of cameras, buttons and other systems become events.",
            "",
            "Profiles are in config/intake/profiles; docs/intake-profiles.md explains them.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {IntakeProfilesCommand.class, IntakeTryCommand.class})
final class IntakeCommand extends CommandGroup {}
