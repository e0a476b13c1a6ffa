package org.postwatch.cli;

import picocli.CommandLine.Command;

@Command(
        name = "route",
        description = {"Test the routes of a district.", ""},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RouteTestCommand.class})
final class RouteCommand extends CommandGroup {}
