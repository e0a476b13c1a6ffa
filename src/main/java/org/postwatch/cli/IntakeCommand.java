package org.postwatch.cli;

import picocli.CommandLine.Command;

@Command(
        name = "intake",
        description = {
            "Show the sources and rosters of districts, the results of their messages, what rosters plan, and try how messages become events.",
            "",
            "Profiles are in config/intake/profiles; docs/intake-profiles.md explains them.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            IntakeProfilesCommand.class,
            IntakeTryCommand.class,
            IntakeRosterCommand.class,
            IntakeRecordCommand.class,
            IntakeSourcesCommand.class,
            IntakeUnmappedCommand.class
        })
final class IntakeCommand extends CommandGroup {}
