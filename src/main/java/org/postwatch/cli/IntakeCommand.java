package org.postwatch.cli;

import picocli.CommandLine.Command;

@Command(
        name = "intake",
        description = {
            "Show what came of the messages of cameras, buttons and other systems, and try how they become events.",
            "",
            "Profiles are in config/intake/profiles; docs/intake-profiles.md explains them.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            IntakeProfilesCommand.class,
            IntakeTryCommand.class,
            IntakeSourcesCommand.class,
            IntakeUnmappedCommand.class
        })
final class IntakeCommand extends CommandGroup {}
