package org.postwatch.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "policy",
        description = {"Show the disclosure policy of a district.", ""},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PolicyAnswerCommand.class})
final class PolicyCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: answer?");
    }
}
