package org.postwatch.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "route",
        description = {"Test the routes of a district.", ""},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RouteTestCommand.class})
final class RouteCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: test?");
    }
}
