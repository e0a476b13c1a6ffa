package org.postwatch.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        description = {
            "Check and apply the documents of districts: who must be where, when, and under which agreement.",
            "",
            "A district is a folder with a district.yaml and, if it is large, more files in campuses/*.yaml. Use"
                    + " those in config/districts as examples.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PlanCheckCommand.class, PlanApplyCommand.class, PlanLogCommand.class, PlanSchemaCommand.class})
final class PlanCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: check, apply, log or schema?");
    }
}
