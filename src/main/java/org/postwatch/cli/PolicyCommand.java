package org.postwatch.cli;

import picocli.CommandLine.Command;

@Command(
        name = "policy",
        description = {"Show the disclosure policy of a district.", ""},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PolicyAnswerCommand.class})
final class PolicyCommand extends CommandGroup {}
