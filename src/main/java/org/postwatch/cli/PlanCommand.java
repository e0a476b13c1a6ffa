package org.postwatch.cli;

import picocli.CommandLine.Command;

@Command(
        name = "plan",
        description = {
            "Check, apply and export the documents of districts: who must be where, when, and under which agreement.",
            "",
            "A district is a folder with a district.yaml and, if it is large, more files in campuses/*.yaml and"
                    + " officers/*.yaml. Use those in config/districts as examples, or create one with 'postwatch init'.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PlanCheckCommand.class,
            PlanApplyCommand.class,
            PlanExportCommand.class,
            PlanLogCommand.class,
            PlanSchemaCommand.class
        })
final class PlanCommand extends CommandGroup {}
